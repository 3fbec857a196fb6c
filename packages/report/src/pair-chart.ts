import type { Estimate } from "@inversa/core";
import { unitLabel } from "@inversa/core";
import { axis, fontFamily, fontSize } from "./chart-frame.ts";
import { hasCorrelation } from "./correlation-chart.ts";
import { plainLabel, shorten } from "./labels.ts";
import { pairAxis, pairTicks, type PairAxis } from "./pair-axis.ts";
import { mostTied, pairLayout, type PairLayout, unknownsThatFit } from "./pair-layout.ts";
import { correlationCells, legendMarks, marginal, pairCloud, priorEdges, valueMark } from "./pair-marks.ts";
import { inks } from "./palette.ts";
import { spreadsOf } from "./spread-data.ts";
import type { ChartOption, SizedPicture } from "./svg.ts";

export interface PairSettings {
  /** Pixels that the picture may be wide. */
  readonly width: number;
  /** Unknowns to draw; unless given all that fit, and where they are too many those that are tied most. */
  readonly shown?: readonly string[];
  /** Place of the estimate that matters among the estimates; the first unless given. */
  readonly main?: number;
  /** Estimators' names for people, by id. */
  readonly names?: Readonly<Record<string, string>>;
}

export interface PairPicture extends SizedPicture {
  /** Names of the unknowns in the picture. */
  readonly shown: readonly string[];
}

/** Whether there is anything to draw: two unknowns, and an estimate that says how sure it is of them. */
export const hasPairs = (estimates: readonly Estimate[]): boolean =>
  (estimates[0]?.parameters.length ?? 0) > 1 && spreadsOf(estimates).some(({ estimate, covariance, drawsOf }) => estimate.parameters.some((_, i) => covariance(i, i) !== undefined || drawsOf(i).length > 0));

/**
 * The pair plot (corner plot): below the diagonal each pair of unknowns, as draws where an estimate holds them, otherwise as the ellipses that hold 50 % and 95 % of a normal pair with its covariance;
 * on the diagonal each unknown by itself, every density over its peak, with its 95 % interval as a bar and the prior's density in grey; above it the correlations of the main estimate, or of the first that knows them.
 * Unknowns that were inferred by their logarithm have logarithmic axes. Grey edges lie beyond the prior. Every estimate keeps the colour that it has in the comparison.
 *
 * Series: `A × B NAME` (draws or ellipses), `A × B NAME value`, `A NAME` (density), `A NAME 95 %`, `A prior`. Undefined where {@link hasPairs} is false.
 */
export function pairChart(estimates: readonly Estimate[], { width, shown, main = 0, names = {} }: PairSettings): PairPicture | undefined {
  const first = estimates[main];
  if (first === undefined || !hasPairs(estimates)) return undefined;
  const all = spreadsOf(estimates, names);
  const spreads = [...all.filter(({ estimate }) => estimate === first), ...all.filter(({ estimate }) => estimate !== first)];
  const fit = unknownsThatFit(width);
  const wanted = shown === undefined ? mostTied(first, fit) : first.parameters.map(({ name }) => name).filter((name) => shown.includes(name)).slice(0, fit);
  if (wanted.length < 2) return undefined;
  const layout = pairLayout(width, wanted.length, spreads.map(({ called, index }) => ({ text: shorten(called, 36), index })));
  const axes = wanted.map((name) => pairAxis(name, spreads));
  const labels = wanted.map((name) => labelOf(first, name, layout.cell));
  const cells = wanted.flatMap((_, row) => wanted.slice(0, row + 1).map((__, column) => ({ row, column })));
  const correlated = spreads.find(({ estimate }) => hasCorrelation(estimate))?.estimate;
  const frames = cells.map((cell, index) => frameOf(cell, index, layout, axes, labels));
  const option: ChartOption = {
    animation: false, backgroundColor: "transparent", textStyle: { fontFamily, fontSize, color: inks.ink[0] },
    grid: frames.map(({ grid }) => grid),
    xAxis: frames.map(({ x }) => x) as NonNullable<ChartOption["xAxis"]>,
    yAxis: frames.map(({ y }) => y) as NonNullable<ChartOption["yAxis"]>,
    series: [
      ...cells.flatMap(({ row, column }, index) => {
        const [across, up] = [axes[column]!, axes[row]!];
        const placed = { xAxisIndex: index, yAxisIndex: index };
        if (row === column) return marginal(across, first, spreads).map((one) => ({ ...one, ...placed }));
        return [
          ...priorEdges(across, up),
          // The main estimate is drawn last, over the others.
          ...spreads.toReversed().flatMap((spread) => [...pairCloud(across, up, spread, spreads.length), ...valueMark(across, up, spread, layout.cell < 90 ? 6 : 8)]),
        ].map((one) => ({ ...one, ...placed }));
      }),
      ...(correlated === undefined ? [] : [correlationCells(correlated, wanted, layout)]),
      ...(layout.legend.length === 0 ? [] : [legendMarks(layout)]),
    ],
  };
  return { option, width: layout.left + wanted.length * (layout.cell + layout.gap) + 4, height: layout.height, shown: wanted };
}

function labelOf(estimate: Estimate, name: string, cell: number): string {
  const parameter = estimate.parameters.find((one) => one.name === name)!;
  const unit = unitLabel(parameter.unit);
  return shorten(`${plainLabel(parameter)}${unit === "" ? "" : ` (${unit})`}`, Math.max(6, Math.floor(cell / 8)));
}

function frameOf({ row, column }: { readonly row: number; readonly column: number }, index: number, { left, top, cell, gap }: PairLayout, axes: readonly PairAxis[], labels: readonly string[]) {
  const isBottom = row === axes.length - 1;
  const isMarginal = row === column;
  const intervals = cell < 130 ? 2 : 3;
  const one = ({ log, min, max, ...rest }: PairAxis, along: "x" | "y", labelled: boolean, name: string) => ({
    ...axis({ type: log ? "log" : "value", min, max, ticks: pairTicks({ log, min, max, ...rest }, intervals), grid: false, labels: labelled, ...(labelled ? { name } : {}) }, along),
    ...(labelled && along === "y" ? { nameLocation: "middle" as const, nameRotate: 90, nameGap: 46, nameTextStyle: { color: inks.ink[0], fontSize, fontFamily } } : {}),
    axisLine: { show: true, onZero: false, lineStyle: { color: inks.grid[0] } },
    gridIndex: index,
  });
  const [across, up] = [axes[column]!, axes[row]!];
  return {
    grid: { left: left + column * (cell + gap), top: top + row * (cell + gap), width: cell, height: cell, outerBoundsMode: "none" as const, show: true, borderColor: inks.grid[0], borderWidth: 1 },
    x: one(across, "x", isBottom, labels[column]!),
    y: isMarginal ? { ...axis({ min: -0.22, max: 1.12, labels: false, grid: false }, "y"), gridIndex: index } : one(up, "y", column === 0, labels[row]!),
  };
}
