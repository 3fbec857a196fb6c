import type { Estimate, JsonSeries, MeasuredCurve, PredictedCurve } from "@inversa/core";
import type { XY } from "./chart-frame.ts";

/** One specimen's measured and predicted response, side by side. */
export interface CurvePair {
  readonly id: string;
  /** Position among the estimate's observations: the specimen keeps its colour in every chart. */
  readonly index: number;
  readonly measured: readonly XY[];
  readonly predicted: readonly XY[];
  readonly band: readonly (readonly [x: number, low: number | null, high: number | null])[];
  readonly curve: MeasuredCurve;
  readonly prediction?: PredictedCurve;
}

const finite = (value: number | null | undefined): value is number => typeof value === "number" && Number.isFinite(value);
const series = (all: Readonly<Record<string, JsonSeries>> | undefined, name: string): JsonSeries => all !== undefined && Object.hasOwn(all, name) ? all[name]! : [];

/** Points of a series; those without a place on the axis are left out, those without a value stay as gaps. */
const along = (axis: JsonSeries, values: JsonSeries): XY[] =>
  axis.flatMap((x, i) => finite(x) ? [[x, finite(values[i]) ? values[i] : null] as const] : []);

const hasValues = (values: JsonSeries): boolean => values.some(finite);

/** The kinds of test of an estimate, in the order in which they appear. */
export const protocolsOf = (estimate: Estimate): readonly string[] => [...new Set(estimate.observations.map(({ protocol }) => protocol))];

/** Responses of a kind of test that were measured, in the order of the protocol's declaration. */
export function measuredResponses(estimate: Estimate, protocol: string): readonly string[] {
  const measured = new Set(estimate.observations.filter((curve) => curve.protocol === protocol)
    .flatMap((curve) => Object.entries(curve.responses).filter(([, values]) => hasValues(values)).map(([name]) => name)));
  const declared = Object.hasOwn(estimate.channels, protocol) ? Object.keys(estimate.channels[protocol]!.responses) : [];
  return [...declared.filter((name) => measured.has(name)), ...[...measured].filter((name) => !declared.includes(name))];
}

/** Measured and predicted curves of one response for every specimen under one protocol that has either. */
export function curvePairs(estimate: Estimate, protocol: string, response: string): readonly CurvePair[] {
  return estimate.observations.flatMap((curve, index) => {
    if (curve.protocol !== protocol) return [];
    const prediction = estimate.predicted.find((candidate) => candidate.observation === curve.id && candidate.protocol === protocol);
    const range = prediction?.band95 !== undefined && Object.hasOwn(prediction.band95, response) ? prediction.band95[response]! : undefined;
    const measured = along(curve.axis, series(curve.responses, response));
    const predicted = prediction === undefined ? [] : along(prediction.axis, series(prediction.responses, response));
    const low = prediction === undefined || range === undefined ? [] : along(prediction.axis, range.low);
    const high = prediction === undefined || range === undefined ? [] : along(prediction.axis, range.high);
    if (![...measured, ...predicted].some(([, y]) => y !== null)) return [];
    return [{ id: curve.id, index, measured, predicted, band: low.map(([x, y], i) => [x, y, high[i]![1]] as const), curve, ...(prediction === undefined ? {} : { prediction }) }];
  });
}

/** Last point of a curve that has a value. */
export const lastPoint = (points: readonly XY[]): readonly [number, number] | undefined => {
  const last = points.findLast(([, y]) => y !== null);
  return last === undefined ? undefined : [last[0], last[1]!];
};

/**
 * Measured minus predicted at the measured points: point by point where both lie on one axis, otherwise from the predicted curve interpolated linearly.
 * Points where either is missing are gaps; a prediction that runs back along its axis and does not share the measured points gives none at all.
 */
export function residuals({ measured, predicted }: Pick<CurvePair, "measured" | "predicted">): readonly XY[] {
  if (measured.length === predicted.length && measured.every(([x], i) => x === predicted[i]![0])) {
    return measured.map(([x, y], i) => [x, y === null || predicted[i]![1] === null ? null : y - predicted[i]![1]!]);
  }
  if (predicted.some(([x], i) => i > 0 && x <= predicted[i - 1]![0])) return [];
  return measured.map(([x, y]) => {
    const model = interpolate(predicted, x);
    return [x, y === null || model === null ? null : y - model];
  });
}

function interpolate(points: readonly XY[], x: number): number | null {
  const right = points.findIndex(([at]) => at >= x);
  if (right < 0) return null;
  const [x1, y1] = points[right]!;
  if (x1 === x) return y1;
  if (right === 0) return null;
  const [x0, y0] = points[right - 1]!;
  return y0 === null || y1 === null ? null : y0 + (y1 - y0) * (x - x0) / (x1 - x0);
}
