import type { SourceFile } from "@inversa/core";
import { CsvError, parse } from "csv-parse/browser/esm/sync";
import { quoted } from "@inversa/tables";
import { unreadable, type Place } from "./mistakes.ts";

/** One DATA row. */
export interface AgsRow {
  readonly line: number;
  /** By heading; blank where nothing was recorded. */
  readonly cells: Readonly<Record<string, string>>;
}

/** One group: a table whose columns have a heading, a unit and a data type each. */
export interface AgsGroup {
  readonly name: string;
  readonly headings: readonly string[];
  readonly units: Readonly<Record<string, string>>;
  readonly types: Readonly<Record<string, string>>;
  readonly unitLine: number;
  readonly rows: readonly AgsRow[];
}

/** A file split into its groups. */
export interface AgsFile {
  readonly name: string;
  readonly groups: ReadonlyMap<string, AgsGroup>;
  /** Rules of the format that the file breaks without becoming unclear. */
  readonly warnings: readonly string[];
}

interface Line { readonly line: number; readonly cells: readonly string[] }

/** Data types of AGS 4.0.3 to 4.2: text, identifiers, dates, yes or no, numbers with so many decimals or significant figures. */
const knownType = /^(?:ID|PA|PT|PU|X|XN|T|DT|MC|U|DMS|YN|RL|\d{1,2}(?:DP|SF|SCI))$/;

/**
 * Splits an AGS4 file (editions 4.0.3 to 4.2) into groups and holds it against the rules on which the meaning of a cell depends: each group once, with HEADING,
 * UNIT and TYPE rows, as many cells in a row as headings, known data types.
 * @throws InputError `data-unreadable` with line and group.
 */
export function parseAgs(file: SourceFile): AgsFile {
  const warnings: string[] = [];
  const lines = linesOf(file, warnings);
  const groups = new Map<string, AgsGroup>();
  for (let i = 0; i < lines.length; ) {
    const { line, cells } = lines[i]!;
    if (cells[0] !== "GROUP") throw misplaced(file.name, lines[i]!, groups.size === 0);
    const name = cells[1] ?? "";
    const at: Place = { file: file.name, line, group: name };
    if (!/^[A-Z][A-Z0-9]{3}$/.test(name)) throw unreadable({ file: file.name, line }, `${quoted(name)} is not the name of a group`, "four capital letters, such as TRET");
    if (cells.slice(2).some((cell) => cell !== "")) throw unreadable(at, `the GROUP row holds ${cells.length - 1} cells`, "the name of the group alone");
    if (groups.has(name)) throw unreadable(at, "the group stands in the file twice", "each group once", "Join the two tables");
    let end = i + 1;
    while (end < lines.length && lines[end]!.cells[0] !== "GROUP") end++;
    groups.set(name, groupOf(lines.slice(i + 1, end), at));
    i = end;
  }
  if (groups.size === 0) throw unreadable({ file: file.name }, "it holds no group", "an AGS4 file, which begins with \"GROUP\"");
  checkEdition(file.name, groups.get("TRAN"), warnings);
  return { name: file.name, groups, warnings };
}

