import { quietRun, type Progress } from "@inversa/core";
import { describe, expect, it } from "vitest";
import { evaluateStudy } from "../src/index.ts";
import { descentChoice, filled, fillingApp, fillingStudy, polishedChoice, times } from "./fixtures/filling-study.ts";

const app = fillingApp();
const resolved = fillingStudy({
  observations: [{ ...filled("planned", { a: 2, b: 1, axis: times(20, 6) }), responses: {} }],
  responses: { level: { relative: 0.02, absolute: 0 }, flow: { relative: 0.02, absolute: 0 } },
  estimators: [polishedChoice, descentChoice],
  samples: 4000,
});

describe("400 fresh cases with known truth", async () => {
  const evaluation = await evaluateStudy(app, resolved, {}, quietRun(3));
  const of = (estimator: string) => evaluation.estimators.find((e) => e.estimator === estimator)!;

  it("are answered by every estimator, the first step of a polished one by itself", () => {
    expect(evaluation).toMatchObject({ cases: 400, noise: true, seed: 3 });
    expect(evaluation.estimators.map((e) => [e.estimator, e.failed])).toEqual([["ridge", 0], ["ridge+descent", 0], ["descent", 0]]);
    expect(of("descent").trainingSeconds).toBe(0);
    expect(of("ridge").trainingSeconds).toBeGreaterThan(0);
    expect(of("ridge+descent").secondsPerCase).toBeGreaterThan(of("ridge").secondsPerCase);
  });

  it.each(["ridge", "ridge+descent", "descent"])("lie in the intervals of %s that promise 95 percent in 92 to 98 percent of the cases", (estimator) => {
    for (const { coverage95 } of of(estimator).parameters) {
      expect(coverage95).toBeGreaterThanOrEqual(0.92);
      expect(coverage95).toBeLessThanOrEqual(0.98);
    }
  });

  it("show least squares at the Cramér-Rao floor, and the network above it", () => {
    for (const { rmseOverFloor } of of("ridge+descent").parameters) {
      // 400 cases know a standard deviation to 3.5 %; three of that, and what curvature adds.
      expect(rmseOverFloor).toBeGreaterThan(0.9);
      expect(rmseOverFloor).toBeLessThan(1.12);
    }
    for (const [j, { rmseOverFloor }] of of("ridge").parameters.entries()) expect(rmseOverFloor).toBeGreaterThan(of("ridge+descent").parameters[j]!.rmseOverFloor!);
  });

  it("give errors in the parameters' units and relative ones", () => {
    const [a] = of("ridge+descent").parameters;
    expect(a).toMatchObject({ name: "a" });
    expect(a!.medianRelativeError).toBeLessThan(a!.maxRelativeError);
    expect(a!.meanRelativeError).toBeGreaterThan(0);
    expect(a!.meanRelativeError).toBeLessThan(a!.maxRelativeError);
    expect(a!.medianRelativeError).toBeLessThan(0.02);
    expect(a!.rmse).toBeLessThan(0.2);
    expect(evaluation.floor.map((f) => f.name)).toEqual(["a", "b"]);
    for (const { overPrior, determined } of evaluation.floor) {
      expect(overPrior).toBeLessThan(0.1);
      expect(determined).toBe(1);
    }
    for (const { rmseOverPrior } of of("ridge+descent").parameters) expect(rmseOverPrior).toBeLessThan(0.05);
  });
});

it("without noise least squares finds the truth, and there is no floor to compare with", async () => {
  const { estimators } = await evaluateStudy(app, { ...resolved, estimators: [descentChoice] }, { cases: 30, noise: false }, quietRun(1));
  for (const { medianRelativeError, rmseOverFloor } of estimators[0]!.parameters) {
    expect(medianRelativeError).toBeLessThan(1e-6);
    expect(rmseOverFloor).toBeNull();
  }
});

it("a study without measurement error has no misfit to minimise, but what was trained can be tried", async () => {
  const exact = fillingStudy({
    observations: [{ ...filled("planned", { a: 2, b: 1, axis: times(20, 6) }), responses: {} }],
    responses: { level: { relative: 0, absolute: 0 }, flow: { relative: 0, absolute: 0 } },
    estimators: [polishedChoice],
    samples: 500,
  });
  const [learned, polished] = (await evaluateStudy(app, exact, { cases: 30 }, quietRun(1))).estimators;
  expect([learned!.failed, polished!.failed]).toEqual([0, 30]);
  for (const { rmseOverPrior } of learned!.parameters) expect(rmseOverPrior).toBeLessThan(0.5);
});

it("a parameter that plays no part has no floor, and that is said", async () => {
  const study = fillingStudy({
    observations: [{ ...filled("planned", { a: 2, b: 1 }), responses: {} }],
    estimate: { a: { distribution: "log-uniform", min: 0.5, max: 5 }, idle: { distribution: "uniform", min: -1, max: 1 } },
    fixed: { b: 1 },
    estimators: [descentChoice],
  });
  const { floor, estimators } = await evaluateStudy(app, study, { cases: 20 }, quietRun(1));
  expect(floor[1]).toEqual({ name: "idle", determined: 0, floor: null, overPrior: null });
  expect(floor[0]!.overPrior).toBeLessThan(0.1);
  expect(estimators[0]!.parameters[1]!.rmseOverFloor).toBeNull();
});

it("the same seed gives the same table, and an interruption ends it", async () => {
  const small = { ...resolved, estimators: [descentChoice] };
  const [first, again] = await Promise.all([1, 2].map(() => evaluateStudy(app, small, { cases: 25 }, quietRun(9))));
  expect(again!.estimators[0]!.parameters).toEqual(first!.estimators[0]!.parameters);
  const controller = new AbortController();
  const stopping = { ...quietRun(9, controller.signal), progress: ({ stage, done }: Progress) => stage === "evaluate descent" && done === 5 && controller.abort(new Error("enough")) };
  await expect(evaluateStudy(app, small, { cases: 25 }, stopping)).rejects.toThrow("enough");
});
