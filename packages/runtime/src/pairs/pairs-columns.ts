import { closest, InputError, type RecordTable } from "@inversa/core";

/**
 * The places of named columns in a table.
 * @param columns Names, or `v00..v24`: every column from the first to the last of these, as they stand in the table.
 * @throws InputError `data-unreadable` for a column that is not there.
 */
export function columnsOf({ file, headings }: RecordTable, columns: string | readonly string[]): readonly number[] {
  const place = (name: string): number => {
    const index = headings.indexOf(name);
    if (index >= 0) return index;
    const near = closest(name, headings);
    throw new InputError("data-unreadable", { where: file, what: `there is no column "${name}"`, expected: `one of ${headings.slice(0, 20).join(", ")}${headings.length > 20 ? ", ..." : ""}`, ...(near ? { next: `Did you mean "${near}"?` } : {}) });
  };
  if (typeof columns !== "string") return columns.map(place);
  const [first, last] = columns.split("..").map((name) => place(name.trim()));
  if (first! > last!) throw new InputError("data-unreadable", { where: file, what: `the column range "${columns}" runs backwards`, expected: "the column further left first" });
  return Array.from({ length: last! - first! + 1 }, (_, i) => first! + i);
}

/** @throws InputError `data-unreadable` for a cell without a number. */
export function numberAt(table: RecordTable, row: number, column: number): number {
  const cell = table.rows[row]![column];
  if (typeof cell === "number") return cell;
  throw new InputError("data-unreadable", { where: table.place(row, column), what: cell === "" || cell === undefined ? "the cell is empty" : `"${cell}" is not a number`, expected: "a number", next: "Leave such rows out with pairs.where, or put the file right" });
}

/**
 * A series as a function of another one, both recorded in the same order: linear between readings, at the first crossing where the other runs back; held at
 * the ends. Charge over voltage, for example, lines up what different cells do at the same state.
 * @param at Increasing.
 */
export function along(values: readonly number[], other: readonly number[], at: readonly number[]): readonly number[] {
  return at.map((point) => {
    const rising = (other.at(-1) ?? 0) >= other[0]!;
    const after = other.findIndex((value) => (rising ? value >= point : value <= point));
    if (after < 0) return values.at(-1)!;
    if (after === 0) return values[0]!;
    const [from, to] = [other[after - 1]!, other[after]!];
    return values[after - 1]! + ((point - from) / (to - from)) * (values[after]! - values[after - 1]!);
  });
}