/** Non-empty lines as cells. A cell never runs over the end of its line (rule 6), so a quotation mark without a partner is known by its line. */
function linesOf(file: SourceFile, warnings: string[]): readonly Line[] {
  const text = decode(file, warnings).replace(/\r\n?/g, "\n");
  if (text.trim() === "") throw unreadable({ file: file.name }, "it is empty", "an AGS4 file, which begins with \"GROUP\"");
  if (/^\s*"?\*\*/.test(text)) throw unreadable({ file: file.name, line: 1 }, "it is an AGS3 file (groups begin with **)", "AGS4, edition 4.0.3 to 4.2", "Ask the laboratory for an AGS4 export, or convert it");
  const odd = text.split("\n").findIndex((line) => (line.match(/"/g)?.length ?? 0) % 2 === 1);
  if (odd >= 0) throw unreadable({ file: file.name, line: odd + 1 }, "a quotation mark has no partner in its line", wellQuoted);
  let bare: number | undefined;
  try {
    const records = parse(text, {
      record_delimiter: "\n", relax_column_count: true, trim: true, info: true,
      cast: (value, { quoting, lines }) => {
        if (!quoting && value !== "") bare ??= lines;
        return value;
      },
    }) as unknown as readonly { readonly record: readonly string[]; readonly info: { readonly lines: number } }[];
    if (bare !== undefined) warnings.push(`line ${bare}: cells stand without quotation marks, as after saving with a spreadsheet; look whether it changed numbers or identifiers`);
    return records.flatMap(({ record: cells, info: { lines: line } }) => (cells.some((cell) => cell !== "") ? [{ line, cells }] : []));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { lines: line } = error as { readonly lines?: number };
    throw unreadable({ file: file.name, ...(line === undefined ? {} : { line }) }, "text stands beside the quotation marks of a cell", wellQuoted);
  }
}

const wellQuoted = "each cell in quotation marks, those inside a cell doubled";

/** ASCII by the rules of the format; laboratories also write UTF-8 and Windows-1252 (degree signs, names). */
function decode(file: SourceFile, warnings: string[]): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(file.bytes);
  } catch {
    warnings.push("it is neither ASCII nor UTF-8 and was read as Windows-1252; look at special characters in names");
    return new TextDecoder("windows-1252").decode(file.bytes);
  }
}

const descriptors = ["GROUP", "HEADING", "UNIT", "TYPE", "DATA"];

function misplaced(file: string, { line, cells }: Line, first: boolean) {
  const [word = ""] = cells;
  if (first) return unreadable({ file, line }, `the first line begins with ${quoted(word)}`, "\"GROUP\", as in every AGS4 file");
  return unreadable({ file, line }, `the line begins with ${quoted(word)}`, `one of ${descriptors.join(", ")}`);
}

function groupOf(lines: readonly Line[], at: Place): AgsGroup {
  const [heading, unit, type, ...rest] = lines;
  for (const [found, wanted] of [[heading, "HEADING"], [unit, "UNIT"], [type, "TYPE"]] as const) {
    if (!found) throw unreadable(at, `the group has no ${wanted} row`, "GROUP, HEADING, UNIT, TYPE and DATA rows in this order");
    if (found.cells[0] !== wanted) throw unreadable({ ...at, line: found.line }, `a ${quoted(found.cells[0] ?? "")} row stands where the ${wanted} row belongs`, "GROUP, HEADING, UNIT, TYPE and DATA rows in this order");
  }
  const headings = heading!.cells.slice(1);
  for (const [i, name] of headings.entries()) {
    if (name === "") throw unreadable({ ...at, line: heading!.line }, `heading ${i + 1} is blank`, "a name for each column");
    if (headings.indexOf(name) < i) throw unreadable({ ...at, line: heading!.line, heading: name }, "the heading stands twice", "each heading once");
  }
  const cellsOf = ({ line, cells }: Line): Readonly<Record<string, string>> => {
    const given = cells.slice(1);
    if (given.length !== headings.length) throw unreadable({ ...at, line }, `the ${cells[0]} row holds ${given.length} cells for ${headings.length} headings`, "one cell for each heading, empty ones included");
    return Object.fromEntries(headings.map((name, i) => [name, given[i]!]));
  };
  const types = cellsOf(type!);
  for (const [name, code] of Object.entries(types)) {
    if (!knownType.test(code)) throw unreadable({ ...at, line: type!.line, heading: name }, `${quoted(code)} is no data type`, "one of AGS4's, such as ID, PA, X, DT, 2DP, 3SF");
  }
  return {
    name: at.group!, headings, units: cellsOf(unit!), types, unitLine: unit!.line,
    rows: rest.map((row) => {
      if (row.cells[0] !== "DATA") throw unreadable({ ...at, line: row.line }, `the line begins with ${quoted(row.cells[0] ?? "")}`, "DATA, or GROUP for the next table");
      return { line: row.line, cells: cellsOf(row) };
    }),
  };
}

/** Groups of editions 4.x share one form; an edition before or after it may not. */
function checkEdition(file: string, tran: AgsGroup | undefined, warnings: string[]): void {
  const row = tran?.rows[0];
  const edition = row?.cells["TRAN_AGS"];
  if (!row || !edition) warnings.push("it does not say its AGS edition (group TRAN, heading TRAN_AGS); read as AGS 4");
  else if (!/^(?:AGS)?\s*4(?:\.|$)/i.test(edition)) throw unreadable({ file, line: row.line, group: "TRAN", heading: "TRAN_AGS" }, `the file follows AGS edition ${quoted(edition)}`, "an edition from 4.0.3 to 4.2");
}
