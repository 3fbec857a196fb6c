import { looksNumeric } from "./numbers.ts";
import { blankHeadings, isBlank, widthOf, type Row } from "./rows.ts";
import type { Table } from "./dialect.ts";
import { unitsSpelled } from "./unit-spelling.ts";
import { unreadable, quoted } from "./questions.ts";

/** A table inside a file: headings, perhaps units, readings, and the lines that stand above it. */
export interface Block {
  /** Lines above the headings: titles, "key: value", comments. For a later block of the same file only those since the block before. */
  readonly above: readonly Row[];
  readonly headings: readonly string[];
  readonly headingLine: number;
  /** Cells of the row above the headings, which may title groups of columns. */
  readonly titles: readonly string[];
  /** Cells of a row of units below the headings. */
  readonly units: readonly string[];
  readonly rows: readonly Row[];
  readonly warnings: readonly string[];
}

/** How many cells of a row the kinds of test, or the user's mapping, know as headings; `wholly` leaves out those with words left over. */
export type KnownHeadings = (cells: readonly string[], wholly?: true) => number;

/**
 * Finds the tables of a file. A heading row holds names that are known and stands above rows of numbers; every further heading row begins another table.
 * @returns Nothing where no heading is known.
 */
export function blocksOf(table: Table, known: KnownHeadings, file: string): readonly Block[] {
  const rows = table.delimiter === " " ? rejoinHeadings(table.rows, known) : table.rows;
  const heads = headingRows(rows, known);
  return heads.map((head, k) => {
    const end = heads[k + 1]?.top ?? rows.length;
    const above = rows.slice(k === 0 ? 0 : lastReading(rows, heads[k - 1]!.bottom + 1, head.top) + 1, head.top);
    return block(rows, head, end, above, file, k + 1 < heads.length);
  });
}

/** A table without headings, whose columns the user names by number. */
export function headless(table: Table): Block | undefined {
  const rows = table.rows.filter(isReading);
  if (rows.length === 0) return undefined;
  const width = Math.max(...rows.map((row) => widthOf(row.cells)));
  return { above: [], headings: Array.from({ length: width }, (_, i) => String(i + 1)), headingLine: rows[0]!.line, titles: [], units: [], rows, warnings: [] };
}

interface Head { readonly top: number; readonly at: number; readonly bottom: number; readonly headings: readonly string[] }

const isReading = (row: Row): boolean => !row.comment && row.cells.filter(looksNumeric).length >= 2;
const isUnits = (cells: readonly string[]): boolean => {
  const filled = cells.filter((cell) => cell !== "").map(bare);
  return filled.some((cell) => !looksNumeric(cell) && cell !== "-") && filled.every((cell) => unitsSpelled(cell).length > 0);
};
const bare = (cell: string): string => cell.normalize("NFKC").replace(/^[[({<](.*)[\])}>]$/, "$1").trim();

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
    const alone = known(cells);
    if (alone > most) [best, most] = [{ top: i, at: i, bottom: i, headings: cells }, alone];
    const below = rows[i + 1]?.cells;
    if (i + 1 >= to || !below || isUnits(below) || [...cells, ...below].some(looksNumeric)) continue;
    const width = Math.max(cells.length, below.length);
    const joined = Array.from({ length: width }, (_, c) => `${cells[c] ?? ""} ${below[c] ?? ""}`.trim());
    const together = known(joined, true);
    if (together > Math.max(known(cells, true), known(below, true)) && together >= most) [best, most] = [{ top: i, at: i, bottom: i + 1, headings: joined }, together];
  }
  return best;
}

function lastReading(rows: readonly Row[], from: number, to: number): number {
  for (let i = to - 1; i >= from; i--) if (isReading(rows[i]!)) return i;
  return from - 1;
}

function block(rows: readonly Row[], head: Head, end: number, above: readonly Row[], file: string, more: boolean): Block {
  const width = widthOf(head.headings);
  const warnings: string[] = [];
  const readings: Row[] = [];
  let units: readonly string[] = [];
  const last = lastReading(rows, head.bottom + 1, end);
  for (let i = head.bottom + 1; i < end; i++) {
    const row = rows[i]!;
    if (isBlank(row)) continue;
    if (readings.length === 0 && units.length === 0 && isUnits(row.cells)) units = row.cells.map(bare);
    else if (row.comment) warnings.push(`line ${row.line} is a comment among the readings: ${quoted(row.raw)}`);
    else if (readings.length === 0 && !isReading(row) && row.cells.filter(looksNumeric).length === 0) warnings.push(`line ${row.line} between headings and readings is not used: ${quoted(row.raw)}`);
    else if (i > last && (more || (widthOf(row.cells) <= 1 && !row.cells.some(looksNumeric)))) {
      if (!more) warnings.push(`line ${row.line} below the readings is not used: ${quoted(row.raw)}`);
    } else readings.push(row);
  }
  for (const row of readings) {
    if (widthOf(row.cells) > width) throw unreadable(`${file}, line ${row.line}`, `the row holds ${widthOf(row.cells)} values under ${width} headings`, "one value under each heading", "If numbers have decimal commas, another delimiter must separate the columns");
  }
  const titles = rows[head.top - 1]?.cells ?? [];
  return { above, headings: head.headings.slice(0, width), headingLine: rows[head.at]!.line, titles, units, rows: readings, warnings };
}

/** In files separated by blanks, headings may hold blanks; the readings below tell how many columns there are. */
function rejoinHeadings(rows: readonly Row[], known: KnownHeadings): readonly Row[] {
  const out = [...rows];
  for (let i = 0; i < rows.length; i++) {
    if (isReading(rows[i]!) || isBlank(rows[i]!)) continue;
    let next = i + 1;
    while (next < rows.length && next < i + 9 && !isReading(rows[next]!)) next++;
    const below = rows[next];
    if (!below || !isReading(below) || below.cells.length === rows[i]!.cells.length) continue;
    const headings = blankHeadings(rows[i]!.raw, below.cells.length);
    if (headings && known(headings) >= known(rows[i]!.cells)) out[i] = { ...rows[i]!, cells: headings };
  }
  return out;
}
