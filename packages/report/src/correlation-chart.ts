import type { Estimate, EstimatedParameter } from "@inversa/core";
import { fontFamily, fontSize, frame, textWidth } from "./chart-frame.ts";
import { plainLabel, shorten } from "./labels.ts";
import { divergingColour, inkOnCorrelation } from "./palette.ts";
import type { ChartOption } from "./svg.ts";

/** Whether an estimate says how its parameters' errors move together: at least two parameters and a complete matrix. */
export const hasCorrelation = ({ correlation, parameters }: Estimate): boolean =>
  parameters.length > 1 && correlation.length === parameters.length && correlation.every((row) => row.length === parameters.length);

/**
 * Correlation of the parameters' errors as a heat map of the lower triangle, each cell with its number: blue where two parameters can rise together without changing the fit,
 * vermillion where one can rise and the other fall. Data: `[column, row, correlation]`, columns the parameters without the last, rows without the first. Undefined where unknown.
 */
export function correlationChart(estimate: Estimate): ChartOption | undefined {
  if (!hasCorrelation(estimate)) return undefined;
  const names = estimate.parameters.map((parameter) => shorten(plainLabel(parameter), 14));
  const count = names.length;
  const cells = estimate.correlation.slice(1).flatMap((row, i) => row.slice(0, i + 1).map((r, j) => [j, i, r] as const));
  return {
    ...frame(
      { type: "category", categories: names.slice(0, -1), grid: false },
      { type: "category", categories: names.slice(1), grid: false, inverse: true },
      { left: 18 + Math.max(...names.map(textWidth)), right: 8, top: 8, bottom: 28 },
    ),
    series: [{
      type: "custom", name: "correlation", silent: true, data: cells.map((cell) => [...cell]), encode: { x: 0, y: 1 },
      renderItem: (params, api) => {
        const [j, i, r] = cells[params.dataIndex]!;
        const centre = api.coord([j, i]);
        const [width, height] = api.size!([1, 1]) as [number, number];
        const known = Number.isFinite(r);
        return {
          type: "group",
          children: [
            { type: "rect", shape: { x: centre[0]! - width / 2 + 1, y: centre[1]! - height / 2 + 1, width: width - 2, height: height - 2, r: 2 }, style: { fill: known ? divergingColour(r) : "none" } },
            { type: "text", x: centre[0]!, y: centre[1]!, style: {
              text: known ? (Math.round(r * 100) / 100 || 0).toFixed(2).replace("-", "\u2212") : "–",
              fill: inkOnCorrelation(r), fontSize: count > 9 ? fontSize - 3 : fontSize, fontFamily, align: "center", verticalAlign: "middle",
            } },
          ],
        };
      },
    }],
  };
}

/** Pairs whose errors are tied so strongly that only a combination of the two is known, the strongest first. */
export function tiedPairs(estimate: Estimate, least = 0.9): readonly { readonly a: EstimatedParameter; readonly b: EstimatedParameter; readonly correlation: number }[] {
  if (!hasCorrelation(estimate)) return [];
  return estimate.correlation
    .flatMap((row, i) => row.slice(0, i).map((correlation, j) => ({ a: estimate.parameters[j]!, b: estimate.parameters[i]!, correlation })))
    .filter(({ correlation }) => Math.abs(correlation) >= least)
    .sort((one, other) => Math.abs(other.correlation) - Math.abs(one.correlation));
}
