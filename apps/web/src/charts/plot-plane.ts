import type { PlotWindow } from "@inversa/report";
import type { Pixel } from "./readings.ts";

/** The plot of a chart on the screen, and the part of its plane that it shows. */
export interface PlotPlane {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly shown: PlotWindow;
  readonly logarithmic: { readonly x: boolean; readonly y: boolean };
}

/** Smallest part of the whole that an axis shows. */
const finest = 1e-3;

/** Pixels from which on a box has a width or a height that was meant. */
const meant = 12;

type Ends = readonly [number, number];

const along = ([low, high]: Ends, share: number, log: boolean): number => (log ? low * (high / low) ** share : low + (high - low) * share);

/** The box between two points of the screen; as wide or as high as before where it was drawn along one axis only, undefined where it is no box. */
export function boxWindow({ left, right, top, bottom, shown, logarithmic }: PlotPlane, [x0, y0]: Pixel, [x1, y1]: Pixel): PlotWindow | undefined {
  const across = [x0, x1].map((x) => (Math.min(right, Math.max(left, x)) - left) / (right - left)).sort((a, b) => a - b) as [number, number];
  const up = [y0, y1].map((y) => (bottom - Math.min(bottom, Math.max(top, y))) / (bottom - top)).sort((a, b) => a - b) as [number, number];
  const [isWide, isHigh] = [(across[1] - across[0]) * (right - left) >= meant, (up[1] - up[0]) * (bottom - top) >= meant];
  if (!isWide && !isHigh) return undefined;
  return {
    x: isWide ? [along(shown.x, across[0], logarithmic.x), along(shown.x, across[1], logarithmic.x)] : shown.x,
    y: isHigh ? [along(shown.y, up[0], logarithmic.y), along(shown.y, up[1], logarithmic.y)] : shown.y,
  };
}

/** What is shown when the picture is enlarged by a factor about a point, which stays where it is; all of it, undefined, when nothing more is hidden. */
export function scaledWindow({ left, right, top, bottom, shown, logarithmic }: PlotPlane, whole: PlotWindow, [x, y]: Pixel, factor: number): PlotWindow | undefined {
  const axis = (now: Ends, all: Ends, share: number, log: boolean): Ends => {
    const [a, b] = [along(now, share - share / factor, log), along(now, share + (1 - share) / factor, log)];
    const position = (value: number): number => (log ? Math.log(value / all[0]) / Math.log(all[1] / all[0]) : (value - all[0]) / (all[1] - all[0]));
    if (position(b) - position(a) < finest) return now;
    return [Math.max(a, all[0]), Math.min(b, all[1])];
  };
  const next = { x: axis(shown.x, whole.x, (x - left) / (right - left), logarithmic.x), y: axis(shown.y, whole.y, (bottom - y) / (bottom - top), logarithmic.y) };
  const isWhole = ([a, b]: Ends, [low, high]: Ends): boolean => a <= low && b >= high;
  return isWhole(next.x, whole.x) && isWhole(next.y, whole.y) ? undefined : next;
}
