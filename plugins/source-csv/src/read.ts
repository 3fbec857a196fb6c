import { InputError, type FileReading, type Inference, type Observation, type Protocol, type ReadRequest, type SourceFile } from "@inversa/core";
import { checkMapping, mappingOf, namesTests, type Assignment } from "./columns.ts";
import { companionOf, specimenFor, type Companion } from "./companion.ts";
import { decode } from "./decode.ts";
import { readTable, type Table } from "./dialect.ts";
import { understand } from "./heading.ts";
import { chooseKind, isCurve, type Chosen } from "./kind-of-test.ts";
import { blocksOf, headless, type Block, type KnownHeadings } from "./layout.ts";
import { observe, fullSeries, type Context, type RawTest } from "./observation.ts";
import { stemOf } from "./naming.ts";
import { looksNumeric } from "./numbers.ts";
import { ambiguous, quoted, unreadable } from "./questions.ts";
import { soundRows } from "./readings.ts";
import type { Row } from "./rows.ts";
import type { CsvSettings, settings as declared } from "./settings.ts";
import { testsOf } from "./tests-in-file.ts";

/** Id under which results name this importer. */
export const sourceId = "csv";

/** A file split into tables, before anybody asks what they hold. */
interface Opened {
  readonly file: SourceFile;
  readonly table: Table;
  readonly blocks: readonly Block[];
  /** The whole file, where it describes tests and holds no curve. */
  readonly companion: Companion | undefined;
  /** Tables of tests that the file holds. */
  readonly beside: readonly Companion[];
  readonly inferred: readonly Inference[];
}

/**
 * Reads delimited text files into observations.
 * @throws InputError `data-ambiguous` with the question that settles it, `data-unreadable` with file, row and column.
 */
export async function read(files: readonly SourceFile[], request: ReadRequest<typeof declared>): Promise<readonly FileReading[]> {
  const { protocols, settings, conditions = {} } = request;
  if (protocols.length === 0) throw new InputError("protocol-unsupported", { what: "there is no kind of test to read files as", expected: "at least one protocol" });
  checkMapping(settings, protocols);
  for (const name of Object.keys(conditions)) {
    if (!protocols.some((p) => Object.hasOwn(p.conditions, name))) throw new InputError("condition-unknown", { what: `no kind of test has a condition "${name}"`, expected: `one of ${[...new Set(protocols.flatMap((p) => Object.keys(p.conditions)))].join(", ")}` });
  }
  const opened = files.map((file) => open(file, protocols, settings));
  const context: Context = { settings, companions: opened.flatMap((o) => o.beside), given: conditions };
  const readings: FileReading[] = [];
  for (const each of opened) readings.push(each.companion ? describe(each, each.companion) : await readCurves(each, protocols, context));
  return withOwnIds(readings);
}

function open(file: SourceFile, protocols: readonly Protocol[], settings: CsvSettings): Opened {
  if (file.bytes.length === 0) throw unreadable(file.name, "it is empty", "a table of numbers with headings");
  const known = knownHeadings(protocols, settings);
  const words = (text: string): number => text.split("\n", 60).reduce((n, line) => n + known(line.slice(0, 2000).split(/[,;\t|]/).map((cell) => cell.replaceAll("\"", "").trim()), true), 0);
  const { text, inferred } = decode(file.bytes, settings.encoding, words, file.name);
  const table = readTable(text, settings, file.name);
  const headed = blocksOf(table, known, file.name);
  const bare = headed.length === 0 && settings.mapping.some(byNumber) ? headless(table) : undefined;
  const blocks = bare ? [bare] : headed;
  const only = blocks.length === 1 ? blocks[0]! : undefined;
  const companion = only && !isCurve(only, protocols, settings, file.name) ? companionOf(only, protocols, table.format, settings, file.name) : undefined;
  return { file, table, ...(companion || blocks.length < 2 ? { blocks, beside: companion ? [companion] : [] } : apart(blocks, table, protocols, settings, file.name)), companion, inferred: [...inferred, ...table.inferred] };
}

