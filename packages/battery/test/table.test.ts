import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tableFunction } from "../src/index.ts";

const points = fc.uniqueArray(fc.integer({ min: 0, max: 1000 }), { minLength: 2, maxLength: 30 }).chain((x) => fc.record({ x: fc.constant(x.toSorted((a, b) => a - b).map((v) => v / 1000)), y: fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: x.length, maxLength: x.length }) }));

describe("a function from a table", () => {
  it("goes through its points and stays between neighbours", () => {
    fc.assert(fc.property(points, fc.double({ min: 0, max: 1, noNaN: true }), ({ x, y }, t) => {
      const f = tableFunction(x, y);
      for (const [i, at] of x.entries()) expect(f.value(at)).toBeCloseTo(y[i]!, 12);
      for (let i = 1; i < x.length; i++) {
        const value = f.value(x[i - 1]! + t * (x[i]! - x[i - 1]!));
        expect(value).toBeGreaterThanOrEqual(Math.min(y[i - 1]!, y[i]!) - 1e-12);
        expect(value).toBeLessThanOrEqual(Math.max(y[i - 1]!, y[i]!) + 1e-12);
      }
    }));
  });
  it("has the slope of its value, continuous across the points", () => {
    fc.assert(fc.property(points, ({ x, y }) => {
      const f = tableFunction(x, y);
      for (let i = 1; i < x.length; i++) {
        const width = x[i]! - x[i - 1]!;
        for (const t of [0.2, 0.5, 0.9]) {
          const at = x[i - 1]! + t * width;
          const h = 1e-4 * width;
          const difference = (f.value(at + h) - f.value(at - h)) / (2 * h);
          expect(Math.abs(f.derivative(at) - difference)).toBeLessThan(1e-6 * (Math.abs(difference) + 6 / width));
        }
        const narrow = Math.min(width, (x[i + 1] ?? 1) - x[i]! || width);
        expect(Math.abs(f.derivative(x[i]! - 1e-9 * narrow) - f.derivative(x[i]! + 1e-9 * narrow))).toBeLessThan(1e-6 * (1 + 6 / narrow));
      }
    }));
  });
  it("is exact for a straight line, beyond its ends too", () => {
    const f = tableFunction([0, 0.3, 1], [1, 1.6, 3]);
    for (const x of [-1, 0, 0.1, 0.5, 1, 2]) expect(f.value(x)).toBeCloseTo(1 + 2 * x, 12);
  });
  it("nears a smooth function with the third power of the spacing at least", () => {
    const error = (n: number): number => {
      const x = Array.from({ length: n + 1 }, (_, i) => 1.4 * (i / n));
      const f = tableFunction(x, x.map(Math.sin));
      return Math.max(...Array.from({ length: 500 }, (_, i) => Math.abs(f.value(i / 400) - Math.sin(i / 400))));
    };
    expect(error(20) / error(40)).toBeGreaterThan(7);
  });
  it.each([[[0, 1], [1], /2 values of x and 1 of y/], [[0], [1], /one point/], [[0, 0], [1, 2], /does not increase at point 2/], [[0, Number.NaN], [1, 2], /point 2 is not a pair/]])("refuses %j, %j", (x, y, message) => {
    expect(() => tableFunction(x as number[], y as number[])).toThrow(message);
  });
});
