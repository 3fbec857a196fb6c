import type { Estimate } from "@inversa/core";
import { frame } from "./chart-frame.ts";
import { curvePairs, residuals } from "./curves.ts";
import { pointSize, testAxis } from "./fit-chart.ts";
import { display, plainSymbol, responseOf } from "./labels.ts";
import { points, segments } from "./marks.ts";
import { appearance, inks } from "./palette.ts";
import type { ChartOption } from "./svg.ts";
import { thinnedPoints } from "./thin.ts";

/**
 * Measured minus model over the axis of one kind of test, one response, colours and symbols as in the fit chart. Points scattered about zero are noise; a bow is something the model cannot follow.
 * Series are named by specimen; `zero` is the line at zero.
 */
export function residualChart(estimate: Estimate, protocol: string, response: string): ChartOption {
  const pairs = curvePairs(estimate, protocol, response);
  const channel = responseOf(estimate, protocol, response);
  const shown = display(response, channel?.unit ?? "1");
  const series = pairs.map((pair) => ({ ...pair, left: residuals(pair) })).filter(({ left }) => left.some(([, y]) => y !== null));
  const axis = testAxis(estimate, protocol, pairs);
  const [from, to] = series.flatMap(({ left }) => left.map(([x]) => x)).reduce(([low, high], x) => [Math.min(low, x), Math.max(high, x)], [Infinity, -Infinity]);
  const symbol = channel?.symbol === undefined ? "" : ` in ${plainSymbol(channel.symbol)}`;
  return {
    ...frame(axis, { name: `Measured − model${symbol}${shown.unit === "" ? "" : ` (${shown.unit})`}`, factor: shown.factor }),
    series: [
      ...(series.length > 0 ? [segments("zero", [[[from, 0], [to, 0]]], { color: inks.ink[0], width: 1.2 })] : []),
      ...series.map(({ id, index, left }) => points(id, thinnedPoints(left), appearance(index), pointSize(left.length))),
    ],
  };
}
