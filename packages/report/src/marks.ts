import type { CustomSeriesOption, LineSeriesOption, ScatterSeriesOption } from "echarts/charts";
import { fontFamily, fontSize, type XY } from "./chart-frame.ts";
import type { appearance } from "./palette.ts";

type Look = ReturnType<typeof appearance>;
type Band = readonly [x: number, low: number | null, high: number | null];

/** Curve through the points; a null interrupts it. */
export const curve = (name: string, points: readonly XY[], look: Pick<Look, "mark" | "dash">, width = 2): LineSeriesOption => ({
  type: "line", name, data: points.map(([x, y]) => [x, y ?? "-"]), showSymbol: false, connectNulls: false, silent: true, z: 3,
  lineStyle: { color: look.mark, width, type: look.dash }, itemStyle: { color: look.mark },
});

/** Measured points: hollow, so that a curve stays visible beneath. Points without a value are left out. The smallest, those of long records, are pale and lie below the curve. */
export const points = (name: string, data: readonly XY[], look: Pick<Look, "mark" | "symbol">, size = 7): ScatterSeriesOption => ({
  type: "scatter", name, data: data.filter(([, y]) => y !== null).map(([x, y]) => [x, y!]), symbol: look.symbol, symbolSize: size, silent: true, z: size < 5 ? 2 : 4,
  itemStyle: { color: "transparent", borderColor: look.mark, borderWidth: 1.4, opacity: size < 5 ? 0.35 : 1 },
});

/** A cross where a computed curve ends early. */
export const endOfCurve = (name: string, at: readonly [number, number], look: Pick<Look, "mark">): ScatterSeriesOption => ({
  type: "scatter", name, data: [[...at]], symbol: "path://M-1,-1L1,1M1,-1L-1,1", symbolSize: 11, silent: true, z: 5,
  itemStyle: { color: "transparent", borderColor: look.mark, borderWidth: 2.4, opacity: 1 },
});

/** The area between a lower and an upper curve, in pieces where either is missing. Works on axes that run back (unloading), where stacked areas do not. */
export function band(name: string, data: readonly Band[], look: Pick<Look, "mark">): CustomSeriesOption {
  const pieces = piecesOf(data);
  return {
    type: "custom", name, silent: true, z: 1, clip: true,
    data: data.map(([x, low, high]) => [x, low ?? Number.NaN, high ?? Number.NaN]), encode: { x: 0, y: [1, 2] },
    renderItem: (params, api) => params.dataIndexInside !== 0 ? null : {
      type: "group",
      children: pieces.map((piece) => ({
        type: "polygon", silent: true,
        shape: { points: [...piece.map(([x, low]) => api.coord([x, low])), ...piece.toReversed().map(([x, , high]) => api.coord([x, high]))] as [number, number][] },
        style: { fill: look.mark, opacity: 0.18 },
      })),
    },
  };
}

function piecesOf(data: readonly Band[]): [number, number, number][][] {
  const pieces: [number, number, number][][] = [[]];
  for (const [x, low, high] of data) {
    if (low === null || high === null) pieces.push([]);
    else pieces.at(-1)!.push([x, low, high]);
  }
  return pieces.filter((piece) => piece.length > 1);
}

/** Straight lines between pairs of points: intervals, error bars, a line at zero. */
export const segments = (name: string, data: readonly (readonly [from: XY, to: XY])[], style: { readonly color: string; readonly width: number; readonly dash?: [number, number]; readonly z?: number }): LineSeriesOption => ({
  type: "line", name, showSymbol: false, silent: true, connectNulls: false, z: style.z ?? 2,
  data: data.flatMap(([from, to], i) => [...(i > 0 ? [["-", "-"]] : []), [...from], [...to]]) as NonNullable<LineSeriesOption["data"]>,
  lineStyle: { color: style.color, width: style.width, type: style.dash ?? "solid", cap: "butt" }, itemStyle: { color: style.color },
});

export interface Name {
  readonly text: string;
  readonly at: readonly [x: number, y: number];
  readonly colour: string;
}

/**
 * Names to the right of the plot, of curves whose end is in it, each level with the end of its curve or as near as its neighbours allow, with a thin line where it had to move.
 * Drawn by a custom series because it must know the height of the plot in pixels.
 */
export const namesBeside = (names: readonly Name[]): CustomSeriesOption => ({
  type: "custom", name: "names", silent: true, z: 6, clip: false,
  data: names.map(({ at }) => [...at]), encode: { x: 0, y: 1 },
  renderItem: (params, api) => {
    if (params.dataIndexInside !== 0) return null;
    const area = params.coordSys as unknown as { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
    const placed = names.map((name) => ({ ...name, end: api.coord([...name.at]) as [number, number] })).filter(({ end: [x, y] }) => x >= area.x - 1 && x <= area.x + area.width + 1 && y >= area.y - 1 && y <= area.y + area.height + 1);
    if (placed.length === 0) return null;
    const line = Math.min(fontSize + 2, (area.height + 12) / Math.max(1, placed.length));
    const places = spread(placed.map(({ end }) => end[1]), line, area.y - 6, area.y + area.height + 6);
    const x = area.x + area.width + 16;
    return {
      type: "group",
      children: placed.flatMap(({ text, colour, end }, i) => [
        { type: "polyline" as const, silent: true, shape: { points: [[end[0] + 4, end[1]], [x - 9, places[i]!], [x - 3, places[i]!]] }, style: { stroke: colour, fill: "none", lineWidth: 0.8, opacity: 0.6 } },
        { type: "text" as const, silent: true, x, y: places[i]!, style: { text, fill: colour, fontSize: Math.min(fontSize, line), fontFamily, fontWeight: 600, align: "left" as const, verticalAlign: "middle" as const } },
      ]),
    };
  },
});

/** Moves positions apart until neighbours are `gap` away from each other, keeps their order and, where there is room, stays between the ends. */
export function spread(wanted: readonly number[], gap: number, low: number, high: number): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a]! - wanted[b]! || a - b);
  const placed = order.map((i) => wanted[i]!);
  for (let i = 0; i < placed.length; i++) placed[i] = Math.max(placed[i]!, i === 0 ? low : placed[i - 1]! + gap);
  for (let i = placed.length - 1; i >= 0; i--) placed[i] = Math.min(placed[i]!, i === placed.length - 1 ? high : placed[i + 1]! - gap);
  const result = Array.from<number>({ length: wanted.length });
  order.forEach((original, i) => { result[original] = placed[i]!; });
  return result;
}
