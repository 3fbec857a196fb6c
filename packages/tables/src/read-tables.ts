import { InputError, type FileReading, type Inference, type Observation, type Protocol, type Provenance, type SourceFile, type TestDescription } from "@inversa/core";
import { checkMapping } from "./columns.ts";
import { companionOfOthers } from "./companion.ts";
import { checkConditions } from "./conditions.ts";
import type { Block } from "./block.ts";
import { stemOf } from "./naming.ts";
import { looksNumeric } from "./numbers.ts";
import { observe, type Context } from "./observation.ts";
import { open, partOf, type Opened } from "./opened.ts";
import { inRow } from "./place.ts";
import { ambiguous, quoted, unreadable } from "./questions.ts";
import { selection } from "./selection.ts";
import type { TableSettings } from "./settings.ts";
import { textOf, type Table, type TableFile } from "./table.ts";
import { testsIn } from "./tests-in-block.ts";

/** What an importer is asked, as tables need it. */
export interface TablesRequest {
  /** Id of the importer, for messages about its settings. */
  readonly source: string;
  readonly protocols: readonly Protocol[];
  readonly settings: TableSettings;
  readonly conditions?: Readonly<Record<string, number>>;
  /** What files of other importers say of the tests in these. */
  readonly described?: readonly TestDescription[];
}

/**
 * Turns tables of cells into observations: headings, units, kinds of test, conditions and signs by what the protocols declare. Files of one call are read
 * together, since one may describe the others.
 * @returns One reading a file, in the order given.
 * @throws InputError `data-ambiguous` with the question that settles it, `data-unreadable` with file, row and column.
 */
export async function readTables(files: readonly TableFile[], { source, protocols, settings, conditions = {}, described = [] }: TablesRequest): Promise<readonly FileReading[]> {
  if (protocols.length === 0) throw new InputError("protocol-unsupported", { what: "there is no kind of test to read files as", expected: "at least one protocol" });
  checkMapping(settings, protocols, source);
  checkConditions(conditions, protocols);
  const opened = files.map((file) => open(file, protocols, settings));
  const context: Context = { source, settings, companions: [companionOfOthers(described, protocols), ...opened.flatMap((o) => o.companions)], given: conditions };
  const readings: FileReading[] = [];
  for (const each of opened) readings.push(each.describes ? describe(each) : await readCurves(each, protocols, context, described.find(({ file }) => file === each.file.name)?.test));
  return withOwnIds(readings);
}

