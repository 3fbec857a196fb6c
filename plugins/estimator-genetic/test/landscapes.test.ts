import { describe, expect, it } from "vitest";
import { covarianceAdaptation, estimators, geneticAlgorithm, invert } from "./fixtures/estimators.ts";
import { ellipsoid, objectiveOf, rastrigin, rosenbrock, sphere } from "./fixtures/landscapes.ts";

describe.each(estimators)("$id", (estimator) => {
  it("finds the lowest point of a sphere in eight dimensions", async () => {
    const found = await invert(estimator, objectiveOf(sphere(8)), { restarts: 0 });
    expect(found.converged).toBe(true);
    // The tolerance on the cost, half a squared distance, is 1e-4 for the one and 1e-6 for the other.
    for (const value of found.coordinates) expect(value).toBeCloseTo(0.3, 1);
    expect(found.cost).toBeLessThan(1e-3);
  });

  it("finds the lowest of ten thousands of minima", async () => {
    const found = await invert(estimator, objectiveOf(rastrigin(5)), { restarts: 7 });
    for (const value of found.coordinates) expect(value).toBeCloseTo(0.5, 2);
    expect(found.onBound).toEqual([false, false, false, false, false]);
  });

  it("counts its evaluations, every one", async () => {
    let calls = 0;
    const found = await invert(estimator, objectiveOf({ ...sphere(3), onEvaluate: () => void calls++ }));
    expect(found.evaluations).toBe(calls);
  });

  it("never leaves the bounds", async () => {
    let outside = 0;
    await invert(estimator, objectiveOf({ ...rosenbrock(3), lower: [-1, -1, -1], upper: [0.5, 2, 0.7], onEvaluate: (x) => void (outside += Number(x.some((v, j) => v < -1 || v > [0.5, 2, 0.7][j]!))) }), { restarts: 0 });
    expect(outside).toBe(0);
  });
});

describe("cma-es", () => {
  it("follows Rosenbrock's bent valley to its end in ten dimensions", async () => {
    const found = await invert(covarianceAdaptation, objectiveOf(rosenbrock(10)), { restarts: 0 });
    expect(found.converged).toBe(true);
    for (const value of found.coordinates) expect(value).toBeCloseTo(1, 3);
  });

  it("learns an ellipsoid turned against the axes whose curvatures span six decades", async () => {
    const found = await invert(covarianceAdaptation, objectiveOf(ellipsoid(7)), { tolerance: 1e-10, restarts: 0 });
    for (const value of found.coordinates) expect(value).toBeCloseTo(0.3, 3);
  });

  it("does not mind where a coordinate has its zero or what its unit is", async () => {
    const plain = await invert(covarianceAdaptation, objectiveOf(sphere(4)), { restarts: 0 });
    const shifted = await invert(covarianceAdaptation, objectiveOf({
      ...sphere(4), lower: [-5, 1e6 - 5e3, -5, -5], upper: [5, 1e6 + 5e3, 5, 5],
      residuals: (x, out) => { for (let j = 0; j < 4; j++) out[j] = (j === 1 ? (x[j]! - 1e6) / 1e3 : x[j]!) - 0.3; },
    }), { restarts: 0 });
    expect((shifted.coordinates[1]! - 1e6) / 1e3).toBeCloseTo(plain.coordinates[1]!, 4);
    expect(shifted.coordinates[1]).toBeCloseTo(1e6 + 300, -1);
  });
});

describe("the genetic algorithm", () => {
  it.each([{ crossover: "sbx" }, { crossover: "blx" }, { mutation: "gaussian" }, { tournament: 4, elite: 0.1 }])("also works with %o", async (given) => {
    const found = await invert(geneticAlgorithm, objectiveOf(sphere(5)), given);
    expect(found.cost).toBeLessThan(1e-3);
  });

  it("says that a further step would help where it ends above the minimum of a bent valley", async () => {
    const found = await invert(geneticAlgorithm, objectiveOf(rosenbrock(10)), { generations: 60, restarts: 0 });
    expect(found.converged).toBe(false);
    expect(found.message).toMatch(/60 generations/);
    expect(found.warnings.join(" ")).toMatch(/above the minimum/);
  });
});
