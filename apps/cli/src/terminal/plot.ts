import type { Colours } from "./colours.ts";
import { formatNumber } from "./numbers.ts";

/** One curve of a plot: measured points with a marker, a fitted line drawn in dots of a quarter character. */
export interface PlotSeries {
  readonly label: string;
  readonly points: readonly (readonly [x: number, y: number])[];
  readonly line: readonly (readonly [x: number, y: number])[];
}

export interface PlotAxis {
  readonly label: string;
  /** Multiplies the values, for example 100 for per cent. */
  readonly factor?: number;
}

const markers = ["●", "▲", "■", "◆", "○", "△", "□", "◇"];

/** Dots of a braille character by row and column; its code point is 0x2800 plus the sum of the dots set. */
const dots = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]] as const;

/** A cell holds the dots of one line or a marker; where they meet the marker wins, so that measured points are never hidden. */
interface Cell { dots: number; marker?: string; series: number }

/**
 * Measured points and fitted lines as text: a marker for each measured point, braille dots for the lines, labelled ends on both axes, a legend.
 * @param size Columns and rows of the plotting area.
 * @returns Lines; empty when there is no finite number to draw.
 */
export function renderPlot(series: readonly PlotSeries[], x: PlotAxis, y: PlotAxis, paint: Colours, size: { readonly columns: number; readonly rows: number }): readonly string[] {
  const all = series.flatMap((s) => [...s.points, ...s.line]).filter(isFinitePoint);
  if (all.length === 0) return [];
  const xs = span(all.map((p) => p[0]));
  const ys = span([0, ...all.map((p) => p[1])]);
  const { columns, rows } = size;
  const cells = Array.from({ length: rows }, () => Array.from({ length: columns }, (): Cell => ({ dots: 0, series: -1 })));
  const across = (value: number, n: number): number => Math.round(((value - xs.min) / (xs.max - xs.min)) * (n - 1));
  const down = (value: number, n: number): number => Math.round(((ys.max - value) / (ys.max - ys.min)) * (n - 1));

  for (const [s, { line }] of series.entries()) {
    for (const [px, py] of stroke(line.filter(isFinitePoint).map((p) => [across(p[0], columns * 2), down(p[1], rows * 4)]))) {
      const cell = cells[py >> 2]![px >> 1]!;
      cell.dots |= dots[py & 3]![px & 1]!;
      cell.series = s;
    }
  }
  for (const [s, { points }] of series.entries()) {
    for (const point of points.filter(isFinitePoint)) {
      const cell = cells[down(point[1], rows)]![across(point[0], columns)]!;
      cell.marker = markers[s % markers.length]!;
      cell.series = s;
    }
  }

  const inks = [paint.blue, paint.green, paint.yellow, paint.magenta, paint.cyan, paint.red];
  const ink = (s: number): ((text: string) => string) => inks[s % inks.length]!;
  // A zero that round-off left at 1e-14 of the range is a zero.
  const scale = (value: number, range: Span, { factor = 1 }: PlotAxis): string => formatNumber(Math.abs(value) < 1e-9 * (range.max - range.min) ? 0 : value * factor, 3);
  const tickRows = [0, Math.round((rows - 1) / 2), rows - 1];
  const ticks = new Map(tickRows.map((row) => [row, scale(ys.max - ((ys.max - ys.min) * row) / (rows - 1), ys, y)]));
  const margin = Math.max(...[...ticks.values()].map((t) => t.length));
  const body = cells.map((row, r) => {
    const tick = ticks.get(r);
    return `${(tick ?? "").padStart(margin)} ${paint.dim(tick === undefined ? "│" : "┤")}${row.map((cell) => draw(cell, ink)).join("")}`.trimEnd();
  });
  const left = scale(xs.min, xs, x);
  const right = scale(xs.max, xs, x);
  const pad = " ".repeat(margin);
  return [
    `${pad} ${y.label}`,
    ...body,
    `${pad} ${paint.dim(`└${"─".repeat(columns)}`)}`,
    `${pad}  ${left}${x.label.padStart(Math.floor((columns + x.label.length) / 2) - left.length).padEnd(columns - left.length - right.length)}${right}`,
    `${pad}  ${series.map((s, i) => ink(i)(`${markers[i % markers.length]!} ${s.label}`)).join("   ")}   ${paint.dim("⠒⠒ fit")}`,
  ];
}

function draw(cell: Cell, ink: (s: number) => (text: string) => string): string {
  if (cell.series < 0) return " ";
  return ink(cell.series)(cell.marker ?? String.fromCodePoint(0x28_00 + cell.dots));
}

/** All pixels on the straight lines between consecutive corners. */
function* stroke(corners: readonly (readonly number[])[]): Generator<readonly [number, number]> {
  for (const [i, corner] of corners.entries()) {
    const [x1, y1] = [corner[0]!, corner[1]!];
    const [x0, y0] = i === 0 ? [x1, y1] : [corners[i - 1]![0]!, corners[i - 1]![1]!];
    const steps = Math.max(Math.abs(x1 - x0), Math.abs(y1 - y0), 1);
    for (let k = 0; k <= steps; k++) yield [Math.round(x0 + ((x1 - x0) * k) / steps), Math.round(y0 + ((y1 - y0) * k) / steps)];
  }
}

const isFinitePoint = (point: readonly [number, number]): boolean => Number.isFinite(point[0]) && Number.isFinite(point[1]);

interface Span { readonly min: number; readonly max: number }

function span(values: readonly number[]): Span {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) [min, max] = [Math.min(min, value), Math.max(max, value)];
  return min < max ? { min, max } : { min: min - 0.5, max: max + 0.5 };
}
