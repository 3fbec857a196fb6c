import { inUnit, plainNumber, quoted } from "@inversa/tables";
import { unreadable, type Place } from "./mistakes.ts";
import type { AgsGroup, AgsRow } from "./parse.ts";

/** One DATA row as values, converted to the units that protocols declare. */
export class Cells {
  readonly group: AgsGroup;
  readonly row: AgsRow;
  readonly file: string;

  constructor(file: string, group: AgsGroup, row: AgsRow) {
    this.file = file;
    this.group = group;
    this.row = row;
  }

  place(heading?: string): Place {
    return { file: this.file, line: this.row.line, group: this.group.name, ...(heading ? { heading } : {}) };
  }

  /** Blank where the group lacks the heading or nothing was recorded. */
  text(heading: string): string {
    return this.row.cells[heading] ?? "";
  }

  /**
   * A number in the unit asked for; undefined where nothing was recorded.
   * @throws InputError `data-unreadable` for text, a range (`<5`) or a unit of another kind.
   */
  number(heading: string, unit: string): number | undefined {
    return this.valueOf(this.text(heading), heading, unit);
  }

  /** A number that may carry the mark of an assumption, `#2.65`. */
  assumable(heading: string, unit: string): { readonly value: number; readonly assumed: boolean } | undefined {
    const text = this.text(heading);
    const value = this.valueOf(text.replace(/^#\s*/, ""), heading, unit);
    return value === undefined ? undefined : { value, assumed: text.startsWith("#") };
  }

  private valueOf(text: string, heading: string, unit: string): number | undefined {
    if (text === "") return undefined;
    const number = plainNumber(text);
    if (number === undefined) throw unreadable(this.place(heading), `${quoted(text)} is not a number`, "a number with a decimal point, or nothing");
    const written = this.group.units[heading] ?? "";
    const value = inUnit(number, written, unit);
    if (value !== undefined) return value;
    throw unreadable({ ...this.place(heading), line: this.group.unitLine }, written === "" ? "the UNIT row states no unit" : `the UNIT row says ${quoted(written)}`, `a unit like ${unit}`);
  }
}