/** Tables without a curve beside tables with one: a list of specimens describes them, a single row of values belongs to the table below. */
function apart(all: readonly Block[], table: Table, protocols: readonly Protocol[], settings: CsvSettings, file: string): { readonly blocks: readonly Block[]; readonly beside: readonly Companion[] } {
  const curves = new Set(all.filter((block) => isCurve(block, protocols, settings, file)));
  if (curves.size === 0) return { blocks: all, beside: [] };
  const blocks: Block[] = [];
  const beside: Companion[] = [];
  let stated: Row[] = [];
  let passed: string[] = [];
  for (const block of all) {
    if (curves.has(block)) {
      blocks.push({ ...block, above: [...stated, ...block.above], warnings: [...passed, ...block.warnings] });
      [stated, passed] = [[], []];
      continue;
    }
    const companion = companionOf(block, protocols, table.format, settings, file);
    const [row] = block.rows;
    if (companion) beside.push(companion);
    else if (row && block.rows.length === 1) stated.push(...block.above, ...block.headings.map((heading, c): Row => ({ line: row.line, cells: [heading, row.cells[c] ?? ""], raw: `${heading}: ${row.cells[c] ?? ""}` })));
    else passed.push(`the table at line ${block.headingLine} holds no curve and is not used`);
  }
  return { blocks, beside };
}

const byNumber = ({ column }: CsvSettings["mapping"][number]): boolean => /^\d+$/.test(column.trim());

const knownHeadings = (protocols: readonly Protocol[], settings: CsvSettings): KnownHeadings => {
  const seen = new Map<string, boolean>();
  const isKnown = (cell: string, index: number, wholly: boolean): boolean => {
    if (mappingOf(index, cell, { ...settings, mapping: settings.mapping.filter((m) => !byNumber(m)) })) return true;
    const key = `${wholly ? "=" : "~"}${cell}`;
    const before = seen.get(key);
    if (before !== undefined) return before;
    const now = !looksNumeric(cell) && (namesTests(cell, settings) || protocols.some((p) => understand(cell, p, undefined, !wholly) !== undefined));
    seen.set(key, now);
    return now;
  };
  return (cells, wholly) => {
    // Columns named by number need no known heading: any row of words above the readings will do.
    const numbered = settings.mapping.some(byNumber) && cells.filter((cell) => cell !== "" && !looksNumeric(cell)).length >= 2 ? 0.5 : 0;
    return numbered + cells.filter((cell, index) => cell !== "" && isKnown(cell, index, wholly === true)).length;
  };
};

const describe = ({ file, inferred }: Opened, { specimens }: Companion): FileReading => ({
  file: file.name,
  observations: [],
  inferred: [...inferred, { what: `table of ${specimens.length} tests, without curves`, because: "a column names tests and others hold their conditions" }],
  warnings: [],
});

async function readCurves({ file, table, blocks, inferred }: Opened, protocols: readonly Protocol[], context: Context): Promise<FileReading> {
  const { settings } = context;
  if (blocks.length === 0) throw noHeadings(table, protocols, file.name);
  const notes: Inference[] = [...inferred];
  const warnings: string[] = [];
  const observations: Observation[] = [];
  for (const [k, block] of blocks.entries()) {
    warnings.push(...block.warnings);
    const title = blocks.length > 1 ? blockLabel(block, k) : "";
    for (const test of testsIn(block, title, linesOf([blocks[0]!, block]), table, protocols, context, file.name, notes, warnings)) {
      if (settings.only.length > 0 && !settings.only.some((name) => name === test.label || name === stemOf(file.name))) continue;
      const { observation, inferred: own, warnings: doubts } = observe(test, context);
      observations.push(observation);
      notes.push(...own.map((i) => (test.label === "" ? i : { ...i, because: `${i.because} (test "${test.label}")` })));
      warnings.push(...doubts);
    }
  }
  if (observations.length === 0) throw unreadable(file.name, `it holds none of the tests ${settings.only.map(quoted).join(", ")}`, "the names of tests as the file gives them", "Correct the setting only");
  const provenance = { file: file.name, sha256: await sha256(file.bytes), source: sourceId };
  return { file: file.name, observations: observations.map((o) => ({ ...o, provenance })), inferred: unique(notes), warnings: [...new Set(warnings)] };
}

