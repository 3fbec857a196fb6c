import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { latinHypercube, type Matrix, mean, random, sobol } from "../src/index.ts";
import { kolmogorovSmirnov, near } from "./close.ts";

const column = (points: Matrix, j: number) =>
  Float64Array.from({ length: points.rows }, (_, i) => points.data[i * points.columns + j]!);

describe("a Latin hypercube", () => {
  test("has one point in each slice of each axis, for any size", () => {
    const size = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(size, fc.integer({ min: 1, max: 8 }), fc.integer({ min: 0, max: 1e6 }), (n, d, seed) => {
        const points = latinHypercube(random(seed), n, d);
        for (let j = 0; j < d; j++) {
          const slices = [...column(points, j)].map((value) => Math.floor(value * n)).sort((a, b) => a - b);
          expect(slices).toEqual(Array.from({ length: n }, (_, i) => i));
        }
      }),
    );
  });

  test("is uniform in each slice, and its axes are independent", () => {
    const generator = random(5);
    const offsets: number[] = [];
    const products: number[] = [];
    for (let repeat = 0; repeat < 500; repeat++) {
      const points = latinHypercube(generator, 10, 2);
      offsets.push(...points.data.map((value) => value * 10 - Math.floor(value * 10)));
      for (let i = 0; i < 10; i++) products.push((points.data[2 * i]! - 0.5) * (points.data[2 * i + 1]! - 0.5));
    }
    expect(kolmogorovSmirnov(offsets, (x) => x)).toBeLessThan(2.7);
    expect(mean(products)).toSatisfy(near(0, 0, 5 / (12 * Math.sqrt(5000))));
  });
});

describe("the Sobol sequence", () => {
  // scipy.stats.qmc.Sobol(scramble=False), SciPy 1.x, which reads Joe and Kuo's own table.
  test("starts with the known points", () => {
    expect([...sobol(undefined, 8, 5).data]).toEqual(
      [
        [0, 0, 0, 0, 0], [0.5, 0.5, 0.5, 0.5, 0.5], [0.75, 0.25, 0.25, 0.25, 0.75], [0.25, 0.75, 0.75, 0.75, 0.25],
        [0.375, 0.375, 0.625, 0.875, 0.375], [0.875, 0.875, 0.125, 0.375, 0.875], [0.625, 0.125, 0.875, 0.625, 0.625],
        [0.125, 0.625, 0.375, 0.125, 0.125],
      ].flat(),
    );
    const points = sobol(undefined, 1024, 128);
    const at = [0, 1, 2, 17, 63, 100, 127].map((j) => points.data[777 * 128 + j]);
    expect(at).toEqual([0.6923828125, 0.9365234375, 0.1630859375, 0.8642578125, 0.4267578125, 0.8427734375, 0.1181640625]);
  });

  test.each(["plain", "scrambled"])("is a net in every dimension: %s", (kind) => {
    const points = sobol(kind === "plain" ? undefined : random(3), 256, 128);
    for (let j = 0; j < 128; j++) {
      const slices = new Set(column(points, j).map((value) => Math.floor(value * 256)));
      expect(slices.size).toBe(256);
    }
    // The first two dimensions are a (0, 8, 2)-net: one point in each box of area 1/256, whatever its shape.
    for (let k = 0; k <= 8; k++) {
      const boxes = new Set<number>();
      for (let i = 0; i < 256; i++) {
        boxes.add(Math.floor(points.data[i * 128]! * 2 ** k) * 512 + Math.floor(points.data[i * 128 + 1]! * 2 ** (8 - k)));
      }
      expect(boxes.size).toBe(256);
    }
  });

  test("scrambled is uniform at every point, over the scramblings", () => {
    const generator = random(21);
    const values = Array.from({ length: 2000 }, () => [...sobol(generator, 4, 2).data]);
    for (let k = 0; k < 8; k++) {
      expect(kolmogorovSmirnov(values.map((point) => point[k]!), (x) => x)).toBeLessThan(2.7);
    }
    // Two axes of one point are independent.
    expect(mean(values.map((point) => (point[6]! - 0.5) * (point[7]! - 0.5)))).toSatisfy(near(0, 0, 5 / (12 * Math.sqrt(2000))));
    expect(Math.min(...values.flat())).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values.flat())).toBeLessThan(1);
  });

  test("scrambled integrates a smooth function far better than random points do", () => {
    const generator = random(8);
    const f = (x: Float64Array) => x.reduce((product, value) => product * (1 + (value - 0.5) / 2), 1);
    const error = (draw: () => Matrix): number => {
      const squares = Array.from({ length: 20 }, () => {
        const points = draw();
        const values = Array.from({ length: 1024 }, (_, i) => f(points.data.subarray(i * 6, i * 6 + 6)));
        return (mean(values) - 1) ** 2;
      });
      return Math.sqrt(mean(squares));
    };
    // Plain sampling: the function's standard deviation is sqrt((1 + 1/48)^6 - 1) = 0.363, over 32.
    expect(error(() => sobol(generator, 1024, 6))).toBeLessThan(0.363 / 32 / 20);
    expect(error(() => latinHypercube(generator, 1024, 6))).toBeLessThan(0.363 / 32 / 2);
  });

  test("has limits, and says which", () => {
    expect(() => sobol(undefined, 4, 129)).toThrow(/1 to 128 dimensions, not 129/);
    expect(() => sobol(undefined, -1, 2)).toThrow(RangeError);
    expect(sobol(undefined, 0, 2).rows).toBe(0);
  });
});
