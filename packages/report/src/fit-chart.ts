import type { Estimate } from "@inversa/core";
import { frame, logTicks, readsOnLogScale, textWidth, type XY } from "./chart-frame.ts";
import { curvePairs, lastPoint, type CurvePair } from "./curves.ts";
import { axisTitle, display, labelsOf, responseOf, shorten } from "./labels.ts";
import { band, curve, endOfCurve, namesBeside, points } from "./marks.ts";
import { appearance } from "./palette.ts";
import type { ChartOption } from "./svg.ts";
import { thinnedPoints } from "./thin.ts";

/** Longest specimen name that is written in full beside its curve. */
const nameLength = 16;

/** Readings from which marks touch. */
const dense = 300;

/** Axis settings of a kind of test, shared by the charts that lie side by side. */
export function testAxis(estimate: Estimate, protocol: string, pairs: readonly CurvePair[]) {
  const axis = labelsOf(estimate, protocol)?.axis;
  const name = axis?.name ?? "axis";
  const known = pairs.flatMap(({ measured, predicted }) => [...measured, ...predicted].map(([x]) => x));
  const shared = { name: axisTitle(name, axis), factor: display(name, axis?.unit ?? "1").factor };
  if (!readsOnLogScale(axis?.unit ?? "1", known)) return shared;
  // Reduced by hand: an argument list of every point would overflow the stack on long records.
  const [min, max] = known.reduce(([low, high], x) => [Math.min(low, x), Math.max(high, x)], [Infinity, -Infinity]);
  return { ...shared, type: "log" as const, min, max, ticks: logTicks(min, max) };
}

/**
 * Measured points, the model's curves and their 95 % bands, every specimen of one kind of test in one chart, one response. Data are in stored units;
 * only the labels of strains are in percent. Series over 2,000 points are thinned without losing a peak. A cross marks a computed curve that ends early.
 *
 * Series names are `ID measured`, `ID model`, `ID 95 %`. A protocol or response that the estimate does not hold gives a chart without series.
 */
export function fitChart(estimate: Estimate, protocol: string, response: string): ChartOption {
  const pairs = curvePairs(estimate, protocol, response);
  const channel = responseOf(estimate, protocol, response);
  const names = pairs.flatMap(({ id, index, measured, predicted }) => {
    const at = endOf(predicted, measured);
    return at === undefined ? [] : [{ text: shorten(id, nameLength), at, colour: appearance(index).text }];
  });
  const right = 26 + Math.max(0, ...names.map(({ text }) => textWidth(text)));
  return {
    ...frame(testAxis(estimate, protocol, pairs), { name: axisTitle(response, channel), factor: display(response, channel?.unit ?? "1").factor }, { right }),
    series: [
      ...pairs.flatMap((pair) => pair.band.some(([, low, high]) => low !== null && high !== null) ? [band(`${pair.id} 95 %`, thinnedPoints(pair.band), appearance(pair.index))] : []),
      ...pairs.flatMap((pair) => pair.predicted.some(([, y]) => y !== null) ? [curve(`${pair.id} model`, thinnedPoints(pair.predicted), curveLook(pair))] : []),
      ...pairs.flatMap((pair) => pair.measured.some(([, y]) => y !== null) ? [points(`${pair.id} measured`, thinnedPoints(pair.measured), appearance(pair.index), pointSize(pair.measured.length))] : []),
      ...pairs.flatMap((pair) => {
        const end = lastPoint(pair.predicted);
        return pair.prediction !== undefined && pair.prediction.status !== "reached" && end !== undefined ? [endOfCurve(`${pair.id} ends`, end, appearance(pair.index))] : [];
      }),
      ...(names.length > 0 ? [namesBeside(names)] : []),
    ],
  };
}

/** Where a specimen's name belongs: the end of its computed curve, or its last reading where that lies farther along the test. */
function endOf(predicted: readonly XY[], measured: readonly XY[]): readonly [number, number] | undefined {
  const [computed, read] = [lastPoint(predicted), lastPoint(measured)];
  if (computed === undefined || read === undefined) return computed ?? read;
  const stopped = predicted.at(-1)![1] === null;
  return stopped && read[0] > computed[0] ? read : computed;
}

/** Over the wall of marks of a long record the curve takes the darker shade, or it would vanish. */
const curveLook = ({ index, measured }: CurvePair) => {
  const look = appearance(index);
  return measured.length > dense ? { ...look, mark: look.text } : look;
};

/** Long records get smaller points, so that they stay a line of points and do not become a wall. */
export const pointSize = (count: number): number => count > dense ? 3 : count > 80 ? 5 : 7;
