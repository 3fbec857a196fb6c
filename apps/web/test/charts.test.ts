import { describe, expect, it } from "vitest";
import { nearestReading, stepAcross, stepAlong, type Reading } from "../src/charts/readings.ts";
import { boxWindow, scaledWindow, type PlotPlane } from "../src/charts/plot-plane.ts";

const reading = (series: string, x: number, y: number): Reading => ({ x, y, series, title: series, lines: [] });
const readings = [reading("a", 0, 0), reading("a", 10, 10), reading("a", 20, 20), reading("b", 1, 30), reading("b", 19, 30)];
const asPixels = ({ x, y }: Reading): readonly [number, number] => [x, y];

describe("reading values off a chart", () => {
  it("takes the nearest point within reach, and none beyond it or out of sight", () => {
    expect(nearestReading(readings, asPixels, [11, 12], 5)).toBe(readings[1]);
    expect(nearestReading(readings, asPixels, [100, 100], 44)).toBeUndefined();
    expect(nearestReading(readings, (one) => (one === readings[1] ? undefined : asPixels(one)), [11, 12], 5)).toBeUndefined();
  });

  it("goes along a curve and stays at its ends, and goes over to the nearest place of the next", () => {
    expect(stepAlong(readings, undefined, 1)).toBe(readings[0]);
    expect(stepAlong(readings, readings[1], 1)).toBe(readings[2]);
    expect(stepAlong(readings, readings[2], 1)).toBe(readings[2]);
    expect(stepAlong(readings, readings[0], -1)).toBe(readings[0]);
    expect(stepAcross(readings, readings[1], 1)).toBe(readings[3]);
    expect(stepAcross(readings, readings[2], 1)).toBe(readings[4]);
    expect(stepAcross(readings, readings[0], -1)).toBe(readings[3]);
    expect(stepAlong([], undefined, 1)).toBeUndefined();
  });
});

describe("enlarging a part of a chart", () => {
  const plane: PlotPlane = { left: 50, right: 250, top: 20, bottom: 120, shown: { x: [0, 10], y: [1, 100] }, logarithmic: { x: false, y: true } };

  it("shows the box that was drawn, whichever way, in the scale of each axis", () => {
    for (const [from, to] of [[[100, 70], [150, 45]], [[150, 45], [100, 70]]] as const) {
      const { x, y } = boxWindow(plane, from, to)!;
      expect(x).toEqual([2.5, 5]);
      expect(y[0]).toBeCloseTo(10, 12);
      expect(y[1]).toBeCloseTo(10 ** 1.5, 12);
    }
  });

  it("keeps what is outside of the plot out, and an axis whole along which nothing was drawn; a click is no box", () => {
    expect(boxWindow(plane, [0, 70], [150, 72])).toEqual({ x: [0, 5], y: [1, 100] });
    expect(boxWindow(plane, [100, 70], [103, 71])).toBeUndefined();
  });

  it("keeps the point under the pointer where it is", () => {
    const { x, y } = scaledWindow(plane, plane.shown, [100, 70], 2)!;
    expect((2.5 - x[0]) / (x[1] - x[0])).toBeCloseTo(0.25, 12);
    expect(Math.log(10 / y[0]) / Math.log(y[1] / y[0])).toBeCloseTo(0.5, 12);
    expect(x[1] - x[0]).toBeCloseTo(5, 12);
  });

  it("never shows more than all, and then nothing is enlarged; nor less than a thousandth", () => {
    const part = { ...plane, shown: { x: [2, 4], y: [10, 20] } as const };
    expect(scaledWindow(part, plane.shown, [100, 70], 0.001)).toBeUndefined();
    const closer = { ...plane, shown: { x: [2, 2.011], y: [1, 100] } as const };
    expect(scaledWindow(closer, plane.shown, [100, 70], 2)!.x).toEqual([2, 2.011]);
  });
});
