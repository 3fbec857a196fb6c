import { unitLabel, type Estimate, type JsonSeries } from "@inversa/core";
import type { Console } from "../console.ts";
import { renderPlot } from "../terminal/plot.ts";

/** Draws the measured points and the fitted curves of one response of one kind of test, all specimens together. Empty when it was not measured. */
export function fitPlot(console: Console, estimate: Estimate, protocol: string, response: string, rows = 15): readonly string[] {
  const labels = estimate.channels[protocol];
  if (!labels?.responses[response]) return [];
  const series = estimate.observations.filter((o) => o.protocol === protocol && o.responses[response]?.some((v) => v !== null)).map((o) => {
    const predicted = estimate.predicted.find((p) => p.observation === o.id);
    return { label: o.id, points: pairs(o.axis, o.responses[response]), line: predicted ? pairs(predicted.axis, predicted.responses[response]) : [] };
  });
  const axis = (name: string, unit: string): { label: string; factor: number } =>
    unit === "1" && /strain/i.test(name) ? { label: `${inWords(name)} (%)`, factor: 100 } : { label: `${inWords(name)}${unit === "1" ? "" : ` (${unitLabel(unit)})`}`, factor: 1 };
  return renderPlot(series, axis(labels.axis.name, labels.axis.unit), axis(response, labels.responses[response].unit), console.paint, { columns: Math.min(72, console.width - 12), rows });
}

/** The kinds of test and responses that were measured and used, in order of appearance. */
function measuredCurves(estimate: Estimate): readonly { readonly protocol: string; readonly response: string }[] {
  const seen = new Map<string, { protocol: string; response: string }>();
  for (const { protocol, responses } of estimate.observations) {
    for (const [response, values] of Object.entries(responses)) if (values.some((v) => v !== null)) seen.set(`${protocol}/${response}`, { protocol, response });
  }
  return [...seen.values()];
}

const pairs = (xs: JsonSeries, ys: JsonSeries | undefined): [number, number][] => xs.flatMap((x, i): [number, number][] => {
  const y = ys?.[i];
  return x === null || y === null || y === undefined ? [] : [[x, y]];
});

/** `deviatorStress` is "deviator stress". */
const inWords = (name: string): string => name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();

/** Every curve that was measured and used, one picture each. */
export function printFitPlots(console: Console, estimate: Estimate): void {
  const used = new Set(estimate.fit.filter((f) => f.used).map((f) => f.response));
  for (const { protocol, response } of measuredCurves(estimate)) {
    if (used.has(response)) console.print(`\n${fitPlot(console, estimate, protocol, response).join("\n")}`);
  }
}
