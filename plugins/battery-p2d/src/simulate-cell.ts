import { applyParameters, F, impossible, initialStoichiometries, socOf, totalElectrodeArea, type Cell, type CyclingStep, type GivenCellParameters } from "@inversa/battery";
import { stop, type Stopped } from "@inversa/core";
import { carried, type Surroundings } from "./cell-run.ts";
import { followSteps } from "./cycler-steps.ts";
import type { End } from "./ends.ts";
import type { Mesh } from "./mesh.ts";
import { prepare } from "./prepare.ts";
import { probeCount, probeNames } from "./probes.ts";
import { Recorder } from "./recorder.ts";
import { followCurrent } from "./sampled-current.ts";
import { workspaceFor } from "./workspace.ts";

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

type Names = "voltage" | "current" | "temperature" | "soc" | "negativeStoichiometry" | "positiveStoichiometry" | (typeof probeNames)[number];
/** Series by response, and the same for one instant. */
export type CellResponses = { readonly [K in Names]?: Float64Array };
type Instant = Partial<Record<Names, number>>;

/** Simulates a cell in one test. */
export function simulateCell(test: CellTest): CellResponses | Stopped<CellResponses> {
  const cell = applyParameters(test.cell, test.parameters);
  const why = impossible(cell);
  if (why) return stop("no-solution", why, {});
  const { numbers, tables } = prepare(cell);
  const workspace = workspaceFor(test.mesh, tables);
  const { run } = workspace;
  const start = initialStoichiometries(cell, test.initial);
  const ambient = test.initial.ambientTemperature ?? cell.ambientTemperature;
  const surroundings: Surroundings = { temperature: ambient, lumped: test.lumped };
  const temperature = test.lumped ? (test.initial.initialTemperature ?? test.initial.ambientTemperature ?? cell.initialTemperature) : ambient;
  run.probing = test.fields;
  run.start(numbers, tables, start.negative * numbers.negative.maximumConcentration, start.positive * numbers.positive.maximumConcentration, temperature, surroundings);
  const origin = test.axis[0]!;
  const recorder = new Recorder(origin === 0 ? test.axis : test.axis.map((time) => time - origin), carried.probes + (test.fields ? probeCount : 0));
  const end = test.current ? followCurrent(workspace, test.current, test.hold, recorder) : followSteps(workspace, test.steps, recorder);
  return answer(test, cell, start, recorder, end, run.history.now.subarray(run.carriedAt));
}

function answer(test: CellTest, cell: Cell, start: { readonly negative: number; readonly positive: number }, { series, read }: Recorder, end: End | undefined, now: Float64Array): CellResponses | Stopped<CellResponses> {
  const faradayArea = F * totalElectrodeArea(cell);
  const capacity = (which: "negativeElectrode" | "positiveElectrode"): number => {
    const { thickness, activeVolumeFraction, maximumConcentration } = cell[which];
    return faradayArea * thickness * activeVolumeFraction * maximumConcentration;
  };
  const perNegative = 1 / capacity("negativeElectrode");
  const perPositive = 1 / capacity("positiveElectrode");
  const negative = (charge: number): number => start.negative - charge * perNegative;
  const positive = (charge: number): number => start.positive + charge * perPositive;
  const charge = series[carried.charge]!;
  const responses: CellResponses = {
    voltage: series[carried.voltage]!,
    current: series[carried.current]!,
    temperature: series[carried.temperature]!,
    soc: charge.map((q) => socOf(cell, negative(q))),
    ...(test.fields ? { negativeStoichiometry: charge.map(negative), positiveStoichiometry: charge.map(positive), ...Object.fromEntries(probeNames.map((name, i) => [name, series[carried.probes + i]!])) } : {}),
  };
  if (!end) return responses;
  const computed = Object.fromEntries(Object.entries(responses).map(([name, values]) => [name, values.subarray(0, read)])) as CellResponses;
  if (end.time === 0) return stop(end.reason, end.message, computed);
  const last: Instant = {
    voltage: now[carried.voltage]!,
    current: now[carried.current]!,
    temperature: now[carried.temperature]!,
    soc: socOf(cell, negative(now[carried.charge]!)),
    ...(test.fields ? { negativeStoichiometry: negative(now[carried.charge]!), positiveStoichiometry: positive(now[carried.charge]!), ...Object.fromEntries(probeNames.map((name, i) => [name, now[carried.probes + i]!])) } : {}),
  };
  return stop(end.reason, end.message, computed, last);
}
