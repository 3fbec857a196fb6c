import { quietRun } from "@inversa/core";
import { describe, expect, it } from "vitest";
import { scaledLoss } from "../src/loss.ts";
import { estimator, measured, objectiveOf, points, settings, type CurveProblem } from "./fixtures/curve-objective.ts";

const t = points(60, 4);
const curve = (x: ArrayLike<number>, at: number): number => x[0]! * (1 - Math.exp(-x[1]! * at));
const clean = measured(t.map((at) => curve([2, 1.2], at)), 0.02, 11);
const spoilt = clean.map((value, i) => (i % 10 === 3 ? value + 1 : value));
const problem: CurveProblem = { lower: [0.1, 0.1], upper: [10, 10], t, y: spoilt, deviation: 0.02, curve };

describe.each(["linear", "huber", "soft-l1", "cauchy"] as const)("the loss %s", (name) => {
  const loss = scaledLoss(name, 1.345);
  const residuals = [-50, -3, -1.345, -0.4, -1e-9, 0, 1e-9, 0.7, 1.345, 2, 80];

  it("is undone exactly", () => {
    for (const r of residuals) expect(loss.undo(loss.transform(r))).toBeCloseTo(r, 8);
  });

  it("has the derivative that differences give", () => {
    const h = 1e-5;
    for (const r of [-50, -3, -0.4, 0.7, 2, 80]) {
      const difference = (loss.transform(r + h) - loss.transform(r - h)) / (2 * h);
      expect(loss.derivative(r)).toBeCloseTo(difference, 6);
    }
    expect(loss.derivative(0)).toBe(1);
  });

  it("pulls with half the slope of its square, and that pull's slope is its curvature", () => {
    const h = 1e-5;
    for (const r of [-3, 0.7, 2, 80]) {
      expect(loss.influence(r)).toBeCloseTo((loss.transform(r + h) ** 2 - loss.transform(r - h) ** 2) / (4 * h), 6);
      expect(loss.curvature(r)).toBeCloseTo((loss.influence(r + h) - loss.influence(r - h)) / (2 * h), 6);
    }
  });
});

describe("six outliers of fifty standard deviations among sixty points", () => {
  const solve = (loss: "linear" | "huber" | "soft-l1" | "cauchy") => estimator.invert(objectiveOf(problem), settings({ loss }), quietRun(2));

  it("pull plain least squares away", async () => {
    const found = await solve("linear");
    expect(Math.abs(found.coordinates[0]! - 2)).toBeGreaterThan(0.05);
  });

  it.each([["huber", 0.02], ["soft-l1", 0.03], ["cauchy", 0.01]] as const)("hardly move %s", async (loss, off) => {
    const found = await solve(loss);
    expect(found.converged).toBe(true);
    expect(Math.abs(found.coordinates[0]! - 2)).toBeLessThan(off);
    expect(found.message).toMatch(/Robust reduced chi-square/);
  });

  it("leave nothing of Huber's 95 % efficiency unsaid: on clean data the interval is 1 / sqrt(0.95) of that of least squares", async () => {
    const [robust, reference] = await Promise.all((["huber", "linear"] as const).map((loss) => estimator.invert(objectiveOf({ ...problem, y: clean }), settings({ loss, noise: "stated" }), quietRun(2))));
    // Huber and Ronchetti (2009), exhibit 4.3: efficiency 0.95 at k = 1.345. The Jacobians lie at slightly different solutions.
    expect(reference!.covariance!.data[0]! / robust!.covariance!.data[0]!).toBeCloseTo(0.95, 2);
  });

  it("leave the interval of a robust loss as wide as the clean data's, within a third", async () => {
    const [robust, reference] = await Promise.all([solve("cauchy"), estimator.invert(objectiveOf({ ...problem, y: clean }), settings({ noise: "stated" }), quietRun(2))]);
    const ratio = Math.sqrt(robust.covariance!.data[0]! / reference.covariance!.data[0]!);
    expect(ratio).toBeGreaterThan(0.9);
    expect(ratio).toBeLessThan(4 / 3);
  });
});

it("a robust loss leaves the prior quadratic: far from the prior's mean its pull is not weakened", async () => {
  const prior = { priorMean: [4, 1.2], priorPrecision: [1e4, 0, 0, 0] };
  const found = await estimator.invert(objectiveOf({ ...problem, y: clean, ...prior }), settings({ loss: "cauchy" }), quietRun(2));
  const linear = await estimator.invert(objectiveOf({ ...problem, y: clean, ...prior }), settings({ loss: "linear" }), quietRun(2));
  expect(linear.coordinates[0]).toBeGreaterThan(2.05);
  expect(found.coordinates[0]).toBeGreaterThan(linear.coordinates[0]! - 0.01);
});
