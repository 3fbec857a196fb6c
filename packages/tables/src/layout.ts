import type { Block } from "./block.ts";
import type { KnownHeadings } from "./known-headings.ts";
import { looksNumeric } from "./numbers.ts";
import { inRow } from "./place.ts";
import { isBlank, textOf, widthOf, type Cell, type Row, type Table } from "./table.ts";
import { unitsSpelled } from "./unit-spelling.ts";
import { unreadable, quoted } from "./questions.ts";

/**
 * Finds the tables of a file. A heading row holds names that are known and stands above rows of numbers; every further heading row begins another table.
 * @returns Nothing where no heading is known.
 */
export function blocksOf(table: Table, known: KnownHeadings): readonly Block[] {
  const { rows } = table;
  const heads = headingRows(rows, known);
  return heads.map((head, k) => {
    const end = heads[k + 1]?.top ?? rows.length;
    const above = rows.slice(k === 0 ? 0 : lastReading(rows, heads[k - 1]!.bottom + 1, head.top) + 1, head.top);
    return block(table, head, end, above, k + 1 < heads.length);
  });
}

/** A table without headings, whose columns the user names by number. */
export function headless(table: Table): Block | undefined {
  const rows = table.rows.filter(isReading);
  if (rows.length === 0) return undefined;
  const width = Math.max(...rows.map((row) => widthOf(row.cells)));
  return { above: [], headings: Array.from({ length: width }, (_, i) => String(i + 1)), headingLine: rows[0]!.line, titles: [], units: [], rows, warnings: [], format: table.format, place: table.place, sheet: table.title };
}

interface Head { readonly top: number; readonly at: number; readonly bottom: number; readonly headings: readonly string[] }

export const isReading = (row: Row): boolean => !row.comment && row.cells.filter(looksNumeric).length >= 2;
const isUnits = (cells: readonly Cell[]): boolean => {
  const filled = cells.filter((cell) => cell !== "");
  return filled.some((cell) => !looksNumeric(cell) && bare(cell) !== "-") && filled.every((cell) => typeof cell === "string" && unitsSpelled(bare(cell)).length > 0);
};
const bare = (cell: Cell): string => textOf(cell).normalize("NFKC").replace(/^[[({<](.*)[\])}>]$/, "$1").trim();

/** Runs of rows of words directly above readings, in which a known heading stands. */
function headingRows(rows: readonly Row[], known: KnownHeadings): readonly Head[] {
  const heads: Head[] = [];
  let first = 0;
  for (let i = 0; i < rows.length; i++) {
    if (!isReading(rows[i]!)) continue;
    if (i > first) {
      const head = bestHeading(rows, Math.max(first, i - 8), i, known);
      if (head) heads.push(head);
    }
    first = i + 1;
  }
  return heads;
}

/** The row with the most known headings, or two rows read downwards where together they say more. */
function bestHeading(rows: readonly Row[], from: number, to: number, known: KnownHeadings): Head | undefined {
  let best: Head | undefined;
  let most = 0;
  for (let i = from; i < to; i++) {
    const { cells } = rows[i]!;
    if (widthOf(cells) < 2) continue;
    const words = cells.map(textOf);
    const alone = known(words);
    if (alone > most) [best, most] = [{ top: i, at: i, bottom: i, headings: words }, alone];
    const below = rows[i + 1]?.cells;
    if (i + 1 >= to || !below || isUnits(below) || [...cells, ...below].some(looksNumeric)) continue;
    const width = Math.max(cells.length, below.length);
    const joined = Array.from({ length: width }, (_, c) => `${textOf(cells[c])} ${textOf(below[c])}`.trim());
    const together = known(joined, true);
    if (together > Math.max(known(words, true), known(below.map(textOf), true)) && together >= most) [best, most] = [{ top: i, at: i, bottom: i + 1, headings: joined }, together];
  }
  return best;
}

function lastReading(rows: readonly Row[], from: number, to: number): number {
  for (let i = to - 1; i >= from; i--) if (isReading(rows[i]!)) return i;
  return from - 1;
}

function block({ rows, format, place, title: sheet }: Table, head: Head, end: number, above: readonly Row[], more: boolean): Block {
  const width = widthOf(head.headings);
  const warnings: string[] = [];
  const readings: Row[] = [];
  let units: readonly string[] = [];
  const last = lastReading(rows, head.bottom + 1, end);
  for (let i = head.bottom + 1; i < end; i++) {
    const row = rows[i]!;
    if (isBlank(row)) continue;
    if (readings.length === 0 && units.length === 0 && isUnits(row.cells)) units = row.cells.map(bare);
    else if (row.comment) warnings.push(`${place.row(row.line)} is a comment among the readings: ${quoted(row.raw)}`);
    else if (readings.length === 0 && !isReading(row) && row.cells.filter(looksNumeric).length === 0) warnings.push(`${place.row(row.line)} between headings and readings is not used: ${quoted(row.raw)}`);
    else if (i > last && (more || (widthOf(row.cells) <= 1 && !row.cells.some(looksNumeric)))) {
      if (!more) warnings.push(`${place.row(row.line)} below the readings is not used: ${quoted(row.raw)}`);
    } else readings.push(row);
  }
  for (const row of readings) {
    if (widthOf(row.cells) > width) throw unreadable(inRow(place, row.line), `the row holds ${widthOf(row.cells)} values under ${width} headings`, "one value under each heading", "If numbers have decimal commas, another delimiter must separate the columns");
  }
  const title = rows[head.top - 1];
  return { above, headings: head.headings.slice(0, width), headingLine: rows[head.at]!.line, titles: (title?.cells ?? []).map(textOf), ...(title ? { titleLine: title.line } : {}), units, rows: readings, warnings, format, place, sheet };
}
