import { quietRun, readSettings, type DirectEstimator } from "@inversa/core";
import { levenbergMarquardt, median } from "@inversa/numerics";
import { cmaEs, genetic } from "../src/index.ts";
import { curveProblem, truth } from "../test/fixtures/curve.ts";
import { ellipsoid, objectiveOf, rastrigin, rosenbrock, sphere, type Landscape } from "../test/fixtures/landscapes.ts";

/** Half the sum of squares at which a standard function counts as solved: 1e-3 above its minimum 0. */
const target = 1e-3;
const seeds = [1, 2, 3, 4, 5, 6, 7, 8, 9];

const landscapes: Readonly<Record<string, Landscape>> = {
  "sphere, 5": sphere(5), "sphere, 10": sphere(10),
  "Rosenbrock, 5": rosenbrock(5), "Rosenbrock, 10": rosenbrock(10),
  "Rastrigin, 5": rastrigin(5), "Rastrigin, 10": rastrigin(10),
  "turned ellipsoid of condition 1e6, 7": ellipsoid(7),
};

interface Trial { readonly evaluations: number; readonly milliseconds: number; readonly reached: boolean; readonly whole: number }

/** Evaluations and time until the target was reached first, within the whole budget of the defaults. */
async function trial(estimator: DirectEstimator, landscape: Landscape, seed: number, goal: number): Promise<Trial> {
  const objective = objectiveOf(landscape);
  let [evaluations, first, milliseconds] = [0, 0, 0];
  const began = performance.now();
  const residuals = (x: Float64Array, out: Float64Array): boolean => {
    evaluations++;
    const meant = objective.residuals(x, out);
    if (first === 0 && meant && out.reduce((sum, r) => sum + r * r, 0) / 2 <= goal) [first, milliseconds] = [evaluations, performance.now() - began];
    return meant;
  };
  await estimator.invert({ ...objective, residuals }, readSettings(estimator.settings, {}, "bench") as never, quietRun(seed));
  return { evaluations: first || evaluations, milliseconds: first ? milliseconds : performance.now() - began, reached: first > 0, whole: evaluations };
}

/** Median over seeds; a run that missed the target counts with all that it used. */
export default async (): Promise<Array<{ name: string; unit: string; median: number; note?: string }>> => {
  const results = [];
  const curve = curveProblem();
  const { size, lower, upper, residuals } = objectiveOf(curve);
  const least = levenbergMarquardt({ parameters: 4, residuals: size, lower, upper, evaluate: residuals }, truth).cost;
  const cases = [...Object.entries(landscapes).map(([name, landscape]) => [name, landscape, target] as const), ["curve of four parameters (within 0.5 of least squares), 4", curve, least + 0.5] as const];
  for (const estimator of [genetic, cmaEs] as readonly DirectEstimator[]) {
    for (const [name, landscape, goal] of cases) {
      const trials = [];
      for (const seed of seeds) trials.push(await trial(estimator, landscape, seed, goal));
      const note = `${trials.filter(({ reached }) => reached).length} of ${seeds.length} seeds; the search with its restarts takes ${median(trials.map(({ whole }) => whole))} evaluations`;
      results.push({ name: `${estimator.id}: ${name} dimensions, to the target`, unit: "evaluations", median: median(trials.map(({ evaluations }) => evaluations)), note });
      results.push({ name: `${estimator.id}: ${name} dimensions, to the target`, unit: "ms", median: median(trials.map(({ milliseconds }) => milliseconds)) });
    }
  }
  return results;
};
