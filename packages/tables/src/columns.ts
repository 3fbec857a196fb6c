import { InputError, type Inference, type Protocol } from "@inversa/core";
import { readingsOf, targetNamed, understand, type Target } from "./heading.ts";
import type { Block } from "./block.ts";
import { comparable, withoutPrimes } from "./naming.ts";
import { ambiguous, oneOf, quoted } from "./questions.ts";
import type { Place } from "./place.ts";
import type { TableSettings } from "./settings.ts";
import { unitFor } from "./unit-spelling.ts";

/** One column of a table under one kind of test. */
export interface Column {
  readonly index: number;
  readonly heading: string;
  readonly target: Target;
  /** UCUM; absent where neither heading nor unit row nor mapping states it. */
  readonly unit?: string;
  /** Words of the heading that tell the test among several side by side. */
  readonly qualifier?: string;
  /** Its name as importers compare it, primes included. */
  readonly spelled: string;
  /** The user says what it holds. */
  readonly mapped?: true;
  /** The user says that it has the opposite sign. */
  readonly opposite?: true;
}

/** The columns of one of several tests that stand side by side, or of the only one. */
export interface ColumnGroup {
  /** Empty where the table holds one test, or one a row name. */
  readonly title: string;
  readonly columns: readonly Column[];
}

/** A table read as one kind of test. */
export interface Assignment {
  readonly groups: readonly ColumnGroup[];
  /** Headings of filled columns that the kind of test does not know. */
  readonly unknown: readonly string[];
}

const testNames = ["test", "test id", "test no", "test number", "test name", "specimen", "specimen id", "specimen no", "sample", "sample id", "sample no", "id", "name", "probe", "versuch", "cell id", "试样", "试样编号", "试样号", "试件", "编号"].map(comparable);

/** Whether a heading names the column of test names. */
export const namesTests = (heading: string, settings: TableSettings): boolean =>
  settings.testColumn !== "" ? comparable(heading) === comparable(settings.testColumn) : testNames.includes(comparable(heading));

/** What the user says of one column. */
export type Mapped = TableSettings["mapping"][number];

/** What the user's mapping says of a column by its heading. */
export const mappedByHeading = (heading: string, { mapping }: Pick<TableSettings, "mapping">): Mapped | undefined =>
  mapping.find(({ column }) => column.trim() === heading.trim() || (comparable(column) !== "" && comparable(column) === comparable(heading)));

/** What the user's mapping says of a column by its heading, its number counted from 1, or its letter in a sheet. */
export const mappingOf = (index: number, heading: string, settings: Pick<TableSettings, "mapping">, { column: nameOf }: Place): Mapped | undefined =>
  mappedByHeading(heading, settings) ?? settings.mapping.find(({ column }) => column.trim() === String(index + 1) || `column ${column.trim()}` === nameOf(index));

/** @throws InputError `option-invalid` where the mapping names a channel that no kind of test has. */
export function checkMapping(settings: TableSettings, protocols: readonly Protocol[], source: string): void {
  for (const { channel, unit } of settings.mapping) {
    if (channel === "test" || channel === "ignore") continue;
    const targets = protocols.flatMap((p) => targetNamed(p, channel) ?? []);
    if (targets.length === 0) {
      const known = [...new Set(protocols.flatMap((p) => [p.axis.name, ...Object.keys(p.responses), ...Object.keys(p.drives ?? {}), ...Object.keys(p.recorded ?? {}), ...Object.keys(p.conditions), ...Object.keys(p.specimen ?? {})]))];
      throw new InputError("option-invalid", { where: `settings of ${source}, mapping`, what: `no kind of test has a channel "${channel}"`, expected: `one of ${known.join(", ")}, test, ignore` });
    }
    if (unit !== "" && targets.every((t) => unitFor(unit, t.unit) === undefined)) throw new InputError("unit-unknown", { where: `settings of ${source}, mapping`, what: `"${unit}" is no unit of ${channel}`, expected: `a unit like ${targets[0]!.unit}` });
  }
}

/**
 * What each column holds when the table is read as one kind of test.
 * @returns Undefined where the table holds nothing of the kind.
 * @throws InputError `data-ambiguous` where two columns may be the same channel.
 */
