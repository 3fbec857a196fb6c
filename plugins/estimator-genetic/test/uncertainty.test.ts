import { quietRun } from "@inversa/core";
import { gaussNewtonCovariance, levenbergMarquardt, matrix, priorWidths } from "@inversa/numerics";
import { describe, expect, it } from "vitest";
import { curveProblem, truth } from "./fixtures/curve.ts";
import { covarianceAdaptation, estimators, geneticAlgorithm, invert } from "./fixtures/estimators.ts";
import { objectiveOf, sphere, type Landscape } from "./fixtures/landscapes.ts";

/** Least squares from near the truth. */
function leastSquares(landscape: Landscape) {
  const objective = objectiveOf(landscape);
  const fit = levenbergMarquardt(
    { parameters: 4, residuals: objective.size, lower: objective.lower, upper: objective.upper, evaluate: (x, out) => objective.residuals(x, out) },
    [...truth], { finalJacobian: "central" },
  );
  return { ...fit, ...gaussNewtonCovariance({ jacobian: fit.jacobian, residuals: fit.residuals, precision: matrix(4, 4), widths: priorWidths(objective), scaled: true }) };
}

describe("on a curve with four parameters", () => {
  it.each([1, 2, 3])("cma-es finds the minimum of least squares to a thousandth of a standard deviation (noise %i)", async (seed) => {
    const landscape = curveProblem(seed);
    const exact = leastSquares(landscape);
    const found = await invert(covarianceAdaptation, objectiveOf(landscape));
    expect(found.cost - exact.cost).toBeLessThan(1e-6);
    for (let j = 0; j < 4; j++) expect(Math.abs(found.coordinates[j]! - exact.x[j]!)).toBeLessThan(2e-3 * Math.sqrt(exact.covariance.data[j * 4 + j]!));
  });

  it.each([1, 2, 3])("the genetic algorithm ends well inside the region that the data allow (noise %i)", async (seed) => {
    const landscape = curveProblem(seed);
    const exact = leastSquares(landscape);
    const found = await invert(geneticAlgorithm, objectiveOf(landscape), { restarts: 0 });
    expect(found.cost).toBeGreaterThanOrEqual(exact.cost - 1e-9);
    // The joint 95 % region of four parameters ends half of 9.49 above the minimum.
    expect(found.cost - exact.cost).toBeLessThan(9.49 / 2);
    expect(found.evaluations).toBeLessThan(41_000);
  });

  it("the genetic algorithm says how much a further step brings: most of what is left, and no more", async () => {
    const landscape = curveProblem();
    const exact = leastSquares(landscape);
    const found = await invert(geneticAlgorithm, objectiveOf(landscape), { generations: 120, restarts: 0 });
    const left = found.cost - exact.cost;
    expect(left).toBeGreaterThan(0.2);
    const said = Number(/lowers the misfit by (\d+\.?\d*)\./.exec(found.warnings.join())?.[1]);
    expect(said / left).toBeGreaterThan(0.4);
    // Two figures are shown.
    expect(said / left).toBeLessThan(1.05);
  });

  it("a step that only a linear model across a relation promises is no gain, and nobody is sent after it", async () => {
    const landscape = curveProblem();
    const { coordinates: x } = await invert(covarianceAdaptation, objectiveOf(landscape));
    // The minimum of the free problem is cut off: the sum of the first two coordinates stays 1 % below where it is.
    const most = 0.99 * (x[0]! + x[1]!);
    const objective = objectiveOf(landscape);
    const logPrior: typeof objective.logPrior = (at) => (at[0]! + at[1]! > most ? -Infinity : objective.logPrior(at));
    const found = await invert(covarianceAdaptation, { ...objective, logPrior });
    expect(found.coordinates[0]! + found.coordinates[1]!).toBeLessThanOrEqual(most);
    expect(found.warnings.join()).not.toMatch(/ended above/);
  });

  it("the covariance is that of least squares, and holds the truth", async () => {
    const landscape = curveProblem();
    const exact = leastSquares(landscape);
    const found = await invert(covarianceAdaptation, objectiveOf(landscape));
    // Differences at points that lie 1e-3 of a deviation apart.
    for (const [k, value] of found.covariance!.data.entries()) expect(value / exact.covariance.data[k]!).toBeCloseTo(1, 2);
    for (let j = 0; j < 4; j++) expect(Math.abs(found.coordinates[j]! - truth[j]!)).toBeLessThan(4 * Math.sqrt(found.covariance!.data[j * 5]!));
  });

  it("the covariance grows with the misfit unless the noise is taken as stated", async () => {
    // The objective believes in a quarter of the noise that is there.
    const objective = objectiveOf(curveProblem(1, 0.005));
    const scaled = await invert(covarianceAdaptation, objective);
    const stated = await invert(covarianceAdaptation, objective, { noise: "stated" });
    const chiSquare = scaled.covariance!.data[0]! / stated.covariance!.data[0]!;
    expect(chiSquare).toBeGreaterThan(8);
    expect(chiSquare).toBeLessThan(28);
    expect(scaled.message).toMatch(/intervals were widened/);
    expect(stated.message).toMatch(/assume the stated noise/);
  });
});

describe.each(estimators)("$id", (estimator) => {
  it("weighs a Gaussian prior against the data", async () => {
    // Residual (x - 0.3) / 1 against a prior at 1.3 with precision 3: the minimum is at 1.05, its variance 1/4, its cost 0.375.
    const found = await invert(estimator, objectiveOf({ ...sphere(1), size: 3, priorMean: [1.3], priorPrecision: [3], residuals: (x, out) => { out.fill(0); out[0] = x[0]! - 0.3; } }));
    expect(found.coordinates[0]).toBeCloseTo(1.05, 1);
    expect(found.cost).toBeCloseTo(0.375, 3);
    expect(found.covariance!.data[0]).toBeCloseTo(0.25, 6);
  });

  it("reports a second minimum that fits as well", async () => {
    // (|x| - 2) / 0.1: minima at -2 and 2, told apart by nothing but the prior's half unit.
    const twins: Landscape = { ...sphere(2), size: 4, names: ["K", "n"], residuals: (x, out) => { out.fill(0); [out[0], out[1], out[2]] = [(Math.abs(x[0]!) - 2) / 0.1, (x[1]! - 1) / 0.1, (x[0]! - 2) / 8]; } };
    const found = await invert(estimator, objectiveOf(twins), { restarts: 12, agreement: 5 }, quietRun(2));
    expect(found.coordinates[0]).toBeCloseTo(2, 1);
    expect(found.message).toMatch(/1 other minimum was found/);
    expect(found.warnings.join()).toMatch(/Another minimum fits the data about as well .* K -1\.9.*, n (1|0\.99|1\.00)/);
  });

  it("says nothing of other minima where there is one", async () => {
    const found = await invert(estimator, objectiveOf(sphere(3)));
    expect(found.message).not.toMatch(/other minim/);
    expect(found.message).toMatch(/2 of 2 runs reached this minimum/);
    expect(found.warnings).toEqual([]);
  });

  it("names a coordinate that the data say nothing about", async () => {
    const found = await invert(estimator, objectiveOf({ ...sphere(2), size: 3, names: ["K", "n"], residuals: (x, out) => { out.fill(1); out[0] = (x[0]! - 0.3) / 0.1; } }));
    expect(found.warnings.join()).toMatch(/say nothing about n:/);
    expect(found.covariance!.data[3]).toBeCloseTo(100 / 12, 6);
  });
});