/** The tests of one table: side by side, told apart by a column, or a single one. */
function testsIn(block: Block, blockName: string, said: string, table: Table, protocols: readonly Protocol[], { settings, companions }: Context, file: string, notes: Inference[], warnings: string[]): readonly RawTest[] {
  if (block.rows.length === 0) throw unreadable(`${file}, line ${block.headingLine}`, "there are no readings below the headings", "rows of numbers");
  const raw = (protocol: Protocol, { groups }: Assignment): { readonly tests: readonly RawTest[]; readonly skipped: readonly string[] } => {
    const doubts: string[] = [];
    const tests = groups.flatMap(({ title, columns: assigned }) => {
      const { rows, columns, warnings: skipped } = soundRows(block, assigned, table.format, settings, file);
      doubts.push(...skipped);
      const filled = groups.length > 1 ? rows.filter((row) => columns.some((c) => c.target.kind !== "condition" && (row.cells[c.index] ?? "") !== "")) : rows;
      return testsOf(block, filled, columns, protocol, table.format, settings, file).map(({ label, rows: own }): RawTest => ({
        file, label: [blockName, title, label].filter((part) => part !== "").join(" "), protocol, columns, rows: own, above: groups.length > 1 ? block.above.filter((row) => row.cells !== block.titles) : block.above, format: table.format,
      }));
    });
    return { tests, skipped: doubts };
  };
  const words = [stemOf(file), specimenFor(companions, blockName, file)?.words ?? "", said].join(" ; ");
  const contradiction = ({ protocol, assignment }: Chosen): string | undefined => {
    if (!protocol.contradicts) return undefined;
    try {
      for (const test of raw(protocol, assignment).tests) {
        const why = protocol.contradicts(Object.fromEntries(fullSeries(test, settings)));
        if (why !== undefined) return why;
      }
    } catch (error) {
      // What cannot be read yet is asked about once the kind of test is settled.
      if (!(error instanceof InputError)) throw error;
    }
    return undefined;
  };
  const chosen = chooseKind(block, protocols, settings, words, contradiction, file);
  const { tests, skipped } = raw(chosen.protocol, chosen.assignment);
  notes.push(...chosen.inferred);
  warnings.push(...skipped);
  if (chosen.assignment.unknown.length > 0) warnings.push(`columns not used: ${chosen.assignment.unknown.map(quoted).join(", ")}`);
  // A specimen's name that is the file's own name need not be said twice.
  return tests.length === 1 && tests[0]!.label === stemOf(file) ? [{ ...tests[0]!, label: "" }] : tests;
}

/** What the lines above tables say, in words. */
const linesOf = (blocks: readonly Block[]): string => [...new Set(blocks.flatMap((block) => block.above.slice(-80).map((row) => row.raw.slice(0, 300))))].join(" ; ");

/** The title line above a table, or its number. */
function blockLabel(block: Block, k: number): string {
  for (const row of block.above.toReversed()) {
    const words = row.cells.filter((cell) => cell !== "");
    if (words.length > 0) return words.join(" ").replace(/\s+/g, " ").slice(0, 60);
  }
  return String(k + 1);
}

function noHeadings(table: Table, protocols: readonly Protocol[], file: string): InputError {
  const first = table.rows.findIndex((row) => !row.comment && row.cells.filter(looksNumeric).length >= 2);
  if (first < 0) return unreadable(file, "it holds no rows of numbers", "a heading for each column and at least two columns of numbers below");
  const head = table.rows.slice(0, first).findLast((row) => row.cells.some((cell) => cell !== "") && row.cells.every((cell) => !looksNumeric(cell)));
  const wanted = protocols.map((p) => `${p.axis.name} with ${Object.keys(p.responses).join(", ")} (${p.name})`).join("; ");
  if (head) return unreadable(`${file}, line ${head.line}`, `none of the headings ${head.cells.filter((c) => c !== "").slice(0, 12).map(quoted).join(", ")} is known`, `columns for one of: ${wanted}`, "If it is a curve, say with mapping which column holds what");
  return ambiguous(`${file}, line ${table.rows[first]!.line}`, "the numbers stand without headings", "what does each column hold?", `Write headings above them, for example "${protocols[0]!.axis.name}", or name the columns by number with mapping`);
}

const unique = (notes: readonly Inference[]): readonly Inference[] => [...new Map(notes.map((n) => [`${n.what}\n${n.because}`, n])).values()];

/** Observation ids are unique within one call: a second test of the same name gets a number. */
function withOwnIds(readings: readonly FileReading[]): readonly FileReading[] {
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

async function sha256(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", bytes.slice().buffer);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
