import { quietRun, readSettings, type DirectEstimator, type Objective } from "@inversa/core";
import { median, random } from "@inversa/numerics";
import { leastSquares } from "../src/index.ts";

const t = Float64Array.from({ length: 90 }, (_, i) => ((i + 1) * 3) / 90);
const truth = [2, 1.2, 0.3, 0.5];

/** Four parameters, 90 points: y = a (1 - exp(-b t)) + c t exp(-d t), 1 % noise. */
function objective(): Objective {
  const at = (x: ArrayLike<number>, s: number): number => x[0]! * (1 - Math.exp(-x[1]! * s)) + x[2]! * s * Math.exp(-x[3]! * s);
  const generator = random(1);
  const y = t.map((s) => at(truth, s) + 0.02 * generator.normal());
  const [lower, upper] = [new Float64Array([0.1, 0.1, 0, 0.1]), new Float64Array([10, 10, 2, 5])];
  return {
    dimension: 4, size: t.length, lower, upper,
    residuals: (x, out) => { for (let i = 0; i < t.length; i++) out[i] = (at(x, t[i]!) - y[i]!) / 0.02; return true; },
    prior: { mean: lower.map((l, j) => (l + upper[j]!) / 2), precision: { rows: 4, columns: 4, data: new Float64Array(16) } },
    logPrior: () => 0,
    draw: (seed, index) => { const g = random(seed, index); return lower.map((l, j) => l + g.next() * (upper[j]! - l)); },
  };
}

/** Median time of one estimate. */
export default async (): Promise<Array<{ name: string; unit: string; median: number; note?: string }>> => {
  const estimator = leastSquares as DirectEstimator;
  const results = [];
  for (const intervals of ["profile", "covariance"] as const) {
    const settings = readSettings(estimator.settings, { intervals }, "bench");
    const times: number[] = [];
    let evaluations = 0;
    for (let i = 0; i < 60; i++) {
      const began = performance.now();
      ({ evaluations } = await estimator.invert(objective(), settings, quietRun(i)));
      times.push(performance.now() - began);
    }
    results.push({ name: `least squares, 4 parameters, 90 points, intervals by ${intervals}`, unit: "ms", median: median(times.slice(10)), note: `${evaluations} evaluations of the last case, several starts` });
  }
  return results;
};
