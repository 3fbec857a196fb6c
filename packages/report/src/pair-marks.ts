import type { Estimate } from "@inversa/core";
import type { CustomSeriesOption, LineSeriesOption, ScatterSeriesOption } from "echarts/charts";
import { fontFamily, fontSize } from "./chart-frame.ts";
import { ellipse, kernelDensity, normalDensity } from "./density.ts";
import { points, segments } from "./marks.ts";
import { appearance, divergingColour, inkOnCorrelation, inks } from "./palette.ts";
import type { PairAxis } from "./pair-axis.ts";
import type { PairLayout } from "./pair-layout.ts";
import { relativeDensity } from "./prior.ts";
import { coordinate, fromCoordinate, type Spread } from "./spread-data.ts";

type Series = CustomSeriesOption | LineSeriesOption | ScatterSeriesOption;
type Point = readonly [number, number];

/** Most draws of one estimate in a cell; more would be a blot. */
const mostDots = 300;

/** A pair of unknowns as one estimate sees it. */
export function pairCloud(across: PairAxis, up: PairAxis, spread: Spread, compared: number): readonly Series[] {
  const [i, j] = [spread.placeOf(across.name), spread.placeOf(up.name)];
  if (i === undefined || j === undefined) return [];
  const series = `${across.name} × ${up.name} ${spread.called}`;
  const { mark } = appearance(spread.index);
  const draws = spread.drawsOf(i).map((x, k): Point => [x, spread.drawsOf(j)[k]!]);
  if (draws.length > 0) {
    const step = Math.ceil(draws.length / mostDots);
    return [dots(series, draws.filter((_, k) => k % step === 0), mark, compared > 1 ? 0.45 : 0.6)];
  }
  const [xx, xy, yy] = [spread.covariance(i, i), spread.covariance(i, j), spread.covariance(j, j)];
  if (xx === undefined || xy === undefined || yy === undefined) return [];
  const { parameters } = spread.estimate;
  const centre: Point = [coordinate(parameters[i]!.value, across.log), coordinate(parameters[j]!.value, up.log)];
  const rings = [0.95, 0.5].map((probability) => ellipse(centre, [xx, xy, yy], probability).map(([x, y]): Point => [fromCoordinate(x, across.log), fromCoordinate(y, up.log)]));
  return rings[0]!.length === 0 ? [] : [areas(series, rings, mark, compared > 1 ? 0.14 : 0.2)];
}

/**
 * The value of an estimate in the cell of a pair.
 * @param size In pixels.
 */
export function valueMark(across: PairAxis, up: PairAxis, spread: Spread, size: number): readonly Series[] {
  const [i, j] = [spread.placeOf(across.name), spread.placeOf(up.name)];
  if (i === undefined || j === undefined) return [];
  const { parameters } = spread.estimate;
  const look = appearance(spread.index);
  return [{ ...points(`${across.name} × ${up.name} ${spread.called} value`, [[parameters[i]!.value, parameters[j]!.value]], look, size), itemStyle: { color: look.text, borderColor: inks.surface[0], borderWidth: 1, opacity: 1 } }];
}

/** One point of all of them is one path: a picture of 28 cells with 300 draws each stays a page of kilobytes. */
const dots = (name: string, draws: readonly Point[], colour: string, opacity: number): CustomSeriesOption => ({
  type: "custom", name, silent: true, clip: true, z: 2, data: draws.map((draw) => [...draw]), encode: { x: 0, y: 1 },
  renderItem: (params, api) => params.dataIndexInside !== 0 ? null : {
    type: "path", silent: true, style: { stroke: colour, fill: "none", lineWidth: 3, lineCap: "round", opacity },
    // A line of no length would not be written; one of a hundredth of a pixel is a dot by its round ends.
    shape: { pathData: draws.map((draw) => api.coord([...draw])).map(([x, y]) => `M${x!.toFixed(1)} ${y!.toFixed(1)}h.01`).join("") },
  },
});

const areas = (name: string, rings: readonly (readonly Point[])[], colour: string, opacity: number): CustomSeriesOption => ({
  type: "custom", name, silent: true, clip: true, z: 2, data: rings[0]!.map((point) => [...point]), encode: { x: 0, y: 1 },
  renderItem: (params, api) => params.dataIndexInside !== 0 ? null : {
    type: "group",
    children: rings.map((ring) => ({
      type: "polygon" as const, silent: true, shape: { points: ring.map((point) => api.coord([...point])) as [number, number][] },
      style: { fill: colour, stroke: colour, lineWidth: 1.2, fillOpacity: opacity, strokeOpacity: 0.9 },
    })),
  },
});

/** What lies beyond the ends of the priors, where a picture reaches so far. */
export function priorEdges(across: PairAxis, up: PairAxis): readonly Series[] {
  const beyond = (one: PairAxis): readonly Point[] => {
    const [low, high] = one.ends.map((end) => fromCoordinate(end, one.log)) as [number, number];
    return [...(low > one.min ? [[one.min, low] as const] : []), ...(high < one.max ? [[high, one.max] as const] : [])];
  };
  const rectangles = [...beyond(across).map(([a, b]) => [a, up.min, b, up.max] as const), ...beyond(up).map(([a, b]) => [across.min, a, across.max, b] as const)];
  return rectangles.length === 0 ? [] : [{
    type: "custom", name: `${across.name} × ${up.name} beyond`, silent: true, clip: true, z: 1, data: [[across.min, up.min]], encode: { x: 0, y: 1 },
    renderItem: (_, api) => ({
      type: "group",
      children: rectangles.map(([x0, y0, x1, y1]) => {
        const [[left, bottom], [right, top]] = [api.coord([x0, y0]), api.coord([x1, y1])] as [[number, number], [number, number]];
        return { type: "rect" as const, silent: true, shape: { x: left, y: top, width: right - left, height: bottom - top }, style: { fill: inks.grid[0] } };
      }),
    }),
  }];
}

