import { addNoise, noiseDeviation, type InputBlock } from "@inversa/core";
import { random, standardDeviation } from "@inversa/numerics";
import { describe, expect, it } from "vitest";
import { fillGaps } from "../src/calibration/gaps.ts";
import { withNoise } from "../src/space/noise.ts";

const block = (offset: number, length: number, relative = 0.1, absolute = 0): InputBlock => ({ offset, length, axis: Float64Array.from({ length }, (_, i) => i), noise: { relative, absolute }, group: 0 });

describe("the measurement error of a curve", () => {
  it("is the absolute error and the relative one of the largest value, added in quadrature", () => {
    expect(noiseDeviation({ relative: 0.04, absolute: 0.3 }, new Float64Array([1, -10, Number.NaN, 2]))).toBeCloseTo(0.5, 15);
  });

  it("has that standard deviation, for each block its own", () => {
    const n = 20_000;
    const row = new Float64Array(2 * n).fill(5, 0, n).fill(-20, n);
    addNoise(row, [block(0, n, 0.1), block(n, n, 0, 3)], random(4));
    // The standard error of a standard deviation from n numbers is 1 / sqrt(2 n) = 0.5 %; four of them.
    expect(standardDeviation(row.subarray(0, n)) / 0.5).toBeCloseTo(1, 1.7);
    expect(standardDeviation(row.subarray(n)) / 3).toBeCloseTo(1, 1.7);
  });

  it("depends on the seed, the stream and the row alone", () => {
    const curves = { rows: 3, columns: 2, data: new Float64Array([1, 2, 3, 4, 5, 6]) };
    const blocks = [block(0, 2)];
    const all = withNoise(curves, blocks, 7, 1);
    expect(withNoise(curves, blocks, 7, 1)).toEqual(all);
    expect(withNoise(curves, blocks, 7, 2).data).not.toEqual(all.data);
    expect(withNoise({ rows: 2, columns: 2, data: curves.data.slice(0, 4) }, blocks, 7, 1).data).toEqual(all.data.subarray(0, 4));
    expect(curves.data[0]).toBe(1);
  });
});

describe("gaps in a curve", () => {
  const along = (axis: number[], row: number[], offset = 0): [number, number[]] => {
    const values = Float64Array.from(row);
    return [fillGaps(values, { offset, length: axis.length, axis: Float64Array.from(axis) }), [...values]];
  };

  it("lie on the straight line between their neighbours along the axis", () => {
    expect(along([0, 1, 4, 5], [0, NaN, NaN, 10])).toEqual([2, [0, 2, 8, 10]]);
  });

  it("before the first and after the last point hold its value", () => {
    expect(along([0, 1, 2, 3], [NaN, 3, NaN, NaN])).toEqual([3, [3, 3, 3, 3]]);
  });

  it("where the axis turns back are filled by order", () => {
    expect(along([0, 2, 3, 1], [0, NaN, NaN, 3])).toEqual([2, [0, 1, 2, 3]]);
    expect(along([1, 1, 1], [0, NaN, 3])[1]).toEqual([0, 1.5, 3]);
  });

  it("of other curves in the row stay", () => {
    expect(along([0, 1], [NaN, 5, NaN], 1)).toEqual([1, [NaN, 5, 5]]);
  });

  it("that are the whole curve are not filled", () => {
    expect(along([0, 1], [NaN, NaN])[0]).toBe(-1);
  });
});
