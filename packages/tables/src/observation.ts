import type { Inference, Observation, Protocol } from "@inversa/core";
import { describeColumns, unitsUsed, type Column } from "./columns.ts";
import { companionStatements, type Companion } from "./companion.ts";
import { demand, settle, statedInColumns } from "./conditions.ts";
import { derive } from "./derive.ts";
import { statedAbove, statedInTitle, type Above, type Statement } from "./metadata.ts";
import { withoutJitter } from "./monotone.ts";
import { stemOf } from "./naming.ts";
import { engineeringBesideGauges, naturalStrains } from "./natural-strain.ts";
import { inRow, ofTest, type Place } from "./place.ts";
import { ambiguous, shown, unreadable } from "./questions.ts";
import { seriesOf } from "./series.ts";
import type { TableSettings } from "./settings.ts";
import { signed } from "./sign.ts";
import { reductionOf } from "./specimen.ts";
import { zeroed } from "./start.ts";
import type { Row, NumberFormat } from "./table.ts";
import { checkUncertainNames } from "./uncertain-names.ts";

/** One test of a file, its rows and columns told apart from the others. */
export interface RawTest {
  readonly file: string;
  /** Its table. */
  readonly place: Place;
  /** Name of its sheet; empty where the file is one table. */
  readonly sheet: string;
  /** Name of the test within the file; empty where the file holds only one. */
  readonly label: string;
  readonly protocol: Protocol;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  readonly above: readonly Row[];
  readonly format: NumberFormat;
}

export interface Context {
  /** Id of the importer. */
  readonly source: string;
  readonly settings: TableSettings;
  readonly companions: readonly Companion[];
  readonly given: Readonly<Record<string, number>>;
}

/** An observation without its provenance, and what the user should know about it. */
export interface Read {
  readonly observation: Observation;
  readonly inferred: readonly Inference[];
  readonly warnings: readonly string[];
}

/** The series of a test by channel name, in the declared units and signs, derived ones included; used to see whether they contradict the kind of test. */
export function fullSeries(test: RawTest, context: Context): ReadonlyMap<string, Float64Array> {
  const { settings } = context;
  const { measured: all } = seriesOf(test.rows, test.columns, test.format, settings, test.place);
  const said = statedAbove(test.above, test.protocol, test.format, test.place);
  const { measured, specimen, needed } = reductionOf(test.protocol, all, { statements: statements(test, all, said, context.companions, test.place), given: context.given }, test.columns, test.place);
  const { series } = signed(measured, test.protocol, settings, test.place.name);
  const full = derive(test.protocol, zeroed(series, measured, test.protocol, settings, test.place.name).series, new Map(), specimen, test.rows.length);
  demand(needed, full.specimen, test.place.name);
  return new Map([...[...all].map(([name, { values }]) => [name, values] as const), ...full.series]);
}

/**
 * Turns one test's rows into an observation.
 * @throws InputError `data-ambiguous` or `data-unreadable`.
 */
export function observe(test: RawTest, context: Context): Read {
  const { settings, companions, given } = context;
  const { file, label, protocol, columns, rows, format } = test;
  const place = ofTest(test.place, label);
  const where = place.name;
  const { measured: all, inferred: units, warnings: doubts } = seriesOf(rows, columns, format, settings, place);
  const said = statedAbove(test.above, protocol, format, place);
  checkUncertainNames(all, said.constants, place);
  const stated = statements(test, all, said, companions, place);
  const { measured, specimen, needed, ...reduction } = reductionOf(protocol, all, { statements: stated, given }, columns, place);
  const signs = signed(measured, protocol, settings, where);
  const starts = zeroed(signs.series, measured, protocol, settings, where);
  const conditions = settle(protocol.conditions, stated, given, (wanted) => unitsUsed(columns, wanted), where);
  const strains = naturalStrains(starts.series, measured, settings, where);
  const derived = derive(protocol, strains.series, conditions.values, specimen, rows.length);
  demand(needed, derived.specimen, where);
  const { kept, warnings } = readingsKept(test, derived.series, settings, place);

  const axis = pick(derived.series.get(protocol.axis.name)!, kept);
  const responses: Record<string, Float64Array> = {};
  for (const name of Object.keys(protocol.responses)) {
    const values = derived.series.get(name);
    if (values === undefined || name === protocol.axis.name) continue;
    const own = pick(values, kept).map((v) => (Number.isFinite(v) ? v : Number.NaN));
    const missing = own.filter(Number.isNaN).length;
    if (missing === own.length) warnings.push(`${name} holds no readings and is left out`);
    else responses[name] = own;
    if (missing > 0 && missing < own.length) warnings.push(`${name} lacks ${missing} of ${own.length} readings`);
  }
  if (Object.keys(responses).length === 0) throw unreadable(where, "none of its responses holds a reading", `at least one of ${Object.keys(protocol.responses).join(", ")}`);
  const drives = drivesOf(protocol, derived.series, kept, where);
  demand(protocol.conditions, derived.conditions, where);
  const wrong = protocol.invalid?.(Object.fromEntries(derived.conditions), { axis, ...(drives ? { drives } : {}) });
  if (wrong) throw ambiguous(where, wrong, "which conditions hold?", "Give them as conditions");
  const id = label === "" ? stemOf(file) : `${stemOf(file)} ${label}`;
  return {
    observation: { id, test: { protocol: protocol.id, conditions: Object.fromEntries(derived.conditions), axis, ...(drives ? { drives } : {}) }, responses },
    inferred: [...describeColumns(columns, place), ...units, ...signs.inferred, ...starts.inferred, ...strains.inferred, ...conditions.inferred, ...reduction.inferred, ...derived.inferred],
    warnings: [...doubts, ...conditions.warnings, ...reduction.warnings, ...engineeringBesideGauges(starts.series, all, protocol, settings), ...signs.warnings, ...starts.warnings, ...warnings].map((w) => (label === "" ? w : `test "${label}": ${w}`)),
  };
}

