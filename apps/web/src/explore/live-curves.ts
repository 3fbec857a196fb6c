import type { Range } from "./chart-frame.ts";

/** Where the picture lies on its canvas, in CSS pixels, and what its axes show. */
export interface Plane {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly across: Range;
  readonly up: Range;
  readonly logarithmic: boolean;
}

export interface LiveCurve {
  readonly colour: string;
  readonly x: ArrayLike<number>;
  /** NaN from the end of the curve on. */
  readonly y: ArrayLike<number>;
}

/**
 * Draws curves over a chart, each with a cross where it ends before its axis does. The chart's library lays out axes, readings and bands once; what moves with every frame is drawn here,
 * in a tenth of the time.
 */
export function drawCurves(canvas: HTMLCanvasElement, plane: Plane, curves: readonly LiveCurve[]): void {
  const ratio = globalThis.devicePixelRatio || 1;
  const [width, height] = [Math.round(canvas.clientWidth * ratio), Math.round(canvas.clientHeight * ratio)];
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const context = canvas.getContext("2d")!;
  const { left, right, top, bottom, across, up, logarithmic } = plane;
  const along = logarithmic ? (x: number) => Math.log(x / across.min) / Math.log(across.max / across.min) : (x: number) => (x - across.min) / (across.max - across.min);
  const px = (x: number): number => left + (right - left) * along(x);
  const py = (y: number): number => bottom + ((top - bottom) * (y - up.min)) / (up.max - up.min);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, canvas.clientWidth, canvas.clientHeight);
  context.save();
  context.beginPath();
  context.rect(left - 1, top - 6, right - left + 7, bottom - top + 7);
  context.clip();
  context.lineJoin = "round";
  for (const { colour, x, y } of curves) {
    let n = 0;
    while (n < y.length && !Number.isNaN(y[n]!)) n++;
    if (n === 0) continue;
    context.strokeStyle = colour;
    context.lineWidth = 2.2;
    context.beginPath();
    for (let i = 0; i < n; i++) context.lineTo(px(x[i]!), py(y[i]!));
    context.stroke();
    if (n === y.length) continue;
    const [cx, cy] = [px(x[n - 1]!), py(y[n - 1]!)];
    context.lineWidth = 1.6;
    context.beginPath();
    context.moveTo(cx - 4.5, cy - 4.5);
    context.lineTo(cx + 4.5, cy + 4.5);
    context.moveTo(cx - 4.5, cy + 4.5);
    context.lineTo(cx + 4.5, cy - 4.5);
    context.stroke();
  }
  context.restore();
}
