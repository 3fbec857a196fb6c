import { looksNumeric } from "@inversa/tables";
import type { SeriesName } from "../raw.ts";
import { knownHeading, type Known, type TextFormat } from "./format.ts";
import type { Delimiter } from "./lines.ts";
import { durationOf } from "./times.ts";

/** The row of headings of a text file, and whose it is. */
export interface Head {
  readonly format: TextFormat;
  readonly delimiter: Delimiter;
  /** Counted from 0. */
  readonly at: number;
  /** Lines between the headings and the readings: units. */
  readonly unitLines: number;
  readonly headings: readonly string[];
  readonly known: readonly (Known | undefined)[];
  /** How many roles are known, and a bonus where the lines above name the maker. */
  readonly score: number;
}

const delimiters: readonly Delimiter[] = ["\t", ";", ","];
const mostLines = 400;
const readings: readonly SeriesName[] = ["voltage", "current"];

const split = (line: string, delimiter: Delimiter): readonly string[] =>
  line.includes("\"") ? [...line.matchAll(new RegExp(`(?:^|${delimiter})[ ]*(?:"((?:[^"]|"")*)"|([^${delimiter}]*))`, "g"))].map(([, quoted, bare]) => (quoted ?? bare ?? "").trim()) : line.split(delimiter).map((cell) => cell.trim());

/** Whether a cell is a reading: a number, a duration or a date. */
const isReading = (cell: string): boolean => looksNumeric(cell) || !Number.isNaN(durationOf(cell)) || /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}/.test(cell);

/**
 * Looks for the row of headings with which some format knows a time and what else it needs (a voltage and a current), and takes the format that knows most of it.
 * @param lines The beginning of the file.
 */
export function findHead(lines: readonly string[], formats: readonly TextFormat[]): Head | undefined {
  const above: string[] = [];
  const sample = lines.slice(0, mostLines);
  let best: Head | undefined;
  for (const [at, line] of sample.entries()) {
    if (line.trim() === "") continue;
    for (const delimiter of delimiters) {
      if (!line.includes(delimiter)) continue;
      const headings = split(line, delimiter);
      if (headings.length < 2 || headings.filter(isReading).length > headings.length / 2) continue;
      const next = split(sample[at + 1] ?? "", delimiter);
      const hasUnits = next.length > 1 && next.some((cell) => cell !== "") && next.every((cell) => cell === "" || /^[[({].*[\])}]$/.test(cell) || (!isReading(cell) && /^[\p{L}°%./*^-]{1,6}\d?$/u.test(cell))) && !next.some(isReading) && next.filter((cell) => /^[[({]/.test(cell)).length >= 2;
      for (const format of formats) {
        const head = headOf(format, headings, hasUnits ? next : [], above.join("\n"));
        if (head && head.score > (best?.score ?? 0)) best = { format, delimiter, at, unitLines: hasUnits ? 1 : 0, headings, ...head };
      }
    }
    above.push(line);
    // Readings have begun: what looks like a heading below belongs to another table.
    if (best && at > best.at + 3) break;
  }
  return best;
}

function headOf(format: TextFormat, headings: readonly string[], below: readonly string[], above: string): Pick<Head, "known" | "score"> | undefined {
  const named = format.preamble?.test(above) === true;
  if (!named && format.marks?.test(headings.join("\n")) === false) return undefined;
  const all = headings.map((heading, i) => (heading === "" ? undefined : knownHeading(heading, below[i] ?? "", format)));
  const roles = new Map<string, number>();
  for (const [i, known] of all.entries()) {
    if (!known) continue;
    const before = roles.get(known.role);
    if (before === undefined || known.rank < all[before]!.rank) roles.set(known.role, i);
  }
  // Several thermometers, and several columns that name a test, may all be needed.
  const known = all.map((k, i) => (k && (k.role === "temperature" || k.role === "test" || roles.get(k.role) === i) ? k : undefined));
  if (!(format.needs ?? readings).every((role) => roles.has(role)) || !(roles.has("testTime") || roles.has("stepTime") || roles.has("clock"))) return undefined;
  return { known, score: roles.size + (named ? 4 : 0) };
}
