import { applyParameters, F, impossible, initialStoichiometries, socOf, totalElectrodeArea, type Cell, type CyclingStep, type GivenCellParameters, type Stoichiometries } from "@inversa/battery";
import { stop, type Stopped } from "@inversa/core";
import { carried } from "./carried.ts";
import type { CellRun } from "./cell-run.ts";
import { followSteps } from "./cycler-steps.ts";
import type { End } from "./ends.ts";
import type { CellStart } from "./kernel-cell.ts";
import type { Mesh } from "./mesh.ts";
import { prepare, type PreparedCell } from "./prepare.ts";
import { probeCount, probeNames } from "./probes.ts";
import { Recorder } from "./recorder.ts";
import { followCurrent } from "./sampled-current.ts";
import { workspaceFor, type Workspace } from "./workspace.ts";

/** One test as the solver takes it. */
export interface CellTest {
  readonly cell: Cell;
  readonly parameters: GivenCellParameters;
  readonly initial: Parameters<typeof initialStoichiometries>[1] & { readonly ambientTemperature: number | undefined; readonly initialTemperature: number | undefined };
  readonly axis: Float64Array;
  readonly current: Float64Array | undefined;
  readonly hold: "linear" | "step";
  readonly steps: readonly CyclingStep[];
  readonly mesh: Mesh;
  readonly lumped: boolean;
  /** Whether stoichiometries and concentrations inside the cell are wanted too. */
  readonly fields: boolean;
}

export type ResponseName = "voltage" | "current" | "temperature" | "soc" | "negativeStoichiometry" | "positiveStoichiometry" | (typeof probeNames)[number];
export type CellResponses = { readonly [K in ResponseName]?: Float64Array };

/** A cell with a set of parameters, ready to be simulated. */
export interface ReadyCell extends PreparedCell {
  readonly cell: Cell;
  readonly start: Stoichiometries;
}

/** The cell with these parameters, or why there is none. @param beside A cell whose parameters differ in one only. */
export function readyCell(test: CellTest, parameters: GivenCellParameters, beside?: { readonly ready: ReadyCell; readonly name: string }): ReadyCell | string {
  const cell = applyParameters(test.cell, parameters, beside && { applied: beside.ready.cell, name: beside.name });
  const why = impossible(cell);
  if (why) return why;
  const { numbers, tables } = prepare(cell, beside?.ready);
  return { numbers, tables, cell, start: initialStoichiometries(cell, test.initial) };
}

/** Simulates a cell in one test. */
export function simulateCell(test: CellTest): CellResponses | Stopped<CellResponses> {
  const ready = readyCell(test, test.parameters);
  if (typeof ready === "string") return stop("no-solution", ready, {});
  const workspace = workspaceFor(test.mesh, ready.tables);
  const { recorder, end } = runCell(test, ready, [], workspace);
  return answerOf(test, ready, recorder, end, workspace.run);
}

/** Runs the test, with twins if there are any, and what their parameters differ by. */
export function runCell(test: CellTest, ready: ReadyCell, twins: readonly ReadyCell[], workspace: Workspace, changes: readonly number[] = []): { readonly recorder: Recorder; readonly end: End | undefined } {
  const { run } = workspace;
  const { initial, lumped, fields } = test;
  const ambient = initial.ambientTemperature ?? ready.cell.ambientTemperature;
  const start = startOf(test, ready);
  run.probing = fields;
  run.start(start, { temperature: ambient, lumped });
  run.startTangents(start, twins.map((twin) => startOf(test, twin)), changes);
  const origin = test.axis[0]!;
  const recorder = new Recorder(origin === 0 ? test.axis : test.axis.map((time) => time - origin), quantities(test), twins.length);
  const end = test.current ? followCurrent(workspace, test.current, test.hold, recorder, test.cell.nominalCapacity) : followSteps(workspace, test.steps, recorder);
  return { recorder, end };
}

/** Carried quantities that are read. */
export const quantities = ({ fields }: CellTest): number => carried.probes + (fields ? probeCount : 0);

function startOf({ initial, lumped }: CellTest, { cell, numbers, tables, start }: ReadyCell): CellStart {
  const ambient = initial.ambientTemperature ?? cell.ambientTemperature;
  const temperature = lumped ? (initial.initialTemperature ?? initial.ambientTemperature ?? cell.initialTemperature) : ambient;
  return { numbers, tables, negative: start.negative * numbers.negative.maximumConcentration, positive: start.positive * numbers.positive.maximumConcentration, temperature };
}

/** What a model returns. */
export function answerOf(test: CellTest, ready: ReadyCell, { series, read }: Recorder, end: End | undefined, { history: { now }, carriedAt }: CellRun): CellResponses | Stopped<CellResponses> {
  if (!end) return responsesOf(test, ready, series, test.axis.length);
  const computed = responsesOf(test, ready, series, read);
  if (end.time === 0) return stop(end.reason, end.message, computed);
  return stop(end.reason, end.message, computed, instant(test, ready, now.subarray(carriedAt)));
}

/** Responses from the leading points of the carried quantities. */
export function responsesOf({ fields }: CellTest, ready: ReadyCell, series: readonly Float64Array[], points: number): CellResponses {
  const { negative, positive, soc } = countersOf(ready);
  const of = (quantity: number): Float64Array => series[quantity]!.subarray(0, points);
  const charge = of(carried.charge);
  return {
    voltage: of(carried.voltage),
    current: of(carried.current),
    temperature: of(carried.temperature),
    soc: charge.map(counted(soc)),
    ...(fields ? { negativeStoichiometry: charge.map(counted(negative)), positiveStoichiometry: charge.map(counted(positive)), ...Object.fromEntries(probeNames.map((name, i) => [name, of(carried.probes + i)])) } : {}),
  };
}

/** The responses at one instant. @param values The carried quantities. */
export function instant(test: CellTest, ready: ReadyCell, values: ArrayLike<number>): Partial<Record<ResponseName, number>> {
  const series = Array.from({ length: quantities(test) }, (_, q) => Float64Array.of(values[q]!));
  return firstOf(responsesOf(test, ready, series, 1));
}

export const firstOf = (responses: CellResponses): Partial<Record<ResponseName, number>> => Object.fromEntries(Object.entries(responses).map(([name, [value]]) => [name, value!]));

/** A quantity that falls or rises in proportion to the discharged charge, C. */
export interface Counter {
  readonly start: number;
  readonly perCharge: number;
}

const counted = ({ start, perCharge }: Counter) => (charge: number): number => start + charge * perCharge;

/** Mean stoichiometries and state of charge: lithium is neither made nor lost. */
export function countersOf({ cell, start }: ReadyCell): { readonly negative: Counter; readonly positive: Counter; readonly soc: Counter } {
  const perCharge = (electrode: Cell["negativeElectrode"]): number => 1 / (F * totalElectrodeArea(cell) * electrode.thickness * electrode.activeVolumeFraction * electrode.maximumConcentration);
  const negative = { start: start.negative, perCharge: -perCharge(cell.negativeElectrode) };
  const { minimumStoichiometry, maximumStoichiometry } = cell.negativeElectrode;
  return {
    negative,
    positive: { start: start.positive, perCharge: perCharge(cell.positiveElectrode) },
    soc: { start: socOf(cell, start.negative), perCharge: negative.perCharge / (maximumStoichiometry - minimumStoichiometry) },
  };
}
