import { InputError, quietRun } from "@inversa/core";
import { describe, expect, it } from "vitest";
import { covarianceAdaptation, estimators, geneticAlgorithm, invert, watchedRun } from "./fixtures/estimators.ts";
import { objectiveOf, rastrigin, sphere } from "./fixtures/landscapes.ts";

/** A model that keeps the thread busy. */
const slow = (milliseconds: number) => () => {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
};

describe.each(estimators)("$id", (estimator) => {
  it("repeats itself for a seed, bit by bit, and not for another", async () => {
    const once = (seed: number) => invert(estimator, objectiveOf(rastrigin(2)), { restarts: 1 }, quietRun(seed));
    const [a, b, c] = [await once(5), await once(5), await once(6)];
    expect(a).toEqual(b);
    expect(c.coordinates).not.toEqual(a.coordinates);
  });

  it("comes to the same bits whether it rests or not", async () => {
    const small = { restarts: 0, generations: 6, population: 8 };
    const fast = await invert(estimator, objectiveOf(sphere(2)), small);
    let rests = 0;
    const timer = setInterval(() => void rests++, 1);
    const rested = await invert(estimator, objectiveOf({ ...sphere(2), onEvaluate: slow(3) }), small);
    clearInterval(timer);
    expect(rests).toBeGreaterThan(1);
    expect(rested).toEqual(fast);
  });

  it("can be interrupted while a slow model is at work", async () => {
    const controller = new AbortController();
    let evaluations = 0;
    const work = invert(estimator, objectiveOf({ ...sphere(4), onEvaluate: () => (evaluations++, slow(10)()) }), {}, quietRun(1, controller.signal));
    setTimeout(() => controller.abort(new Error("enough")), 80);
    await expect(work).rejects.toThrow("enough");
    expect(evaluations).toBeLessThan(60);
  });

  it("does not begin when it was interrupted before", async () => {
    let evaluations = 0;
    const work = invert(estimator, objectiveOf({ ...sphere(2), onEvaluate: () => void evaluations++ }), {}, quietRun(1, AbortSignal.abort(new Error("never"))));
    await expect(work).rejects.toThrow("never");
    expect(evaluations).toBe(0);
  });

  it("tells of every generation, with a misfit that never rises within a run", async () => {
    const run = watchedRun();
    await invert(estimator, objectiveOf(sphere(3)), { restarts: 0 }, run);
    expect(run.told.map(({ done }) => done)).toEqual(run.told.map((_, i) => i + 1));
    const misfits = run.told.map(({ values }) => values!["misfit"]!);
    expect(misfits.length).toBeGreaterThan(10);
    for (const [i, misfit] of misfits.slice(1).entries()) expect(misfit).toBeLessThanOrEqual(misfits[i]!);
  });

  it("begins with the start that it is given and leaves it as it was", async () => {
    const start = Float64Array.of(0.31, 0.29, 0.3);
    const run = watchedRun();
    await invert(estimator, objectiveOf(sphere(3)), { restarts: 0 }, run, start);
    expect(run.told[0]!.values!["misfit"]).toBeLessThanOrEqual(0.0142 / Math.sqrt(3));
    expect(start).toEqual(Float64Array.of(0.31, 0.29, 0.3));
  });

  it("ends at the limit of evaluations and does not call that converged", async () => {
    const found = await invert(estimator, objectiveOf(rastrigin(5)), { maxEvaluations: 150 });
    expect(found.converged).toBe(false);
    expect(found.message).toMatch(/limit of evaluations/);
    // The tests of the bounds and the Jacobian come after.
    expect(found.evaluations).toBeLessThan(150 + 5 + 11);
  });

  it("refuses settings outside their range", () => {
    expect(() => invert(estimator, objectiveOf(sphere(2)), { population: -1 })).toThrow(InputError);
  });
});

it("cma-es doubles its population at each restart", async () => {
  const run = watchedRun();
  await invert(covarianceAdaptation, objectiveOf(rastrigin(4)), { restarts: 2, agreement: 9, population: 6 }, run);
  for (const [attempt, lambda] of [[1, 6], [2, 12], [3, 24]] as const) {
    const counts = run.told.filter(({ values }) => values!["run"] === attempt).map(({ values }) => values!["evaluations"]!);
    expect(counts.length).toBeGreaterThan(5);
    for (const [i, count] of counts.slice(1).entries()) expect(count - counts[i]!).toBe(lambda);
  }
});

it("the genetic algorithm never loses its best member, however few are kept", async () => {
  const landscape = rastrigin(3);
  let least = Infinity;
  const residuals = (x: Float64Array, out: Float64Array): void => {
    landscape.residuals(x, out);
    least = Math.min(least, out.reduce((sum, r) => sum + (r * r) / 2, 0));
  };
  let generations = 0;
  await invert(geneticAlgorithm, objectiveOf({ ...landscape, residuals }), { restarts: 0, elite: 0 }, {
    ...quietRun(1),
    progress: ({ values }) => {
      generations++;
      expect(values!["misfit"]! ** 2 * 1.5).toBeCloseTo(least, 9);
    },
  });
  expect(generations).toBeGreaterThan(40);
});
