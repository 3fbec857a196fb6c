import { InputError, quietRun, type Progress } from "@inversa/core";
import { describe, expect, it } from "vitest";
import { estimator, measured, objectiveOf, points, settings, type CurveProblem } from "./fixtures/curve-objective.ts";

const t = points(40, 3);
const rise = (x: ArrayLike<number>, at: number): number => x[0]! * (1 - Math.exp(-x[1]! * at));
const problem: CurveProblem = { lower: [0.1, 0.1], upper: [10, 10], t, y: measured(t.map((at) => rise([2, 1.2], at)), 0.02, 7), deviation: 0.02, curve: rise };

/** A wave whose misfit has many minima in the frequency. */
const wave: CurveProblem = { lower: [0.5, 1], upper: [2, 30], t, y: t.map((at) => Math.sin(17 * at)), deviation: 0.05, curve: (x, at) => x[0]! * Math.sin(x[1]! * at) };

describe("bounds", () => {
  it("hold a solution that wants to leave, and say so", async () => {
    const found = await estimator.invert(objectiveOf({ ...problem, upper: [1.7, 10] }), settings(), quietRun(1));
    expect(found.coordinates[0]).toBe(1.7);
    expect(found.onBound).toEqual([true, false]);
    expect(found.covariance!.data[0]).toBeGreaterThan(0);
  });

  it("are never left during the search", async () => {
    let outside = 0;
    const refuses = (x: ArrayLike<number>): boolean => {
      if (x[0]! < 0.1 || x[0]! > 1.7 || x[1]! < 0.1 || x[1]! > 10) outside++;
      return false;
    };
    await estimator.invert(objectiveOf({ ...problem, upper: [1.7, 10], refuses }), settings(), quietRun(1));
    expect(outside).toBe(0);
  });
});

describe("the model's hand procedure", () => {
  const byHand = (from: CurveProblem, ...values: number[]) => {
    const none = new Float64Array(2).fill(Number.NaN);
    return { ...objectiveOf(from), classical: () => ({ coordinates: Float64Array.from(values), interval95: { lower: none, upper: none }, notes: [] }) };
  };

  it("is the first start: a wave that a start from draws may miss is always found from it, with fewer evaluations", async () => {
    const found = (objective: ReturnType<typeof objectiveOf>) => Promise.all(Array.from({ length: 20 }, (_, seed) => estimator.invert(objective, settings({ starts: 1, intervals: "covariance" }), quietRun(seed))));
    const [drawn, read] = [await found(objectiveOf(wave)), await found(byHand(wave, 0.9, 17.2))];
    const right = (all: typeof drawn): number => all.filter(({ coordinates }) => Math.abs(coordinates[1]! - 17) < 1e-3).length;
    expect(right(read)).toBe(20);
    expect(right(drawn)).toBeLessThan(20);
    const cost = (all: typeof drawn): number => all.reduce((sum, { evaluations }) => sum + evaluations, 0);
    expect(cost(read)).toBeLessThan(cost(drawn));
  });

  it("that gives some of the values is completed by the best of several draws", async () => {
    const found = await estimator.invert(byHand(wave, Number.NaN, 17.2), settings({ starts: 1 }), quietRun(2));
    expect(found.coordinates[0]).toBeCloseTo(1, 6);
    expect(found.coordinates[1]).toBeCloseTo(17, 3);
  });

  it("that the model refuses, or that is wrong, costs a start and no more", async () => {
    const refused = await estimator.invert(byHand({ ...problem, refuses: (x) => x[0]! > 5 }, 7, 1), settings(), quietRun(1));
    const wrong = await estimator.invert(byHand(problem, 0.1, 9), settings(), quietRun(1));
    for (const { coordinates } of [refused, wrong]) expect([...coordinates].map((value) => value.toFixed(1))).toEqual(["2.0", "1.2"]);
  });

  it("gives way to a given start", async () => {
    const [plain, both] = [objectiveOf(problem), byHand(problem, 5, 5)].map((objective) => estimator.invert(objective, settings(), quietRun(1), new Float64Array([1, 1])));
    expect((await both!).coordinates).toEqual((await plain!).coordinates);
  });
});

