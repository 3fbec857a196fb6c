import { quietRun } from "@inversa/core";
import { breather, interruptible } from "@inversa/numerics";
import { expect, it } from "vitest";
import { estimator, measured, objectiveOf, points, settings, type CurveProblem } from "./fixtures/curve-objective.ts";

const t = points(20, 3);
const curve = (x: ArrayLike<number>, at: number): number => x[0]! * (1 - Math.exp(-x[1]! * at));
const problem: CurveProblem = { lower: [0.1, 0.1], upper: [10, 10], t, y: measured(t.map((at) => curve([2, 1.2], at)), 0.02, 7), deviation: 0.02, curve };

/** A model that keeps the thread busy. */
const slow = (milliseconds: number) => () => {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
};

it("a slow model can be interrupted in the middle of its search", async () => {
  const controller = new AbortController();
  const began = performance.now();
  const work = estimator.invert(objectiveOf({ ...problem, onEvaluate: slow(20) }), settings({ starts: 50, agreement: 50 }), quietRun(1, controller.signal));
  setTimeout(() => controller.abort(new Error("enough")), 120);
  await expect(work).rejects.toThrow("enough");
  // Without a rest the fifty starts would take a quarter of a minute and more.
  expect(performance.now() - began).toBeLessThan(5000);
});

it("resting does not change the result: a slow model and a fast one end in the same bits after the same number of evaluations", async () => {
  const fast = await estimator.invert(objectiveOf(problem), settings({ starts: 2 }), quietRun(1));
  let rests = 0;
  const timer = setInterval(() => void rests++, 1);
  const rested = await estimator.invert(objectiveOf({ ...problem, onEvaluate: slow(6) }), settings({ starts: 2 }), quietRun(1));
  clearInterval(timer);
  expect(rests).toBeGreaterThan(2);
  expect(rested.coordinates).toEqual(fast.coordinates);
  expect(rested.covariance!.data).toEqual(fast.covariance!.data);
  expect(rested.evaluations).toBe(fast.evaluations);
});

it("work that was interrupted before it began does not begin", async () => {
  let evaluations = 0;
  const work = estimator.invert(objectiveOf({ ...problem, onEvaluate: () => void evaluations++ }), settings(), quietRun(1, AbortSignal.abort(new Error("never"))));
  await expect(work).rejects.toThrow("never");
  expect(evaluations).toBe(0);
});

it("work whose own part takes longer than a stretch gets on all the same, and repeats little of it", async () => {
  // As with thousands of measured points, where the linear algebra outweighs the model.
  const [algebra, model] = [slow(4), slow(1)];
  const problem = { parameters: 1, residuals: 1, evaluate: (x: Float64Array, out: Float64Array) => (model(), (out[0] = x[0]!), true) };
  let steps = 0;
  const sum = await interruptible(problem, (recorded) => {
    const out = new Float64Array(1);
    let total = 0;
    for (let i = 0; i < 30; i++) {
      algebra();
      steps++;
      recorded.evaluate(Float64Array.of(i), out);
      total += out[0]!;
    }
    return total;
  }, breather(AbortSignal.timeout(20_000), 20));
  expect(sum).toBe(435);
  expect(steps).toBeLessThan(120);
});
