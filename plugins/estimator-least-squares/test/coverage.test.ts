import { quietRun } from "@inversa/core";
import { random } from "@inversa/numerics";
import { expect, it } from "vitest";
import { estimator, objectiveOf, points, settings, type CurveProblem } from "./fixtures/curve-objective.ts";

const t = points(30, 3);
const curve = (x: ArrayLike<number>, at: number): number => Math.exp(x[0]!) * (1 - Math.exp(-Math.exp(x[1]!) * at));

it.each(["linear", "huber"] as const)("intervals of the loss %s that promise 95 percent hold the truth in 92 to 98 percent of 400 simulated cases", async (loss) => {
  // By the covariance, then by profile likelihood.
  const inside = [0, 0, 0, 0];
  for (let i = 0; i < 400; i++) {
    const generator = random(99, i);
    const truth = [Math.log(0.5 + 4 * generator.next()), Math.log(0.3 + 2 * generator.next())];
    const deviation = 0.02 * curve(truth, 3);
    const y = t.map((at) => curve(truth, at) + deviation * generator.normal());
    const problem: CurveProblem = { lower: [Math.log(0.1), Math.log(0.05)], upper: [Math.log(20), Math.log(20)], t, y, deviation, curve };
    const { coordinates, covariance, interval95 } = await estimator.invert(objectiveOf(problem), settings({ loss, agreement: 2 }), quietRun(i));
    for (const j of [0, 1]) {
      if (Math.abs(coordinates[j]! - truth[j]!) <= 1.959964 * Math.sqrt(covariance!.data[3 * j]!)) inside[j]!++;
      if (truth[j]! >= interval95!.lower[j]! && truth[j]! <= interval95!.upper[j]!) inside[2 + j]!++;
    }
  }
  for (const count of inside) {
    expect(count / 400).toBeGreaterThanOrEqual(0.92);
    expect(count / 400).toBeLessThanOrEqual(0.98);
  }
});

it("so do those of a curve with a kink whose plateau is reached in some cases only, where a covariance does not", async () => {
  // A bar that yields: stress slope * t up to the strength. Below the strength only a lower limit of it is known.
  const clipped = (x: ArrayLike<number>, at: number): number => Math.min(x[0]! * at, x[1]!);
  let [byProfile, byCovariance] = [0, 0];
  for (let i = 0; i < 400; i++) {
    const generator = random(7, i);
    const truth = [1 + 2 * generator.next(), 2 + 3 * generator.next()];
    const short = points(30, 1.2);
    const y = short.map((at) => clipped(truth, at) + 0.1 * generator.normal());
    const problem: CurveProblem = { lower: [1, 2], upper: [3, 5], t: short, y, deviation: 0.1, curve: clipped };
    const { coordinates, covariance, interval95 } = await estimator.invert(objectiveOf(problem), settings({ agreement: 2 }), quietRun(i));
    if (truth[1]! >= interval95!.lower[1]! && truth[1]! <= interval95!.upper[1]!) byProfile++;
    if (Math.abs(coordinates[1]! - truth[1]!) <= 1.959964 * Math.sqrt(covariance!.data[3]!)) byCovariance++;
  }
  expect(byProfile / 400).toBeGreaterThanOrEqual(0.92);
  expect(byCovariance).toBeLessThan(byProfile);
});
