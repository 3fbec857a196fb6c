import { describe, expect, it } from "vitest";
import { curveAtPoints, turnsOf } from "../src/ask/curve-at-points.ts";

const f = (...values: number[]): Float64Array => Float64Array.from(values);

describe("a curve at other points of its axis", () => {
  it("is what it was at its own points, gaps included", () => {
    const values = f(1, Number.NaN, 4);
    expect(curveAtPoints(f(0, 1, 2), values, f(0, 1, 2))).toEqual(values);
    expect(curveAtPoints(f(0, 1, 2), values, f(0, 1, 2))).not.toBe(values);
  });

  it("lies on straight lines between neighbours, and nowhere beside a gap or beyond the ends", () => {
    expect(curveAtPoints(f(0, 1, 3, 4), f(0, 10, 30, Number.NaN), f(-1, 0, 0.5, 2, 3, 3.5, 5))).toEqual(f(Number.NaN, 0, 5, 20, 30, Number.NaN, Number.NaN));
    expect(curveAtPoints(f(0, 1), f(0, 10), f(1 + 1e-12))[0]).toBeCloseTo(10);
    expect(curveAtPoints(f(2), f(7), f(2, 3))).toEqual(f(7, Number.NaN));
  });

  it("is taken by each stretch where the axis turns back", () => {
    const axis = f(0, 2, 4, 2, 4, 6);
    expect(turnsOf(axis)).toBe(2);
    expect(turnsOf(f(0, 0, 1, 1, 2))).toBe(0);
    expect(turnsOf(f(3, 2, 1))).toBe(0);
    expect(curveAtPoints(axis, f(0, 20, 40, 10, 40, 60), f(0, 3, 4, 3, 2, 3, 5))).toEqual(f(0, 30, 40, 25, 10, 25, 50));
  });
});
