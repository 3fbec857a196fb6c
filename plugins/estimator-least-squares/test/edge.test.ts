import { quietRun } from "@inversa/core";
import { describe, expect, it } from "vitest";
import { estimator, objectiveOf, points, settings, type CurveProblem } from "./fixtures/curve-objective.ts";

/** Residuals (x - target) / deviation, coordinate by coordinate: the cost is the squared distance to the target. */
const distanceTo = (target: readonly number[], contradiction: NonNullable<CurveProblem["contradiction"]>): CurveProblem => ({
  lower: target.map(() => 0), upper: target.map(() => 4), t: [...target.keys()], y: target, deviation: 0.01, curve: (x, i) => x[i]!, contradiction,
});
const solve = (problem: CurveProblem) => estimator.invert(objectiveOf(problem), settings({ intervals: "covariance" }), quietRun(3));

describe("a minimum on the edge of a relation between coordinates", () => {
  it("is the point of a plane nearest to the target, found as converged, with the relation's own words", async () => {
    const found = await solve(distanceTo([3, 2, 1], (x) => (x[0]! + 2 * x[1]! > 4 ? "a and b fill more than there is" : undefined)));
    expect(found.converged).toBe(true);
    expect(found.message).toMatch(/lies on the edge of what goes together \(beyond it: a and b fill more than there is\)/);
    // (3, 2) less (3 + 4 - 4) / 5 times the normal (1, 2).
    for (const [j, value] of [2.4, 0.8, 1].entries()) expect(found.coordinates[j]).toBeCloseTo(value, 5);
  });
  it("is the point of a circle nearest to the target, with a normal that turns along the way", async () => {
    const found = await solve(distanceTo([3, 1.5], (x) => (Math.hypot(x[0]!, x[1]!) > 2 ? "too far" : undefined)));
    expect(found.converged).toBe(true);
    const length = Math.hypot(3, 1.5);
    for (const [j, value] of [(2 * 3) / length, (2 * 1.5) / length].entries()) expect(found.coordinates[j]).toBeCloseTo(value, 4);
  });
  it("is left again where the search had only run against it, and not spoken of", async () => {
    const found = await solve(distanceTo([1, 3.4], (x) => (x[0]! > x[1]! + 0.3 * Math.sin(6 * x[1]!) ? "the first is above the second" : undefined)));
    expect(found.converged).toBe(true);
    expect(found.message).not.toMatch(/edge/);
    for (const [j, value] of [1, 3.4].entries()) expect(found.coordinates[j]).toBeCloseTo(value, 6);
  });
  it("may meet a bound, and be a single coordinate", async () => {
    const corner = await solve(distanceTo([6, 3.9], (x) => (x[1]! > x[0]! / 2 ? "the second is above half the first" : undefined)));
    expect([corner.converged, corner.onBound[0]]).toEqual([true, true]);
    for (const [j, value] of [4, 2].entries()) expect(corner.coordinates[j]).toBeCloseTo(value, 5);
    const one = await solve(distanceTo([3], (x) => (x[0]! > 1.25 ? "above 1.25" : undefined)));
    expect(one.converged).toBe(true);
    expect(one.coordinates[0]).toBeCloseTo(1.25, 6);
  });
  it("keeps a curve's other parameters honest", async () => {
    const t = points(30, 3);
    const rise = (x: ArrayLike<number>, at: number): number => x[0]! * (1 - Math.exp(-x[1]! * at));
    const found = await solve({ lower: [0.1, 0.1], upper: [10, 10], t, y: t.map((at) => rise([2, 1.2], at)), deviation: 0.02, curve: rise, contradiction: (x) => (x[0]! * x[1]! > 2 ? "the initial slope is above 2" : undefined) });
    expect(found.converged).toBe(true);
    expect(found.coordinates[0]! * found.coordinates[1]!).toBeCloseTo(2, 9);
    // The best on the edge, by a scan of it.
    const cost = (a: number): number => t.reduce((sum, at) => sum + (rise([a, 2 / a], at) - rise([2, 1.2], at)) ** 2, 0);
    const scan = Array.from({ length: 4001 }, (_, i) => 1.5 + i / 2000);
    expect(found.coordinates[0]).toBeCloseTo(scan.reduce((best, a) => (cost(a) < cost(best) ? a : best)), 2);
  });
});