/** One unknown by itself, as every estimate sees it, over the prior. */
export function marginal(across: PairAxis, first: Estimate, spreads: readonly Spread[]): readonly Series[] {
  const { name, log, min, max, ends } = across;
  const range = [coordinate(min, log), coordinate(max, log)] as const;
  const { prior } = first.parameters.find((parameter) => parameter.name === name)!;
  const before = normalDensity(0, 1, range, ends).map(([x]): Point => { const value = fromCoordinate(x, log); return [value, relativeDensity(prior, value)]; });
  const held = spreads.flatMap((spread) => { const i = spread.placeOf(name); return i === undefined ? [] : [{ spread, i }]; });
  return [
    { type: "line", name: `${name} prior`, data: before.map((point) => [...point]), showSymbol: false, silent: true, z: 1, lineStyle: { width: 0 }, itemStyle: { color: inks.grid[0] }, areaStyle: { color: inks.grid[0], opacity: 1, origin: 0 } },
    ...held.toReversed().flatMap(({ spread, i }, k) => {
      const { value, interval95 } = spread.estimate.parameters[i]!;
      const look = appearance(spread.index);
      const level = -0.11 * (1 + (held.length === 1 ? 0 : (held.length - 1 - k - (held.length - 1) / 2) / held.length));
      const density = densityOf(spread, i, across, range).map(([x, y]): Point => [fromCoordinate(x, log), y]);
      return [
        ...(density.length === 0 ? [] : [{ type: "line" as const, name: `${name} ${spread.called}`, data: density.map((point) => [...point]), showSymbol: false, silent: true, z: 3, lineStyle: { color: look.mark, width: 1.8 }, itemStyle: { color: look.mark }, ...(held.length === 1 ? { areaStyle: { color: look.mark, opacity: 0.18, origin: 0 } } : {}) }]),
        ...(interval95 === null ? [] : [segments(`${name} ${spread.called} 95 %`, [[[interval95[0], level], [interval95[1], level]]], { color: look.mark, width: held.length > 2 ? 2.5 : 4, z: 3 })]),
        { ...points(`${name} ${spread.called} value`, [[value, level]], look, held.length > 2 ? 5 : 7), itemStyle: { color: look.text, opacity: 1 } },
      ];
    }),
  ];
}

function densityOf(spread: Spread, i: number, { log, ends }: PairAxis, range: Point): readonly Point[] {
  const draws = spread.drawsOf(i).map((x) => coordinate(x, log));
  if (draws.length > 0) return kernelDensity(draws, range, ends);
  const variance = spread.covariance(i, i);
  return variance !== undefined && variance > 0 ? normalDensity(coordinate(spread.estimate.parameters[i]!.value, log), Math.sqrt(variance), range, ends) : [];
}

/** The correlations above the diagonal, each on its colour. */
export function correlationCells(estimate: Estimate, shown: readonly string[], { left, top, cell, gap }: PairLayout): CustomSeriesOption {
  const places = shown.map((name) => estimate.parameters.findIndex((parameter) => parameter.name === name));
  const cells = places.flatMap((i, row) => places.slice(row + 1).flatMap((j, k) => (i < 0 || j < 0 ? [] : [{ row, column: row + 1 + k, r: estimate.correlation[i]![j]! }])));
  return {
    type: "custom", name: "correlation", coordinateSystem: "none", silent: true, data: cells.map(({ row, column, r }) => [column, row, r]),
    renderItem: (params) => {
      const { row, column, r } = cells[params.dataIndex]!;
      const [x, y, known] = [left + column * (cell + gap), top + row * (cell + gap), Number.isFinite(r)];
      return {
        type: "group",
        children: [
          { type: "rect", silent: true, shape: { x, y, width: cell, height: cell, r: 3 }, style: { fill: known ? divergingColour(r) : "none" } },
          { type: "text", silent: true, x: x + cell / 2, y: y + cell / 2, style: { text: known ? (Math.round(r * 100) / 100 || 0).toFixed(2).replace("-", "\u2212") : "–", fill: inkOnCorrelation(r), fontSize: cell > 90 ? fontSize + 2 : fontSize, fontFamily, align: "center", verticalAlign: "middle" } },
        ],
      };
    },
  };
}

/** Whose colour is whose. */
export const legendMarks = ({ legend }: PairLayout): CustomSeriesOption => ({
  type: "custom", name: "legend", coordinateSystem: "none", silent: true, data: legend.map((_, i) => [i]),
  renderItem: ({ dataIndex }) => {
    const { text, index, x, y } = legend[dataIndex]!;
    const look = appearance(index);
    return {
      type: "group",
      children: [
        { type: "rect", silent: true, shape: { x, y: y - 5, width: 14, height: 10, r: 2 }, style: { fill: look.mark } },
        { type: "text", silent: true, x: x + 20, y, style: { text, fill: look.text, fontSize, fontFamily, fontWeight: 600, align: "left", verticalAlign: "middle" } },
      ],
    };
  },
});
