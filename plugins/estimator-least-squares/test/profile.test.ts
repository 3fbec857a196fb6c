import { quietRun } from "@inversa/core";
import { describe, expect, it } from "vitest";
import { estimator, measured, objectiveOf, points, settings, type CurveProblem } from "./fixtures/curve-objective.ts";

const t = points(30, 1);

describe("profile-likelihood intervals", () => {
  it("are the covariance's where the curve is a straight line", async () => {
    const line: CurveProblem = { lower: [-50, -50], upper: [50, 50], t, y: measured(t.map((at) => 1 + 3 * at), 0.1, 3), deviation: 0.1, curve: (x, at) => x[0]! + x[1]! * at };
    const { coordinates, covariance, interval95, message } = await estimator.invert(objectiveOf(line), settings(), quietRun(1));
    for (const j of [0, 1]) {
      const half = 1.959964 * Math.sqrt(covariance!.data[3 * j]!);
      expect((interval95!.upper[j]! - coordinates[j]!) / half).toBeCloseTo(1, 4);
      expect((coordinates[j]! - interval95!.lower[j]!) / half).toBeCloseTo(1, 4);
    }
    expect(message).not.toMatch(/wider/);
  });

  it("end where the refitted misfit has risen by 3.84, on a bent valley with a closed form", async () => {
    // y = a t with a = x0 x1 and x1 measured too: the profile of x0 is (x0 x1 - a)^2 / s^2 + (x1 - m)^2 / r^2 minimised over x1.
    const bent: CurveProblem = { lower: [0.01, 0.01], upper: [60, 60], t: [1, 2], y: [6, 2], deviation: 0.1, curve: (x, at) => (at === 1 ? x[0]! * x[1]! : 2 + (x[1]! - 2) / 6) };
    const { interval95 } = await estimator.invert(objectiveOf(bent), settings({ noise: "stated" }), quietRun(1));
    const profile = (x0: number): number => {
      // Linear least squares in x1: rows (x0 / 0.1, 1 / 0.6) against (60, 2 / 0.6).
      const x1 = ((x0 / 0.1) * 60 + (1 / 0.6) * (2 / 0.6)) / ((x0 / 0.1) ** 2 + (1 / 0.6) ** 2);
      return ((x0 * x1 - 6) / 0.1) ** 2 + ((x1 - 2) / 0.6) ** 2;
    };
    // The upper end lies far beyond the covariance's and is found by interpolation, so it may be off by a few percent of a unit of chi-square.
    expect(profile(interval95!.upper[0]!)).toBeGreaterThan(3.5);
    expect(profile(interval95!.upper[0]!)).toBeLessThan(4.2);
    expect(interval95!.upper[0]! - 3).toBeGreaterThan(1.25 * (3 - interval95!.lower[0]!));
  });

  it("reach the bound where the data only know a limit: a strength that was not reached", async () => {
    const bar: CurveProblem = { lower: [0.1, 0.2], upper: [10, 5], t, y: measured(t, 0.02, 5), deviation: 0.02, curve: (x, at) => Math.min(x[0]! * at, x[1]!) };
    for (const seed of [1, 2, 3, 4]) {
      const { interval95 } = await estimator.invert(objectiveOf(bar), settings(), quietRun(seed));
      expect(interval95!.upper[1]).toBe(5);
    }
    const atKink = await estimator.invert(objectiveOf(bar), settings({ starts: 1 }), quietRun(1), new Float64Array([1, 0.97]));
    expect(atKink.interval95!.upper[1]).toBe(5);
    expect(atKink.interval95!.lower[1]).toBeGreaterThan(0.85);
  });

  it("move the solution where they come upon a lower misfit than the start led to", async () => {
    // The misfit 0.2 (x^2 - 1)^2 + 0.15 (1 - x) has a shallow minimum near -0.9 and a deep one near the bound.
    const two: CurveProblem = { lower: [-3], upper: [0.999], t: [1, 2], y: [0, 0], deviation: 1, curve: (x, at) => (at === 1 ? Math.sqrt(0.4) * (x[0]! ** 2 - 1) : Math.sqrt(0.3 * (1 - x[0]!))) };
    const [alone, found] = await Promise.all((["covariance", "profile"] as const).map((intervals) => estimator.invert(objectiveOf(two), settings({ noise: "stated", intervals, starts: 1 }), quietRun(1), new Float64Array([-1.2]))));
    expect(alone!.coordinates[0]).toBeCloseTo(-0.9, 1);
    expect(found!.coordinates[0]).toBeGreaterThan(0.99);
  });

  describe("where the misfit is ten times the stated noise", () => {
    const mean = 0.4;
    const coarse: CurveProblem = {
      lower: [-50, mean - 6], upper: [50, mean + 6], t, y: measured(t.map((at) => 3 * at), 0.1, 3), deviation: 0.01,
      curve: (x, at) => x[0]! * at, priorMean: [0, mean], priorPrecision: [0, 0, 0, 1],
    };

    it("leave a parameter that only its normal prior knows what it was before", async () => {
      const { interval95, coordinates, covariance } = await estimator.invert(objectiveOf(coarse), settings(), quietRun(1));
      expect(coordinates[1]).toBeCloseTo(mean, 3);
      expect(covariance!.data[3]).toBeCloseTo(1, 3);
      expect(interval95!.lower[1]).toBeCloseTo(mean - 1.96, 2);
      expect(interval95!.upper[1]).toBeCloseTo(mean + 1.96, 2);
    });

    it("let a prior weigh against the data as the noise that shows itself says: the closed form of a slope with a normal prior", async () => {
      const [priorMean, sd] = [3.2, 0.05];
      const slope: CurveProblem = { ...coarse, lower: [-50], upper: [50], priorMean: [priorMean], priorPrecision: [1 / sd ** 2] };
      const { coordinates, covariance, interval95 } = await estimator.invert(objectiveOf(slope), settings(), quietRun(1));
      // The noise is that about the estimate itself, with one degree of freedom less what the prior saves.
      const tt = t.reduce((sum, at) => sum + at * at, 0);
      const ty = t.reduce((sum, at, i) => sum + at * slope.y[i]!, 0);
      let x = priorMean;
      let precision = 0;
      for (let rounds = 0; rounds < 100; rounds++) {
        const squares = t.reduce((sum, at, i) => sum + (x * at - slope.y[i]!) ** 2, 0);
        const i = (tt / 0.01 ** 2) * (50 ** 2 / 3);
        const variance = squares / (t.length - i / (i + 1));
        precision = tt / variance + 1 / sd ** 2;
        x = (ty / variance + priorMean / sd ** 2) / precision;
      }
      expect(coordinates[0]).toBeCloseTo(x, 4);
      expect(covariance!.data[0]! * precision).toBeCloseTo(1, 3);
      expect((interval95!.upper[0]! - coordinates[0]!) * Math.sqrt(precision)).toBeCloseTo(1.96, 2);
    });
  });

  it("take no simulations when the covariance is enough for the user", async () => {
    let evaluations = 0;
    const line: CurveProblem = { lower: [-50], upper: [50], t, y: t, deviation: 0.1, curve: (x, at) => x[0]! * at, onEvaluate: () => void evaluations++ };
    const found = await estimator.invert(objectiveOf(line), settings({ intervals: "covariance" }), quietRun(1), new Float64Array([3]));
    expect(found.interval95).toBeUndefined();
    expect(evaluations).toBe(found.evaluations);
  });
});