/** Name and digest of a file, as observations carry them. */
export async function provenanceOf({ name, bytes }: SourceFile, source: string): Promise<Provenance> {
  const digest = await crypto.subtle.digest("SHA-256", bytes.slice().buffer);
  return { file: name, sha256: [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join(""), source };
}

const describe = ({ file: { name, inferred, warnings = [] }, companions }: Opened): FileReading => ({
  file: name,
  observations: [],
  inferred: [...inferred, { what: `table of ${companions.reduce((n, c) => n + c.specimens.length, 0)} tests, without curves`, because: "a column names tests and others hold their conditions" }],
  warnings,
});

/** @param called The name that another file gives the test, if one does. */
async function readCurves({ file, tables, warnings: passed }: Opened, protocols: readonly Protocol[], context: Context, called: string | undefined): Promise<FileReading> {
  const { settings } = context;
  const chosen = selection(settings.only, context.source);
  if (tables.every(({ blocks }) => blocks.length === 0)) throw noHeadings(tables.map(({ table }) => table), protocols, file.name);
  const notes: Inference[] = [...file.inferred];
  const warnings: string[] = [...(file.warnings ?? []), ...passed];
  const observations: Observation[] = [];
  const several = tables.filter(({ blocks }) => blocks.length > 0).length > 1;
  for (const { table, blocks } of tables) {
    const part = partOf(table);
    for (const [k, block] of blocks.entries()) {
      const name = [several ? table.title : "", blocks.length > 1 ? blockLabel(block, k) : ""].filter((part) => part !== "").join(" ");
      const found = testsIn(block, name, linesOf([blocks[0]!, block]), protocols, context, file.name);
      const about = (why: string): string => (several ? `${why} (${part})` : why);
      notes.push(...found.inferred.map((i) => ({ ...i, because: about(i.because) })));
      warnings.push(...[...block.warnings, ...found.warnings].map((w) => (several ? `${part}: ${w}` : w)));
      for (const test of found.tests) {
        if (settings.only.length > 0 && !settings.only.some((only) => only === test.label || only === stemOf(file.name)) && !(called !== undefined && chosen.wants(called))) continue;
        const { observation, inferred: own, warnings: doubts } = observe(test, context);
        observations.push(called !== undefined && test.label === "" ? { ...observation, id: called } : observation);
        notes.push(...own.map((i) => (test.label === "" ? i : { ...i, because: `${i.because} (test "${test.label}")` })));
        warnings.push(...doubts);
      }
    }
  }
  if (observations.length === 0) throw unreadable(file.name, `it holds none of the tests ${settings.only.map(quoted).join(", ")}`, "the names of tests as the file gives them", "Correct the setting only");
  const provenance = await file.provenance();
  return { file: file.name, observations: observations.map((o) => ({ ...o, provenance })), inferred: distinct(notes), warnings: [...new Set(warnings)] };
}

/** What the lines above tables say, in words. */
const linesOf = (blocks: readonly Block[]): string => [...new Set(blocks.flatMap((block) => block.above.slice(-80).map((row) => row.raw.slice(0, 300))))].join(" ; ");

/** The title line above a table, or its number. */
function blockLabel(block: Block, k: number): string {
  for (const row of block.above.toReversed()) {
    const words = row.cells.map(textOf).filter((cell) => cell !== "");
    if (words.length > 0) return words.join(" ").replace(/\s+/g, " ").slice(0, 60);
  }
  return String(k + 1);
}

function noHeadings(tables: readonly Table[], protocols: readonly Protocol[], file: string): InputError {
  for (const { rows, place } of tables) {
    const first = rows.findIndex((row) => !row.comment && row.cells.filter(looksNumeric).length >= 2);
    if (first < 0) continue;
    const head = rows.slice(0, first).findLast((row) => row.cells.some((cell) => cell !== "") && row.cells.every((cell) => !looksNumeric(cell)));
    const wanted = protocols.map((p) => `${p.axis.name} with ${Object.keys(p.responses).join(", ")} (${p.name})`).join("; ");
    if (head) return unreadable(inRow(place, head.line), `none of the headings ${head.cells.map(textOf).filter((c) => c !== "").slice(0, 12).map(quoted).join(", ")} is known`, `columns for one of: ${wanted}`, "If it is a curve, say with mapping which column holds what");
    return ambiguous(inRow(place, rows[first]!.line), "the numbers stand without headings", "what does each column hold?", `Write headings above them, for example "${protocols[0]!.axis.name}", or name the columns by number with mapping`);
  }
  return unreadable(file, "it holds no rows of numbers", "a heading for each column and at least two columns of numbers below");
}

/** Each inference once. */
export const distinct = (notes: readonly Inference[]): readonly Inference[] => [...new Map(notes.map((n) => [`${n.what}\n${n.because}`, n])).values()];

/** Observation ids are unique within one call: a second test of the same name gets a number. */
export function withOwnIds(readings: readonly FileReading[]): readonly FileReading[] {
  const taken = new Map<string, number>();
  return readings.map((reading) => ({
    ...reading,
    observations: reading.observations.map((o) => {
      const n = (taken.get(o.id) ?? 0) + 1;
      taken.set(o.id, n);
      return n === 1 ? o : { ...o, id: `${o.id} (${n})` };
    }),
  }));
}
