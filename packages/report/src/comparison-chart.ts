import type { Estimate } from "@inversa/core";
import { frame, linearTicks, textWidth } from "./chart-frame.ts";
import { shorten } from "./labels.ts";
import { points, segments } from "./marks.ts";
import { appearance, inks } from "./palette.ts";
import type { ChartOption } from "./svg.ts";

/** What one estimator says about one parameter. */
export interface Answer {
  readonly estimator: string;
  readonly value: number;
  readonly interval95: readonly [number, number] | null;
}

/** One estimator in a comparison: an estimate, or a step on the way to one, which has values and no intervals. */
export interface Contender {
  readonly name: string;
  readonly estimate?: Estimate;
  readonly values: Readonly<Record<string, Answer>>;
}

/**
 * Everything that can be compared: the estimates in their order, each followed by the steps on its way (`network, first step`) unless a step is itself among the estimates.
 * `names` gives estimators' names for people by id. Equal names are numbered.
 */
export function contenders(estimates: readonly Estimate[], names: Readonly<Record<string, string>> = {}): readonly Contender[] {
  const called = (id: string): string => Object.hasOwn(names, id) ? names[id]! : id;
  const all = estimates.flatMap((estimate): Contender[] => [
    { name: called(estimate.estimator), estimate, values: Object.fromEntries(estimate.parameters.map(({ name, value, interval95 }) => [name, { estimator: called(estimate.estimator), value, interval95 }])) },
    ...(estimate.diagnostics.before ?? [])
      .filter((step) => !estimates.some((other) => other.estimator === step.estimator && other.parameters.every(({ name, value }) => step.values[name] === value)))
      .map((step) => ({ name: `${called(step.estimator)}, first step`, values: Object.fromEntries(Object.entries(step.values).map(([name, value]) => [name, { estimator: called(step.estimator), value, interval95: null }])) })),
  ]);
  const seen = new Map<string, number>();
  return all.map((contender) => {
    const count = (seen.get(contender.name) ?? 0) + 1;
    seen.set(contender.name, count);
    return count === 1 ? contender : { ...contender, name: `${contender.name} (${count})` };
  });
}

/**
 * One parameter as every estimator sees it: a dot for the value, a bar for the 95 % interval, a row each, the first on top.
 * Series are `NAME value` and `NAME 95 %`; y is the row. Undefined when no estimate holds the parameter.
 */
export function comparisonChart(estimates: readonly Estimate[], parameter: string, names: Readonly<Record<string, string>> = {}): ChartOption | undefined {
  const rows = contenders(estimates, names).flatMap(({ name, values }, index) => Object.hasOwn(values, parameter) ? [{ name, index, answer: values[parameter]! }] : []);
  if (rows.length === 0) return undefined;
  const labels = rows.map(({ name }) => shorten(name, 16));
  const known = rows.flatMap(({ answer }) => [answer.value, ...(answer.interval95 ?? [])]).filter(Number.isFinite);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const pad = (high - low || Math.abs(high) || 1) * 0.08;
  return {
    ...frame(
      { min: low - pad, max: high + pad, ticks: linearTicks(low - pad, high + pad, 3) },
      { type: "category", categories: labels, inverse: true, grid: false },
      { left: 14 + Math.max(...labels.map(textWidth)), right: 16, top: 6, bottom: 26 },
    ),
    series: [
      segments("first", [[[rows[0]!.answer.value, -0.5], [rows[0]!.answer.value, rows.length - 0.5]]], { color: inks.line[0], width: 1, dash: [3, 3], z: 1 }),
      ...rows.flatMap(({ name, index, answer }, row) => [
        ...(answer.interval95 === null ? [] : [segments(`${name} 95 %`, [[[answer.interval95[0], row], [answer.interval95[1], row]]], { color: appearance(index).mark, width: 5 })]),
        { ...points(`${name} value`, [[answer.value, row]], appearance(index), 9), itemStyle: { color: appearance(index).text, opacity: 1 } },
      ]),
    ],
  };
}
