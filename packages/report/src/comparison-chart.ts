import type { Estimate } from "@inversa/core";
import { fontSize, frame, someTicks, textWidth } from "./chart-frame.ts";
import { fitText } from "./fit-text.ts";
import { points, segments } from "./marks.ts";
import { appearance, inks } from "./palette.ts";
import type { ChartOption, SizedPicture } from "./svg.ts";

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

const firstStep = (name: string): string => `${name}, first step`;

/**
 * Everything that can be compared: the estimates in their order, each followed by the steps on its way (`network, first step`) unless a step is itself among the estimates.
 * `names` gives estimators' names for people by id, `step` says that it is a step. Equal names are numbered.
 */
export function contenders(estimates: readonly Estimate[], names: Readonly<Record<string, string>> = {}, step = firstStep): readonly Contender[] {
  const called = (id: string): string => Object.hasOwn(names, id) ? names[id]! : id;
  const all = estimates.flatMap((estimate): Contender[] => [
    { name: called(estimate.estimator), estimate, values: Object.fromEntries(estimate.parameters.map(({ name, value, interval95 }) => [name, { estimator: called(estimate.estimator), value, interval95 }])) },
    ...(estimate.diagnostics.before ?? [])
      .filter(({ estimator, values }) => !estimates.some((other) => other.estimator === estimator && other.parameters.every(({ name, value }) => values[name] === value)))
      .map(({ estimator, values }) => ({ name: step(called(estimator)), values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { estimator: called(estimator), value, interval95: null }])) })),
  ]);
  const seen = new Map<string, number>();
  return all.map((contender) => {
    const count = (seen.get(contender.name) ?? 0) + 1;
    seen.set(contender.name, count);
    return count === 1 ? contender : { ...contender, name: `${contender.name} (${count})` };
  });
}

export interface ComparisonSettings {
  /** Pixels that the picture may be wide. */
  readonly width: number;
  /** Estimators' names for people, by id. */
  readonly names?: Readonly<Record<string, string>>;
  /** How a step on the way of an estimator is called. */
  readonly step?: (name: string) => string;
}

/** Size of the names' type, and the heights of rows with so many lines. */
const nameSize = fontSize - 1, rowHeights = [25, 35, 46];

const right = 16, top = 6, bottom = 26, besideNames = 14;

/**
 * One parameter as every estimator sees it: a dot for the value, a bar for the 95 % interval, a row each, the first on top. Names take what they need, on several lines where they are long, and leave half of the
 * width to the plot. Series are `NAME value` and `NAME 95 %`; y is the row. Undefined when no estimate holds the parameter.
 */
export function comparisonChart(estimates: readonly Estimate[], parameter: string, { width, names = {}, step }: ComparisonSettings): SizedPicture | undefined {
  const rows = contenders(estimates, names, step).flatMap(({ name, values }, index) => Object.hasOwn(values, parameter) ? [{ name, index, answer: values[parameter]! }] : []);
  if (rows.length === 0) return undefined;
  const labels = rows.map(({ name }) => fitText(name, width / 2 - right - besideNames, nameSize));
  const column = Math.max(...labels.flatMap((label) => label.split("\n").map((line) => textWidth(line, nameSize))));
  const known = rows.flatMap(({ answer }) => [answer.value, ...(answer.interval95 ?? [])]).filter(Number.isFinite);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const pad = (high - low || Math.abs(high) || 1) * 0.08;
  const option: ChartOption = {
    ...frame(
      { min: low - pad, max: high + pad, ticks: someTicks(low - pad, high + pad, 3) },
      { type: "category", categories: labels, inverse: true, grid: false },
      { left: besideNames + Math.ceil(column), right, top, bottom },
    ),
    series: [
      segments("first", [[[rows[0]!.answer.value, -0.5], [rows[0]!.answer.value, rows.length - 0.5]]], { color: inks.line[0], width: 1, dash: [3, 3], z: 1 }),
      ...rows.flatMap(({ name, index, answer }, row) => [
        ...(answer.interval95 === null ? [] : [segments(`${name} 95 %`, [[[answer.interval95[0], row], [answer.interval95[1], row]]], { color: appearance(index).mark, width: 5 })]),
        { ...points(`${name} value`, [[answer.value, row]], appearance(index), 9), itemStyle: { color: appearance(index).text, opacity: 1 } },
      ]),
    ],
  };
  return { option, width, height: top + bottom + rows.length * rowHeights[Math.max(...labels.map((label) => label.split("\n").length)) - 1]! };
}