export function assign(block: Block, protocol: Protocol, settings: TableSettings): Assignment | undefined {
  const columns: Column[] = [];
  const unmatched: { readonly index: number; readonly heading: string }[] = [];
  for (const [index, heading] of block.headings.entries()) {
    const mapped = mappingOf(index, heading, settings, block.place);
    if (mapped?.channel === "ignore" || mapped?.channel === "test" || (!mapped && (heading === "" || namesTests(heading, settings)))) continue;
    const target = mapped ? targetNamed(protocol, mapped.channel) : undefined;
    const below = block.units[index] ?? "";
    const named = mapped ? undefined : ((below === "" ? undefined : understand(`${heading} [${below}]`, protocol)) ?? understand(heading, protocol));
    const found = target ?? named?.target;
    if (!found) {
      unmatched.push({ index, heading });
      continue;
    }
    const written = mapped && mapped.unit !== "" ? unitFor(mapped.unit, found.unit) : (named?.unit ?? (mapped ? unitIn(heading, found.unit) : undefined));
    const unit = written ?? unitFor(below, found.unit);
    columns.push({ index, heading, target: found, spelled: named?.spelled ?? comparable(heading), ...(unit ? { unit } : {}), ...(mapped ? { mapped: true } : {}), ...(mapped?.opposite ? { opposite: true } : {}) });
  }
  const qualified = unmatched.flatMap(({ index, heading }) => {
    const named = understand(heading, protocol, ["axis", "response", "drive", "recorded"], true);
    const unit = named?.unit ?? (named && unitFor(block.units[index] ?? "", named.target.unit));
    return named?.qualifier === undefined ? [] : [{ index, heading, target: named.target, spelled: named.spelled, qualifier: named.qualifier, ...(unit ? { unit } : {}) }];
  });
  const telling = qualified.filter((c) => new Set(qualified.filter((o) => o.target.name === c.target.name).map((o) => comparable(o.qualifier))).size > 1 || (new Set(qualified.map((o) => comparable(o.qualifier))).size > 1 && c.target.kind === "axis"));
  const known = [...columns, ...telling];
  const unknown = unmatched.filter(({ index }) => !telling.some((c) => c.index === index)).map(({ heading }) => heading);
  if (known.length === 0) return undefined;
  return { groups: sideBySide(known, block), unknown };
}

/** The unit that a heading states, whatever else it says. */
const unitIn = (heading: string, wanted: string): string | undefined => readingsOf(heading).flatMap(({ unit }) => (unit === undefined ? [] : (unitFor(unit, wanted) ?? [])))[0];

/** Splits the columns of a table into tests that stand side by side. */
function sideBySide(columns: readonly Column[], block: Block): readonly ColumnGroup[] {
  const qualifiers = [...new Set(columns.flatMap((c) => (c.qualifier === undefined ? [] : [c.qualifier])))];
  if (qualifiers.length > 1) {
    const shared = columns.filter((c) => c.qualifier === undefined);
    return qualifiers.map((title) => ({ title, columns: single([...shared, ...columns.filter((c) => c.qualifier !== undefined && comparable(c.qualifier) === comparable(title))], block) }));
  }
  const axes = columns.filter((c) => c.target.kind === "axis");
  const repeated = columns.some((c) => c.target.kind === "response" && columns.some((o) => o !== c && o.target.name === c.target.name && sameHeading(o.heading, c.heading)));
  if (axes.length > 1 && repeated) {
    return axes.map((axis, k) => ({ title: titleAt(block, axis.index) || String(k + 1), columns: single(columns.filter((c) => c.index >= (k === 0 ? 0 : axis.index) && c.index < (axes[k + 1]?.index ?? Infinity)), block) }));
  }
  if (axes.length === 1 && repeated) {
    const titles = [...new Set(columns.filter((c) => c.target.kind !== "axis").map((c) => titleAt(block, c.index)))];
    if (titles.length > 1 && !titles.includes("")) return titles.map((title) => ({ title, columns: single(columns.filter((c) => c.target.kind === "axis" || titleAt(block, c.index) === title), block) }));
  }
  return [{ title: "", columns: single(columns, block) }];
}

const sameHeading = (a: string, b: string): boolean => comparable(a) === comparable(b);

/** The title above a column: the last one that begins at it or to its left. */
function titleAt(block: Block, index: number): string {
  for (let i = index; i >= 0; i--) if ((block.titles[i] ?? "") !== "") return block.titles[i]!;
  return "";
}

/** One column a channel: beside `p` the channel p' is `p'`, recorded channels may be doubled, anything else is asked about. */
function single(columns: readonly Column[], { place }: Block): readonly Column[] {
  const kept: Column[] = [];
  for (const column of columns) {
    const rivals = columns.filter((c) => c.target.name === column.target.name);
    if (rivals.length === 1) {
      kept.push(column);
      continue;
    }
    const primed = rivals.filter((c) => c.spelled.includes("'"));
    if (primed.length === 1 && comparable(primed[0]!.target.channel.symbol ?? "") === primed[0]!.spelled && rivals.every((c) => withoutPrimes(c.spelled) === withoutPrimes(primed[0]!.spelled))) {
      if (primed[0] === column) kept.push(column);
      continue;
    }
    if (column.target.kind === "recorded") continue;
    throw ambiguous(place.name, `columns ${oneOf(rivals.map((c) => `${place.column(c.index).replace(/^column /, "")} (${quoted(c.heading)})`))} may all be ${column.target.name}`, "which of them is meant?", "Set mapping for the others to ignore");
  }
  return kept;
}

/** The units in which columns of one declared unit are. */
export const unitsUsed = (columns: readonly Column[], declared: string): readonly string[] => [...new Set(columns.flatMap((c) => (c.unit !== undefined && c.target.unit === declared ? [c.unit] : [])))];

/** What was worked out about the columns, for the user. */
export const describeColumns = (columns: readonly Column[], { column }: Place): readonly Inference[] =>
  columns.map(({ index, heading, target, unit }) => ({ what: `${target.name}${unit ? ` in ${unit === "1" ? "decimals" : unit}` : ""}`, because: `${column(index)}, ${quoted(heading)}` }));
