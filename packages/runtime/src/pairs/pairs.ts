import { InputError, isKnownUnit, readSettings, type InputBlock, type RecordTable, type Table, type TrainingSet } from "@inversa/core";
import { createHash } from "node:crypto";
import type { App } from "../app/app.ts";
import type { Range } from "../space/interval.ts";
import { along, columnsOf, numberAt } from "./pairs-columns.ts";
import type { PairsFile } from "./pairs-schema.ts";
import { openFiles } from "../data/read-data.ts";
import { sourceFor } from "../data/read-files.ts";
import { chooseEstimators, type EstimatorChoice, usualEngine } from "../study/resolve-study.ts";
import { placeIn, within } from "../study/study-place.ts";
import { hashOf } from "../study/study-hash.ts";

/** What is to be told from a curve. */
export interface Target {
  readonly name: string;
  readonly unit: string;
  readonly logarithmic: boolean;
  readonly about: string;
}

/** A target's value, in its unit, for a working coordinate. */
export const targetValue = ({ logarithmic }: Target, coordinate: number): number => (logarithmic ? Math.exp(coordinate) : coordinate);

/** Measured pairs of curves and targets: a training set that needs no forward model. */
export interface MeasuredPairs {
  readonly name: string;
  readonly targets: readonly Target[];
  /** Names of the input curves, in the order of the blocks. */
  readonly curves: readonly string[];
  /** M x D curves with M x P working coordinates; blocks carry no noise, since the readings hold it already. */
  readonly set: TrainingSet;
  /** One for each row. */
  readonly ids: readonly string[];
  /** The group of each row; all the same where none is declared. */
  readonly groups: readonly string[];
  readonly files: readonly { readonly file: string; readonly sha256: string; readonly rows: number; readonly leftOut: number }[];
  readonly estimators: readonly EstimatorChoice[];
  /** Where estimators are trained. */
  readonly engineId: string;
  readonly evaluation: PairsFile["evaluation"];
  readonly seed: number;
  readonly hash: string;
  /** The file that says all this. */
  readonly file: PairsFile;
}

/** What answers need of the study that an estimator was trained for. */
export interface PairsAsked extends Pick<MeasuredPairs, "name" | "targets"> {
  readonly set: Pick<TrainingSet, "blocks">;
}

/** Rows of curves, whose targets may be unknown (NaN). */
export interface PairRows extends Pick<MeasuredPairs, "ids" | "groups"> {
  readonly set: Pick<TrainingSet, "inputs" | "targets">;
}

interface Row {
  readonly id: string;
  readonly group: string;
  /** One curve for each input. */
  readonly inputs: readonly (readonly number[])[];
  readonly targets: readonly number[];
}

/**
 * Reads the rows that a file of measured pairs names.
 * @param data Other files of the same form in place of the file's own, for rows to be answered; targets may be missing there (NaN).
 * @throws InputError `study-invalid`, `data-unreadable`, `file-missing`, `unknown-id`.
 */
export async function readPairs(app: App, file: PairsFile, folder: string, data?: { readonly paths: readonly string[]; readonly folder: string }): Promise<MeasuredPairs> {
  check(file);
  const { pairs } = file;
  const opened = await openFiles(app, data?.paths ?? pairs.files, data?.folder ?? folder, pairs.source);
  const read = opened.map((each) => {
    const source = sourceFor(app, each, pairs.source);
    if (!source.records) throw new InputError("data-unreadable", { where: each.name, what: `${source.name} does not read plain tables of records`, expected: "a CSV file" });
    const table = within(file, ["pairs", "settings"], () => source.records!(each, readSettings(source.settings, pairs.settings, `settings of source ${source.id}`) as never));
    const rows = rowsOf(file, table, data !== undefined);
    return { rows, file: each.name, sha256: createHash("sha256").update(each.bytes).digest("hex"), leftOut: table.rows.length - rows.length };
  });
  const rows = read.flatMap((each) => each.rows);
  if (rows.length === 0) throw new InputError("study-invalid", { where: placeIn(file, ["pairs", "where"]), what: "no row of the files is left", expected: "conditions that some rows fulfil" });
  const targets = targetsOf(file);
  const coordinates = table(rows.map((row) => row.targets.map((value, j) => (targets[j]!.logarithmic ? Math.log(value) : value))));
  const range = rangeOf(coordinates);
  return {
    name: nameOf(file),
    targets,
    curves: file.inputs.map(curveName),
    set: { inputs: table(rows.map((row) => row.inputs.flat())), targets: coordinates, blocks: blocksOf(file, rows), ...range },
    ids: rows.map(({ id }) => id),
    groups: rows.map(({ group }) => group),
    files: read.map(({ rows: own, ...facts }) => ({ ...facts, rows: own.length })),
    estimators: chooseEstimators(app, file),
    engineId: chooseEngine(app, file),
    evaluation: file.evaluation,
    seed: file.seed,
    file,
    hash: hashOf({ pairs: { ...pairs, files: read.map(({ sha256 }) => sha256) }, series: file.series, inputs: file.inputs, targets: file.targets, seed: file.seed }),
  };
}

function chooseEngine(app: App, file: PairsFile): string {
  const { engine } = file;
  return engine === undefined ? usualEngine(app) : within(file, ["engine"], () => app.engines.get(engine).id);
}

export const targetsOf = (file: PairsFile): readonly Target[] => Object.entries(file.targets).map(([name, { unit, scale, about, column }]) => ({ name, unit, logarithmic: scale === "log", about: about ?? column }));

export const nameOf = (file: PairsFile): string => file.name ?? `${Object.keys(file.targets).join(", ")} from ${Object.keys(file.series).join(", ")}`;

/** What an input curve is called. */
export const curveName = (input: PairsFile["inputs"][number]): string => (typeof input === "string" ? input : `${input.series} along ${input.along}`);

