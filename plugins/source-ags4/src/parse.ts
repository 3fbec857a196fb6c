import type { SourceFile } from "@inversa/core";
import { quoted } from "@inversa/tables";
import { cellsOf, decode, isBlank } from "./lines.ts";
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
  /** Those that were asked for. */
  readonly groups: ReadonlyMap<string, AgsGroup>;
  /** Of all groups, in the order of the file. */
  readonly names: readonly string[];
  /** Rules of the format that the file breaks without becoming unclear. */
  readonly warnings: readonly string[];
}

interface Line { readonly line: number; readonly cells: readonly string[] }

/** Data types of AGS 4.0.3 to 4.2: text, identifiers, dates, yes or no, numbers with so many decimals or significant figures. */
const knownType = /^(?:ID|PA|PT|PU|X|XN|T|DT|MC|U|DMS|YN|RL|\d{1,2}(?:DP|SF|SCI))$/;

/** The groups that tests are built from. */
const ofTests: ReadonlySet<string> = new Set(["TRAN", "ABBR", "FILE", "LPDN", "TREG", "TRET", "TREL", "TRIG", "TRIT", "CONG", "CONS"]);

/**
 * Splits an AGS4 file (editions 4.0.3 to 4.2) into groups and holds those asked for against the rules on which the meaning of a cell depends: each group once, with
 * HEADING, UNIT and TYPE rows, as many cells in a row as headings, known data types. What is wrong in other groups, a quotation mark in the description of a
 * stratum, says nothing of a test and is passed over.
 * @throws InputError `data-unreadable` with line and group.
 */
export function parseAgs(file: SourceFile, wanted: ReadonlySet<string> = ofTests): AgsFile {
  const warnings: string[] = [];
  const text = decode(file, warnings);
  const found = new Map<string, { readonly at: Place; readonly lines: Line[] }>();
  let open: { readonly at: Place; readonly lines: Line[] } | undefined;
  let bare: number | undefined;
  const split = (raw: string, at: Place): readonly string[] => {
    const { cells, unquoted } = cellsOf(raw, at);
    if (unquoted) bare ??= at.line;
    return cells;
  };
  for (const [i, raw] of text.split("\n").entries()) {
    if (isBlank(raw)) continue;
    const line = i + 1;
    if (/^\s*"?GROUP"?\s*(?:,|$)/.test(raw)) {
      const [, name = "", ...rest] = split(raw, { file: file.name, line });
      const at: Place = { file: file.name, line, group: name };
      if (!/^[A-Z][A-Z0-9]{3}$/.test(name)) throw unreadable({ file: file.name, line }, `${quoted(name)} is not the name of a group`, "four capital letters, such as TRET");
      if (rest.some((cell) => cell !== "")) throw unreadable(at, `the GROUP row holds ${rest.length + 1} cells`, "the name of the group alone");
      if (found.has(name)) throw unreadable(at, "the group stands in the file twice", "each group once", "Join the two tables");
      open = { at, lines: [] };
      found.set(name, open);
    } else if (open === undefined) throw unreadable({ file: file.name, line }, `the first line begins with ${quoted(raw.slice(0, 40))}`, "\"GROUP\", as in every AGS4 file");
    else if (wanted.has(open.at.group!)) open.lines.push({ line, cells: split(raw, { ...open.at, line }) });
  }
  if (bare !== undefined) warnings.push(`line ${bare}: cells stand without quotation marks, as after saving with a spreadsheet; look whether it changed numbers or identifiers`);
  const groups = new Map([...found].flatMap(([name, { at, lines }]) => (wanted.has(name) ? [[name, groupOf(lines, at)] as const] : [])));
  checkEdition(file.name, groups.get("TRAN"), warnings);
  return { name: file.name, groups, names: [...found.keys()], warnings };
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
