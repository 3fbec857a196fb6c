import type { Estimate } from "@inversa/core";
import type { CustomSeriesOption } from "echarts/charts";
import { frame, linearTicks, logTicks } from "./chart-frame.ts";
import { segments } from "./marks.ts";
import { inks, tones } from "./palette.ts";
import { isLogPrior, priorRange, relativeDensity } from "./prior.ts";
import type { ChartOption } from "./svg.ts";

/** Points at which the prior's density is drawn. */
const resolution = 80;

/**
 * What the data added: the prior as a grey area (1 at its peak; over the logarithm for log priors), the 95 % interval as a coloured span and the estimate as a line.
 * Series: `prior`, `interval` (absent when the method gives none), `estimate`. Undefined when the estimate does not hold the parameter.
 */
export function priorPosteriorChart(estimate: Estimate, name: string): ChartOption | undefined {
  const parameter = estimate.parameters.find((candidate) => candidate.name === name);
  if (parameter === undefined) return undefined;
  const { prior, value, interval95 } = parameter;
  const log = isLogPrior(prior) && [value, ...(interval95 ?? [])].every((x) => x > 0);
  const range = priorRange(prior);
  const shown = [...range, value, ...(interval95 ?? [])].filter(Number.isFinite);
  const [low, high] = [Math.min(...shown), Math.max(...shown)];
  const pad = log ? (high / low) ** 0.03 : (high - low || Math.abs(high) || 1) * 0.03;
  const [min, max] = log ? [low / pad, high * pad] : [low - pad, high + pad];
  const look = parameter.identified ? tones[0]! : tones[1]!;
  const area = Array.from({ length: resolution + 1 }, (_, i): [number, number] => {
    const share = i / resolution;
    const x = log ? range[0] * (range[1] / range[0]) ** share : range[0] + (range[1] - range[0]) * share;
    return [Math.min(range[1], Math.max(range[0], x)), 1];
  }).map(([x]): [number, number] => [x, relativeDensity(prior, x)]);
  return {
    ...frame(
      { min, max, grid: false, ...(log ? { type: "log" as const, ticks: logTicks(low, high) } : { splitNumber: 4, ticks: linearTicks(low, high) }) },
      { min: 0, max: 1.15, labels: false, grid: false },
      { left: 14, right: 14, top: 8, bottom: 26 },
    ),
    series: [
      { type: "line", name: "prior", data: area, showSymbol: false, silent: true, z: 1, lineStyle: { width: 0 }, itemStyle: { color: inks.prior[0] }, areaStyle: { color: inks.prior[0], opacity: 1 } },
      ...(interval95 === null ? [] : [{
        type: "custom" as const, name: "interval", silent: true, z: 2, clip: true, data: [[interval95[0], interval95[1]]], encode: { x: [0, 1] },
        renderItem: spanOf(interval95, look.mark),
      }]),
      segments("estimate", [[[value, 0], [value, 1.15]]], { color: look.text, width: 2.4, z: 3 }),
    ],
  };
}

type Render = NonNullable<CustomSeriesOption["renderItem"]>;

/** A rectangle over the interval, as high as the plot and never thinner than a line. */
const spanOf = (interval: readonly [number, number], fill: string): Render => (_, api) => {
  const [left, right] = [api.coord([interval[0], 1.15]), api.coord([interval[1], 0])];
  return { type: "rect", silent: true, shape: { x: left[0]!, y: left[1]!, width: Math.max(1.5, right[0]! - left[0]!), height: right[1]! - left[1]! }, style: { fill, opacity: 0.38 } };
};
