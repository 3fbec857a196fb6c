import { quietRun } from "@inversa/core";
import { cholesky, invertCholesky, matrix, solveCholesky } from "@inversa/numerics";
import { describe, expect, it } from "vitest";
import { estimator, measured, objectiveOf, points, settings, type CurveProblem } from "./fixtures/curve-objective.ts";

const t = points(20, 1);
const line = (x: ArrayLike<number>, at: number): number => x[0]! + x[1]! * at;
const base: CurveProblem = { lower: [-100, -100], upper: [100, 100], t, y: measured(t.map((at) => 1.5 - 2 * at), 0.1, 3), deviation: 0.1, curve: line };

/** Posterior mean and covariance of a straight line by the normal equations. */
function normalEquations(y: ArrayLike<number>, deviation: number, mean = [0, 0], precision = [0, 0, 0, 0]) {
  const information = matrix(2, 2, Float64Array.from(precision));
  const right = new Float64Array([precision[0]! * mean[0]! + precision[1]! * mean[1]!, precision[2]! * mean[0]! + precision[3]! * mean[1]!]);
  for (const [i, at] of t.entries()) {
    const row = [1 / deviation, at / deviation];
    for (let a = 0; a < 2; a++) {
      right[a]! += (row[a]! * y[i]!) / deviation;
      for (let b = 0; b < 2; b++) information.data[a * 2 + b]! += row[a]! * row[b]!;
    }
  }
  const factor = cholesky(information)!;
  return { mean: solveCholesky(factor, right), covariance: invertCholesky(factor).data };
}

describe("on a straight line, where the answer is a closed form", () => {
  it("finds the solution and the covariance of the normal equations", async () => {
    const found = await estimator.invert(objectiveOf(base), settings({ noise: "stated" }), quietRun(1));
    const exact = normalEquations(base.y, 0.1);
    // Convergence is to 1e-8 of the coordinates; the Jacobian is by central differences (relative 1e-8 for a linear curve).
    for (const j of [0, 1]) expect(found.coordinates[j]).toBeCloseTo(exact.mean[j]!, 6);
    for (const i of [0, 1, 2, 3]) expect(found.covariance!.data[i]! / exact.covariance[i]!).toBeCloseTo(1, 5);
    expect(found.converged).toBe(true);
    expect(found.onBound).toEqual([false, false]);
  });

  it("joins a correlated normal prior as the posterior of Bayes' rule does", async () => {
    const prior = { priorMean: [1, -1], priorPrecision: [40, 15, 15, 30] };
    const found = await estimator.invert(objectiveOf({ ...base, ...prior }), settings({ noise: "stated" }), quietRun(1));
    const exact = normalEquations(base.y, 0.1, prior.priorMean, prior.priorPrecision);
    for (const j of [0, 1]) expect(found.coordinates[j]).toBeCloseTo(exact.mean[j]!, 6);
    for (const i of [0, 1, 2, 3]) expect(found.covariance!.data[i]! / exact.covariance[i]!).toBeCloseTo(1, 5);
  });

  it("counts half the sum of squared residuals and prior terms as its cost", async () => {
    const found = await estimator.invert(objectiveOf({ ...base, priorMean: [1, -1], priorPrecision: [4, 0, 0, 9] }), settings(), quietRun(1));
    const [a, b] = [found.coordinates[0]!, found.coordinates[1]!];
    const data = t.reduce((sum, at, i) => sum + ((a + b * at - base.y[i]!) / 0.1) ** 2, 0);
    expect(found.cost).toBeCloseTo((data + 4 * (a - 1) ** 2 + 9 * (b + 1) ** 2) / 2, 8);
  });

  it("uses an analytic Jacobian where the model offers one", async () => {
    let differences = 0;
    const objective = { ...objectiveOf({ ...base, onEvaluate: () => void differences++ }), jacobian: (_: Float64Array, out: Float64Array) => (t.forEach((at, i) => out.set([10, 10 * at], 2 * i)), true) };
    const found = await estimator.invert(objective, settings({ noise: "stated", starts: 1, screening: 1 }), quietRun(1));
    const exact = normalEquations(base.y, 0.1);
    for (const j of [0, 1]) {
      expect(found.coordinates[j]).toBeCloseTo(exact.mean[j]!, 6);
      expect((found.interval95!.upper[j]! - exact.mean[j]!) / Math.sqrt(exact.covariance[3 * j]!)).toBeCloseTo(1.96, 2);
    }
    const withIt = differences;
    differences = 0;
    await estimator.invert(objectiveOf({ ...base, onEvaluate: () => void differences++ }), settings({ noise: "stated", starts: 1, screening: 1 }), quietRun(1));
    expect(withIt).toBeLessThan(0.75 * differences);
  });
});

