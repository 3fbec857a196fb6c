import type { Estimate, EstimatedParameter } from "@inversa/core";
import { contenders } from "./comparison-chart.ts";
import { isLogPrior } from "./prior.ts";

/** What one estimate says of an unknown and its neighbours, in the coordinates in which it was inferred: the parameter, or its natural logarithm. */
export interface Spread {
  readonly estimate: Estimate;
  /** What it is called, for people. */
  readonly called: string;
  /** Place of the estimate among those that are compared: it keeps its colour in every chart. */
  readonly index: number;
  /** Place of the unknown in the estimate's own order; undefined where it does not estimate it. */
  placeOf(name: string): number | undefined;
  /** Covariance of two unknowns by place; undefined where it is not known. */
  covariance(i: number, j: number): number | undefined;
  /** Draws of an unknown in its own unit, one a row of the estimate's draws; empty where there are none. */
  drawsOf(i: number): readonly number[];
}

/** Half a 95 % interval over a standard deviation. */
const z = 1.96;

/** Whether the unknown is drawn by its logarithm. Estimates from before it was recorded are judged by their priors. */
export const isLogarithmic = ({ joint, parameters }: Estimate, i: number): boolean => (joint?.logarithmic[i] ?? isLogPrior(parameters[i]!.prior)) && parameters[i]!.value > 0;

/** Into the coordinate in which an unknown was inferred, and back. */
export const coordinate = (value: number, log: boolean): number => (log ? Math.log(value) : value);
export const fromCoordinate = (value: number, log: boolean): number => (log ? Math.exp(value) : value);

/** Fewest draws that show a shape. */
const fewest = 20;

/** The estimates as they vary, each with the name and the place that it has in the comparison. */
export const spreadsOf = (estimates: readonly Estimate[], names: Readonly<Record<string, string>> = {}): readonly Spread[] =>
  contenders(estimates, names).flatMap(({ name, estimate }, index) => (estimate === undefined ? [] : [spreadOf(estimate, name, index)]));

function spreadOf(estimate: Estimate, called: string, index: number): Spread {
  const { joint, parameters, correlation } = estimate;
  const draws = (joint?.draws ?? []).filter((row) => row.length === parameters.length && row.every(Number.isFinite));
  const sd = parameters.map((parameter, i) => sdOf(estimate, parameter, i));
  return {
    estimate, called, index,
    placeOf: (name) => { const i = parameters.findIndex((parameter) => parameter.name === name); return i < 0 ? undefined : i; },
    drawsOf: (i) => (draws.length < fewest ? [] : draws.map((row) => row[i]!)),
    covariance: (i, j) => {
      const given = joint?.covariance[i]?.[j];
      if (joint !== undefined && joint.covariance.length > 0) return given ?? undefined;
      const r = i === j ? 1 : correlation[i]?.[j];
      return r === undefined || r === null || sd[i] === undefined || sd[j] === undefined ? undefined : r * sd[i] * sd[j];
    },
  };
}

/** Of estimates from before covariances were recorded: what belongs to the interval. */
function sdOf(estimate: Estimate, { interval95 }: EstimatedParameter, i: number): number | undefined {
  const log = isLogarithmic(estimate, i);
  if (interval95 === null || (log && interval95[0] <= 0)) return undefined;
  const half = (coordinate(interval95[1], log) - coordinate(interval95[0], log)) / (2 * z);
  return half > 0 && Number.isFinite(half) ? half : undefined;
}