function statements(test: RawTest, measured: Parameters<typeof statedInColumns>[0], said: Above, companions: readonly Companion[], place: Place): readonly Statement[] {
  const { label, sheet, protocol } = test;
  const stem = stemOf(test.file);
  return [
    ...statedInColumns(measured, place),
    ...(label === "" ? [] : statedInTitle(label, protocol, `"${label}"`)),
    ...said.statements,
    ...companionStatements(companions, [label, sheet, stem], protocol),
    ...(sheet === "" || label.includes(sheet) ? [] : statedInTitle(sheet, protocol, test.place.part ?? `"${sheet}"`)),
    ...statedInTitle(stem, protocol, "file name"),
  ];
}

/** Rows with a place on the axis, in an order that the kind of test allows. */
function readingsKept(test: RawTest, series: ReadonlyMap<string, Float64Array>, settings: TableSettings, place: Place): { readonly kept: readonly number[]; readonly warnings: string[] } {
  const { protocol, rows } = test;
  const where = place.name;
  const axis = series.get(protocol.axis.name);
  if (!axis) throw unreadable(where, `${protocol.axis.name} is not there`);
  const warnings: string[] = [];
  const placed = [...axis.keys()].filter((i) => Number.isFinite(axis[i]!));
  if (placed.length < axis.length) warnings.push(`${axis.length - placed.length} of ${axis.length} rows have no ${protocol.axis.name} and are left out`);
  if (placed.length < 2) throw unreadable(where, `${placed.length === 0 ? "no row holds" : "only one row holds"} a value of ${protocol.axis.name}`, "at least two readings");
  const x = pick(axis, placed);
  const responses = Object.keys(protocol.responses).flatMap((name) => (series.has(name) ? [pick(series.get(name)!, placed)] : []));
  if (x.every((v) => v === x[0])) throw unreadable(where, `${protocol.axis.name} stays at ${shown(x[0]!)}`, "an axis along which the test runs");
  let repeats = 0;
  for (let i = 1; i < x.length; i++) if (x[i] === x[i - 1]) repeats++;
  if (repeats > 0) warnings.push(`${protocol.axis.name} repeats itself at ${repeats} of ${x.length} readings; all are kept`);
  const backwards = x.some((v, i) => i > 0 && v < x[i - 1]!);
  if (settings.loops === "keep") {
    if (backwards && !protocol.axis.reversals) throw unreadable(where, `${protocol.axis.name} runs back, which ${protocol.name} does not allow`, "values that do not decrease", "Set loops to envelope");
    return { kept: placed, warnings };
  }
  const { indices, dropped, depth, turns } = withoutJitter(x, responses, settings.loops === "auto" && protocol.axis.reversals === true);
  if (settings.loops === "auto" && dropped > Math.max(2, 0.2 * x.length)) {
    const first = rows[placed.find((_, k) => k > 0 && !indices.includes(k)) ?? placed[0]!]!;
    throw ambiguous(inRow(place, first.line), `${protocol.axis.name} runs back at ${dropped} of ${x.length} readings, by at most ${shown(depth)}`, "is that unloading, jitter, or a mistake in the file?", "Set loops to keep (every reading) or envelope (only readings that advance)");
  }
  if (dropped > 0) warnings.push(`${dropped} of ${x.length} readings at which ${protocol.axis.name} runs back by at most ${shown(depth)} are left out as jitter`);
  if (turns > 0) warnings.push(`${protocol.axis.name} turns ${turns} times; unloading and reloading are kept`);
  const kept = indices.map((k) => placed[k]!);
  if (!protocol.axis.reversals && kept.some((row, k) => k > 0 && axis[row]! < axis[kept[k - 1]!]!)) throw unreadable(where, `${protocol.axis.name} runs backwards, which ${protocol.name} does not allow`, "values that do not decrease");
  return { kept, warnings };
}

function drivesOf(protocol: Protocol, series: ReadonlyMap<string, Float64Array>, kept: readonly number[], where: string): Record<string, Float64Array> | undefined {
  const names = Object.entries(protocol.drives ?? {}).flatMap(([name, { optional }]) => (optional && !series.has(name) ? [] : [name]));
  if (names.length === 0) return undefined;
  return Object.fromEntries(names.map((name) => {
    const values = pick(series.get(name) ?? new Float64Array(0), kept);
    const gap = values.findIndex((v) => !Number.isFinite(v));
    if (values.length !== kept.length || gap >= 0) throw unreadable(where, `the prescribed history ${name} has a gap at reading ${gap + 1}`, "a value at every reading");
    return [name, values];
  }));
}

const pick = (values: Float64Array, at: readonly number[]): Float64Array => Float64Array.from(at, (i) => values[i]!);
