import type { Block } from "./block.ts";
import { mappingOf, namesTests, type Column } from "./columns.ts";
import { isGap, toNumber, unitBehind } from "./numbers.ts";
import { inRow, type Place } from "./place.ts";
import { quoted, unreadable } from "./questions.ts";
import type { TableSettings } from "./settings.ts";
import { textOf, type Cell, type Row, type NumberFormat } from "./table.ts";

/** The numbers of one column as written, and the unit that stands behind each of them, if one does. */
export interface Readings {
  readonly values: Float64Array;
  readonly unit?: string;
  /** The unit is the cells' own, as a spreadsheet knows it, whatever stands above them. */
  readonly certain?: true;
}

/** Rows that hold a number or a gap in each column that is read, and those columns. */
export interface Sound {
  readonly rows: readonly Row[];
  readonly columns: readonly Column[];
  readonly warnings: readonly string[];
}

/**
 * Leaves out recorded columns of text (clock times) and finds the rows that are no readings: text in a column that is read, a word in a column of
 * running numbers ("Max" below the last one), too few values.
 * @throws InputError `data-unreadable` with row and column, unless the user wants bad rows skipped.
 */
export function soundRows(block: Block, assigned: readonly Column[], settings: TableSettings): Sound {
  const { place } = block;
  const texts = assigned.filter((c) => c.target.kind === "recorded" && numbersShare(block, c.index) < 0.5);
  const columns = assigned.filter((c) => !texts.includes(c));
  const warnings = texts.map((c) => `${c.target.name} (${place.column(c.index)}, ${quoted(c.heading)}) is not used: it holds text`);
  const skipped: string[] = [];
  const needed = Math.max(...columns.map((c) => c.index)) + 1;
  const counting = block.headings.flatMap((heading, index) => {
    const unread = !assigned.some((c) => c.index === index) && !namesTests(heading, settings) && mappingOf(index, heading, settings, place) === undefined;
    return unread && numbersShare(block, index) >= 0.8 ? [{ index, heading }] : [];
  });
  const rows = block.rows.filter((row) => {
    const why = row.cells.length < needed && row.cells.length < block.headings.length
      ? `the row ends after ${row.cells.length} of ${block.headings.length} columns`
      : wrongCell(row, [...columns, ...counting], block);
    if (why === undefined) return true;
    if (settings.badRows === "refuse") throw unreadable(inRow(place, row.line), why, "a number or an empty cell", "Correct the row, or set badRows to skip to leave it out");
    skipped.push(`${place.row(row.line)} left out: ${why}`);
    return false;
  });
  return { rows, columns, warnings: [...warnings, ...(skipped.length > 5 ? [...skipped.slice(0, 4), `${skipped.length - 4} more rows left out`] : skipped)] };
}

/** Share of numbers among the filled cells of a column; 1 where all are empty. */
function numbersShare({ rows, format }: Block, index: number): number {
  const filled = rows.flatMap(({ cells }) => (isGap(cells[index] ?? "") ? [] : [cells[index]!]));
  const numbers = filled.filter((cell) => toNumber(cell, format) !== undefined || withUnit(cell, format) !== undefined);
  return filled.length === 0 ? 1 : numbers.length / filled.length;
}

function wrongCell(row: Row, columns: readonly { readonly index: number; readonly heading: string }[], { format, place }: Block): string | undefined {
  for (const { index, heading } of columns) {
    const cell = row.cells[index] ?? "";
    if (toNumber(cell, format) === undefined && withUnit(cell, format) === undefined) return `${place.cell(row.line, index)} (${quoted(heading)}) holds ${quoted(textOf(cell))}, which is not a number`;
  }
  return undefined;
}

function withUnit(cell: Cell, format: NumberFormat): { readonly value: number; readonly unit: string } | undefined {
  if (typeof cell !== "string") return typeof cell === "number" ? undefined : cell;
  const split = unitBehind(cell);
  const value = split && toNumber(split.digits, format);
  return split === undefined || value === undefined || Number.isNaN(value) ? undefined : { value, unit: split.unit };
}

/**
 * The numbers of a column; gaps are NaN.
 * @throws InputError `data-unreadable` where only some of the values carry a unit.
 */
export function readingsOf(rows: readonly Row[], index: number, format: NumberFormat, place: Place): Readings {
  const values = new Float64Array(rows.length);
  let unit: string | undefined;
  let plain: Row | undefined;
  let certain = true;
  for (const [i, row] of rows.entries()) {
    const cell = row.cells[index] ?? "";
    const value = toNumber(cell, format);
    if (value !== undefined) {
      values[i] = value;
      // A zero that a spreadsheet shows without its neighbours' percent sign is zero all the same.
      if (!isGap(cell) && cell !== 0) plain ??= row;
      continue;
    }
    const spelled = withUnit(cell, format)!;
    values[i] = spelled.value;
    certain &&= typeof cell !== "string";
    if (unit !== undefined && unit !== spelled.unit) throw unreadable(`${inRow(place, row.line)}, ${place.cell(row.line, index)}`, `the unit changes from ${quoted(unit)} to ${quoted(spelled.unit)}`, "one unit a column");
    unit = spelled.unit;
  }
  if (unit !== undefined && plain) throw unreadable(`${inRow(place, plain.line)}, ${place.cell(plain.line, index)}`, `the number stands without the unit ${quoted(unit)} of its neighbours`, "one unit a column");
  return unit === undefined ? { values } : { values, unit, ...(certain ? { certain } : {}) };
}
