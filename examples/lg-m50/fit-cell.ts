import { builtInCells, type Cell, F, totalElectrodeArea } from "@inversa/battery";
import { type Estimate, type Observation, simulate } from "@inversa/core";
import { mean } from "@inversa/numerics";
import type { App } from "@inversa/runtime";
import { together } from "../curve-errors.ts";
import { fitStudy, studyOf, valuesOf } from "../fit-tests.ts";
import type { Discharge } from "./cell-tests.ts";

type Values = Readonly<Record<string, number>>;

/** A fit and what it cost. */
export interface CellFit {
  readonly estimate: Estimate;
  /** Every parameter that does not have its literature value. */
  readonly values: Values;
  /** Voltage at rest in which the fitted discharges began, V. */
  readonly full: number;
  readonly seconds: number;
  readonly processorSeconds: number;
}

/** Fits the study to full discharges of one cell. All start from full, which is what the stoichiometries at full are estimated from. */
export async function fitCell(app: App, fitted: readonly Discharge[]): Promise<CellFit> {
  const resolved = await studyOf(app, new URL("study.yaml", import.meta.url), fitted.map(({ observation }) => startingAt(observation, { initialSoc: 1 })));
  const [began, used] = [performance.now(), process.cpuUsage()];
  const estimate = await fitStudy(app, resolved);
  const { user, system } = process.cpuUsage(used);
  return { estimate, values: { ...estimate.fixed, ...valuesOf(estimate) }, full: mean(fitted.map(({ rest }) => rest)), seconds: (performance.now() - began) / 1000, processorSeconds: (user + system) / 1e6 };
}

/** How far a prediction is from a discharge: root mean square over its 150 points. */
export interface Misfit {
  /** V. */
  readonly voltage: number;
  /** K. */
  readonly temperature: number;
  /** What the model said where it did not get to the end; its last values are held from there. */
  readonly ended?: string;
}

/** What predictions are made with; the literature's values where nothing is said. */
export type Known = Partial<Pick<CellFit, "values" | "full">>;

/** Predicts a discharge, knowing of it the current, the chamber and the voltage at rest before it. */
export function predict(app: App, { values = {}, full }: Known, { observation, rest }: Discharge, mesh: "fast" | "fine" = "fast"): Misfit {
  const { test } = startingAt(observation, stateAtRest(builtInCells.Chen2020, values, rest, full));
  const { responses, message, computed } = simulate(app.models.get("battery/p2d"), values, test, { cell: "Chen2020", thermal: "lumped", mesh });
  const error = (name: string): number => {
    const [measured, predicted] = [observation.responses[name]!, responses[name]!];
    // The first two points are the rest and the jump from it.
    return together(Array.from(measured.subarray(2), (value, i) => predicted[Math.min(i + 2, computed - 1)]! - value));
  };
  return { voltage: error("voltage"), temperature: error("temperature"), ...(message === undefined ? {} : { ended: message }) };
}

const startingAt = (observation: Observation, state: Values): Observation => {
  const { initialSoc: _, ...conditions } = observation.test.conditions;
  return { ...observation, test: { ...observation.test, conditions: { ...conditions, ...state } } };
};

/**
 * Stoichiometries of both electrodes that a voltage at rest tells: what has left the one since the cell was full is in the other. A charge that ended at another current, or in the cold, is not full
 * in this sense.
 * @param full Voltage at rest of the full cell; as measured it leaves the error of the open-circuit potentials out, as the model's own (unless given) it does not.
 */
function stateAtRest({ negativeElectrode: n, positiveElectrode: p, ...cell }: Cell, values: Values, rest: number, full?: number): Values {
  const perArea = F * totalElectrodeArea(cell);
  const negativeCapacity = perArea * n.thickness * n.activeVolumeFraction * (values["negativeElectrodeMaximumConcentration"] ?? n.maximumConcentration);
  const positiveCapacity = perArea * p.thickness * p.maximumConcentration * (values["positiveElectrodeActiveVolumeFraction"] ?? p.activeVolumeFraction);
  const negative = (charge: number): number => (values["negativeElectrodeMaximumStoichiometry"] ?? n.maximumStoichiometry) - charge / negativeCapacity;
  const positive = (charge: number): number => (values["positiveElectrodeMinimumStoichiometry"] ?? p.minimumStoichiometry) + charge / positiveCapacity;
  const open = (charge: number): number => p.ocp.value(positive(charge)) - n.ocp.value(negative(charge));
  const wanted = full === undefined ? rest : open(0) + rest - full;
  let [low, high] = [-0.02 * positiveCapacity, 0.3 * positiveCapacity];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (open(middle) > wanted) low = middle;
    else high = middle;
  }
  return { initialStoichiometryNegative: negative(low), initialStoichiometryPositive: positive(low) };
}