/** The curves that estimators read, from the series of one row. */
export const inputCurves = ({ inputs }: Pick<PairsFile, "inputs">, read: (series: string) => readonly number[]): readonly (readonly number[])[] =>
  inputs.map((input) => (typeof input === "string" ? read(input) : along(read(input.series), read(input.along), pointsOf(input.at))));

/** What a schema cannot hold against each other: names of series, units, estimators that learn. */
function check(file: PairsFile): void {
  const known = Object.keys(file.series);
  const need = (name: string, path: readonly PropertyKey[]): void => {
    if (!known.includes(name)) throw new InputError("study-invalid", { where: placeIn(file, path), what: `there is no series "${name}"`, expected: `one of ${known.join(", ")}` });
  };
  for (const [i, input] of file.inputs.entries()) {
    need(typeof input === "string" ? input : input.series, ["inputs", i]);
    if (typeof input !== "string") need(input.along, ["inputs", i, "along"]);
  }
  for (const [kind, list] of [["series", file.series], ["targets", file.targets]] as const) {
    for (const [name, { unit }] of Object.entries(list)) if (!isKnownUnit(unit)) throw new InputError("unit-unknown", { where: placeIn(file, [kind, name, "unit"]), what: `Inversa does not know the unit "${unit}"`, expected: "a UCUM code such as V, A.h, kPa or 1" });
  }
  if (Object.keys(file.targets).length === 0) throw new InputError("study-invalid", { where: placeIn(file, ["targets"]), what: "it names no target", expected: "at least one" });
}

function rowsOf(file: PairsFile, data: RecordTable, answering: boolean): readonly Row[] {
  const { pairs } = file;
  const id = pairs.id === undefined ? [] : columnsOf(data, typeof pairs.id === "string" ? [pairs.id] : pairs.id);
  const [group] = pairs.group === undefined ? [] : columnsOf(data, [pairs.group]);
  const series = Object.fromEntries(Object.entries(file.series).map(([name, { columns }]) => [name, columnsOf(data, columns)]));
  const targets = Object.values(file.targets).map(({ column }) => (answering && !data.headings.includes(column) ? -1 : columnsOf(data, [column])[0]!));
  const tests = Object.entries(pairs.where).map(([name, rule]) => ({ column: columnsOf(data, [name])[0]!, rule }));
  const counts = (row: number): boolean => tests.every(({ column, rule }) => {
    if (Array.isArray(rule)) return rule.includes(data.rows[row]![column]!);
    const value = numberAt(data, row, column);
    return value >= (rule.min ?? -Infinity) && value <= (rule.max ?? Infinity);
  });
  return data.rows.flatMap((cells, r): readonly Row[] => {
    if (!counts(r)) return [];
    const read = (name: string): readonly number[] => series[name]!.map((column) => numberAt(data, r, column));
    return [{
      id: id.length > 0 ? id.map((column) => String(cells[column])).join(" ") : `${data.file} ${r + 1}`,
      group: group === undefined ? "" : String(cells[group]),
      inputs: inputCurves(file, read),
      targets: targets.map((column, j) => (column < 0 ? Number.NaN : targetAt(file, data, r, column, j, answering))),
    }];
  });
}

function targetAt(file: PairsFile, data: RecordTable, row: number, column: number, j: number, answering: boolean): number {
  if (answering && data.rows[row]![column] === "") return Number.NaN;
  const value = numberAt(data, row, column);
  if (Object.values(file.targets)[j]!.scale === "log" && !(value > 0)) throw new InputError("data-unreadable", { where: data.place(row, column), what: `${value} has no logarithm`, expected: "a positive number for a target of logarithmic scale" });
  return value;
}

const pointsOf = (at: Exclude<PairsFile["inputs"][number], string>["at"]): readonly number[] =>
  Array.isArray(at) ? at : Array.from({ length: at.points }, (_, i) => at.from + ((at.to - at.from) * i) / (at.points - 1));

/** @throws InputError `data-unreadable` where files hold curves of different lengths. */
function blocksOf({ inputs }: PairsFile, rows: readonly Row[]): readonly InputBlock[] {
  let offset = 0;
  return inputs.map((input, i): InputBlock => {
    const { length } = rows[0]!.inputs[i]!;
    const other = rows.find((row) => row.inputs[i]!.length !== length);
    if (other) throw new InputError("data-unreadable", { where: other.id, what: `its curve has ${other.inputs[i]!.length} points, that of ${rows[0]!.id} has ${length}`, expected: "the same columns in every file" });
    const axis = typeof input === "string" ? Float64Array.from({ length }, (_, k) => k) : Float64Array.from(pointsOf(input.at));
    offset += length;
    return { offset: offset - length, length, axis, noise: { relative: 0, absolute: 0 }, group: 0 };
  });
}

function table(rows: readonly (readonly number[])[]): Table {
  const columns = rows[0]?.length ?? 0;
  return { rows: rows.length, columns, data: Float64Array.from(rows.flat()) };
}

/** Answers are looked for in the range of the targets and half as far again to either side; a straight line may well lead out of what was seen. */
function rangeOf({ columns, data }: Table): Range {
  const lower = new Float64Array(columns).fill(Number.POSITIVE_INFINITY);
  const upper = new Float64Array(columns).fill(Number.NEGATIVE_INFINITY);
  for (const [i, value] of data.entries()) {
    lower[i % columns] = Math.min(lower[i % columns]!, value);
    upper[i % columns] = Math.max(upper[i % columns]!, value);
  }
  const margin = lower.map((low, j) => (upper[j]! - low) / 2);
  return { lower: lower.map((low, j) => low - margin[j]!), upper: upper.map((high, j) => high + margin[j]!) };
}