describe("several starts", () => {
  it("find the lowest of many minima where one start may miss it", async () => {
    const found = await estimator.invert(objectiveOf(wave), settings({ starts: 30, agreement: 30, screening: 4 }), quietRun(1));
    expect(found.coordinates[1]).toBeCloseTo(17, 3);
    const near = await estimator.invert(objectiveOf(wave), settings({ starts: 1 }), quietRun(1), new Float64Array([1, 11]));
    expect(Math.abs(near.coordinates[1]! - 17)).toBeGreaterThan(1);
  });

  it("end early once enough of them agree", async () => {
    const done: number[] = [];
    const found = await estimator.invert(objectiveOf(problem), settings({ starts: 20, agreement: 2 }), { ...quietRun(1), progress: ({ stage, done: starts }: Progress) => void (stage === "least squares" && done.push(starts)) });
    expect(found.message).toMatch(/2 of 2 starts reached this minimum/);
    expect(done).toEqual([1, 2]);
  });

  it("give the same answer for the same seed, bit by bit", async () => {
    const [a, b] = await Promise.all([1, 2].map(() => estimator.invert(objectiveOf(wave), settings(), quietRun(5))));
    expect(a!.coordinates).toEqual(b!.coordinates);
    expect(a!.covariance!.data).toEqual(b!.covariance!.data);
  });

  it("count the given start as one of them", async () => {
    const start = new Float64Array([1, 1]);
    const alone = await estimator.invert(objectiveOf(problem), settings({ starts: 1 }), quietRun(1), start);
    expect(alone.message).not.toMatch(/starts/);
    const four = await estimator.invert(objectiveOf(problem), settings({ starts: 4, agreement: 4 }), quietRun(1), start);
    expect(four.message).toMatch(/4 of 4 starts/);
    expect(start).toEqual(new Float64Array([1, 1]));
  });

  it("are three by themselves where the given start leads to a misfit that the noise explains, and eight where it does not", async () => {
    const tried = async (given: CurveProblem, start: number[]): Promise<number> => {
      let most = 0;
      await estimator.invert(objectiveOf(given), settings({ agreement: 100 }), { ...quietRun(1), progress: ({ stage, done }: Progress) => void (stage === "least squares" && (most = Math.max(most, done))) }, new Float64Array(start));
      return most;
    };
    expect(await tried(problem, [1, 1])).toBe(3);
    expect(await tried({ ...problem, deviation: 0.002 }, [1, 1])).toBe(8);
  });
});

describe("a model without an answer", () => {
  it("at the given start is started elsewhere", async () => {
    const found = await estimator.invert(objectiveOf({ ...problem, refuses: (x) => x[0]! > 5 }), settings(), quietRun(1), new Float64Array([8, 1]));
    expect(found.coordinates[0]).toBeCloseTo(2, 1);
    expect(found.converged).toBe(true);
  });

  it("in part of the box is searched around", async () => {
    const found = await estimator.invert(objectiveOf({ ...problem, refuses: (x) => x[0]! * x[1]! > 4 }), settings(), quietRun(3));
    expect(found.coordinates[0]).toBeCloseTo(2, 1);
  });

  it("anywhere is a mistake in the priors, with a next step", async () => {
    const wrong = estimator.invert(objectiveOf({ ...problem, refuses: () => true }), settings(), quietRun(1));
    await expect(wrong).rejects.toThrow(InputError);
    await expect(wrong).rejects.toMatchObject({ code: "simulation-failed" });
  });
});

it("settings outside their range are refused", () => {
  expect(() => settings({ starts: -1 })).toThrow(InputError);
  expect(() => settings({ loss: "l2" as never })).toThrow(/linear or huber/);
});