describe("the covariance", () => {
  it("grows with the misfit where the noise was stated too small, and says so", async () => {
    const noisy = { ...base, y: measured(t.map((at) => 1.5 - 2 * at), 0.3, 5) };
    const stated = await estimator.invert(objectiveOf(noisy), settings({ noise: "stated" }), quietRun(1));
    const scaled = await estimator.invert(objectiveOf(noisy), settings({ noise: "scaled" }), quietRun(1));
    const chiSquare = (2 * scaled.cost) / (t.length - 2);
    expect(chiSquare).toBeGreaterThan(4);
    // The two parameters are determined, so each uses up one degree of freedom to within its information over the prior's.
    expect(scaled.covariance!.data[0]! / stated.covariance!.data[0]!).toBeCloseTo(chiSquare, 2);
    expect(scaled.message).toMatch(/misfit is 2\.4 times what the stated noise explains, and the intervals were widened/);
    expect(stated.message).toMatch(/intervals assume the stated noise/);
  });

  it("is not made smaller where the noise was stated too large", async () => {
    const quiet = { ...base, deviation: 1 };
    const found = await estimator.invert(objectiveOf(quiet), settings({ noise: "scaled" }), quietRun(1));
    expect(found.covariance!.data[0]! / normalEquations(base.y, 1).covariance[0]!).toBeCloseTo(1, 3);
  });

  it("keeps the prior's width along a direction that the data do not determine", async () => {
    const sum: CurveProblem = { ...base, lower: [-2, -2], upper: [2, 2], curve: (x, at) => (x[0]! + x[1]!) * at, y: t.map((at) => at) };
    const found = await estimator.invert(objectiveOf(sum), settings(), quietRun(1));
    const [a, ab, , b] = found.covariance!.data as unknown as [number, number, number, number];
    // An even spread over [-2, 2] has the variance 16 / 12, and so has x - y over the root of two.
    expect((a - 2 * ab + b) / 2).toBeCloseTo(16 / 12, 4);
    const information = t.reduce((s, at) => s + (at / 0.1) ** 2, 0);
    expect(a + 2 * ab + b).toBeCloseTo(1 / information, 6);
    expect(found.warnings.join()).toMatch(/combination of coordinate 1 and coordinate 2 open/);
    const told = await estimator.invert({ ...objectiveOf(sum), names: ["K", "Kb"] }, settings(), quietRun(1));
    expect(told.warnings.join()).toMatch(/combination of K and Kb open/);
  });

  it("does not depend on the start along such a direction: the middle of the range is taken, and the interval is the range", async () => {
    const idle: CurveProblem = { ...base, upper: [100, 2], lower: [-100, -1], curve: (x, at) => x[0]! * at };
    for (const start of [-0.9, 0.1, 1.8]) {
      const found = await estimator.invert(objectiveOf(idle), settings(), quietRun(1), new Float64Array([3, start]));
      expect(found.coordinates[1]).toBeCloseTo(0.5, 6);
      expect(1.96 * Math.sqrt(found.covariance!.data[3]!)).toBeGreaterThan(1.5);
    }
  });

  it("uses the prior's own width where bounds are open", async () => {
    const open: CurveProblem = { ...base, lower: [-Infinity, -Infinity], upper: [Infinity, Infinity], curve: (x, at) => x[0]! * at, priorMean: [0, 3], priorPrecision: [0.01, 0, 0, 0.25] };
    const found = await estimator.invert({ ...objectiveOf(open), draw: () => new Float64Array([1, 1]) }, settings({ noise: "stated" }), quietRun(1));
    expect(found.coordinates[1]).toBeCloseTo(3, 6);
    expect(found.covariance!.data[3]).toBeCloseTo(4, 6);
  });
});
