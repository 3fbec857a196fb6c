import { InputError } from "@inversa/core";
import { describe, expect, it } from "vitest";
import { covarianceAdaptation, estimators, invert } from "./fixtures/estimators.ts";
import { objectiveOf, sphere, type Landscape } from "./fixtures/landscapes.ts";

/** The sphere's minimum at 0.3, 0.3, cut off by x0 + x1 <= -1: the nearest point left is -0.5, -0.5. */
const cut: Landscape = { ...sphere(2), contradicts: (x) => x[0]! + x[1]! > -1, residuals: (x, out) => { for (let j = 0; j < 2; j++) out[j] = (x[j]! - 0.3) / 0.1; } };
/** The same cut, of which the prior knows nothing. */
const refused: Landscape = { ...cut, contradicts: () => false, refuses: (x) => x[0]! + x[1]! > -1 };

describe.each(estimators)("$id", (estimator) => {
  it("ends exactly on the bounds beyond which the minimum lies, and says on which", async () => {
    const found = await invert(estimator, objectiveOf({ ...sphere(4), lower: [-5, 1, -5, -5], upper: [5, 5, -2, 5] }), { restarts: 0 });
    expect(found.coordinates[1]).toBe(1);
    expect(found.coordinates[2]).toBe(-2);
    expect(found.coordinates[0]).toBeCloseTo(0.3, 1);
    expect(found.onBound).toEqual([false, true, true, false]);
  });

  it("finds a minimum close to a bound, not on it", async () => {
    const found = await invert(estimator, objectiveOf({ ...sphere(2), lower: [0.29, -5], upper: [5, 5], residuals: (x, out) => { for (let j = 0; j < 2; j++) out[j] = (x[j]! - 0.3) / 1e-3; } }));
    expect(found.onBound).toEqual([false, false]);
    expect(Math.abs(found.coordinates[0]! - 0.3)).toBeLessThan(1e-3);
  });

  it.each([["a relation that the prior knows", cut], ["a region that the model refuses", refused]] as const)("ends on the edge of %s", async (_, landscape) => {
    const found = await invert(estimator, objectiveOf(landscape));
    const [x, y] = found.coordinates;
    expect(x! + y!).toBeLessThanOrEqual(-1);
    // On the edge the cost is 64 and rises by 113 per unit inwards and 100 d^2 along it.
    expect(found.cost).toBeLessThan(64.5);
    expect(Math.abs(x! + 0.5)).toBeLessThan(0.08);
  });

  it("works around a hole in the box", async () => {
    const found = await invert(estimator, objectiveOf({ ...sphere(3), refuses: (x) => Math.hypot(x[0]! - 1.5, x[1]! - 1, x[2]!) < 1.2 }));
    for (const value of found.coordinates) expect(value).toBeCloseTo(0.3, 1);
  });

  it("takes a bound for a coordinate whose bounds coincide", async () => {
    const found = await invert(estimator, objectiveOf({ ...sphere(3), lower: [-5, 2, -5], upper: [5, 2, 5] }));
    expect(found.coordinates[1]).toBe(2);
    expect(found.coordinates[0]).toBeCloseTo(0.3, 1);
  });

  it("searches where the prior is when bounds are open", async () => {
    const found = await invert(estimator, {
      ...objectiveOf({ ...sphere(2), lower: [-5, -5], upper: [5, 5], priorMean: [1, 40], priorPrecision: [0, 0, 0, 4] }),
      lower: Float64Array.of(-5, -Infinity), upper: Float64Array.of(5, Infinity), logPrior: () => 0,
      residuals: (x, out) => { [out[0], out[1]] = [(x[0]! - 1) * 10, x[1]! - 41]; return true; },
      draw: (_seed, index) => Float64Array.of(((index * 0.37) % 1) * 10 - 5, 39 + ((index * 0.61) % 1) * 2),
    });
    // Data of deviation 1 at 41 and a prior of deviation 1/2 at 40.
    expect(Math.abs(found.coordinates[1]! - 40.2)).toBeLessThan(0.02);
  });

  it("calls a model without any answer a mistake in the priors, with a next step", async () => {
    const wrong = invert(estimator, objectiveOf({ ...sphere(2), refuses: () => true }));
    await expect(wrong).rejects.toThrow(InputError);
    await expect(wrong).rejects.toMatchObject({ code: "simulation-failed" });
  });
});

it("cma-es takes another start where the model refuses the given one", async () => {
  const found = await invert(covarianceAdaptation, objectiveOf(refused), {}, undefined, Float64Array.of(4, 4));
  expect(found.coordinates[0]! + found.coordinates[1]!).toBeLessThanOrEqual(-1);
});
