import type { Objective, Solution } from "@inversa/core";
import { cholesky, gaussNewtonCovariance, interruptible, levenbergMarquardt, matrix, priorWidths, solveCholesky, type LeastSquaresProblem, type LeastSquaresResult } from "@inversa/numerics";
import type { Attempts, Minimum } from "./attempts.ts";
import type { Misfit } from "./misfit.ts";
import { chiSquareSentence, minimaSentence, namedCoordinates, rivalSentence, runsSentence } from "./sentences.ts";

/** Half the 95 % point of chi-square with one degree of freedom: minima closer than this explain the data equally well. */
const plausible = 1.959963984540054 ** 2 / 2;

/** How much misfit a Gauss-Newton step may still find, in units of the noise, before the user is told. */
const worthAStep = 0.1;

/** The lowest minimum with its covariance, and what there is to know about the others. */
export async function solutionOf(objective: Objective, misfit: Misfit, { minima, tried }: Attempts, noise: "scaled" | "stated"): Promise<Solution> {
  const best = await ontoBounds(minima[0]!, misfit);
  const x = misfit.toCoordinates(best.u);
  const at = await linearised(objective, misfit, x);
  const residuals = at.residuals.subarray(0, objective.size);
  const differentiable = at.jacobian.data.every(Number.isFinite);
  const sure = differentiable
    ? gaussNewtonCovariance({ jacobian: at.jacobian, residuals, precision: objective.prior.precision, widths: priorWidths(objective), scaled: noise === "scaled" })
    : undefined;
  const unit = sure?.inflation ?? misfit.unit();
  const onBound = Array.from(x, (value, j) => value === objective.lower[j] || value === objective.upper[j]);
  const step = differentiable ? gaussNewtonStep(objective, at, x) : undefined;
  const left = step && step.gain > worthAStep * unit ? best.cost - (await lowestAlong(step.step, x, misfit)) : 0;
  const rivals = minima.slice(1).filter(({ cost }) => cost - best.cost < plausible * unit);
  return {
    coordinates: x,
    ...(sure ? { covariance: sure.covariance } : {}),
    converged: best.end === "settled",
    message: [best.why, runsSentence(best.reached, tried), minimaSentence(minima, best.cost), chiSquareSentence(sure, noise)].filter(Boolean).join(". "),
    evaluations: misfit.evaluations() + at.evaluations,
    cost: best.cost,
    onBound,
    warnings: [
      ...rivals.map((rival) => rivalSentence(misfit.toCoordinates(rival.u), rival.cost - best.cost, objective)),
      ...(sure && sure.undetermined.length > 0 ? [undetermined(sure.undetermined, objective)] : []),
      ...(sure ? [] : ["The misfit has no derivatives at the best parameters, so there is no covariance"]),
      ...(left > worthAStep * unit ? [`The search ended above the minimum: a further step lowers the misfit by ${left.toPrecision(2)}. Least squares started here, or more generations, would take it`] : []),
    ],
  };
}

function undetermined(coordinates: readonly number[], objective: Objective): string {
  const what = namedCoordinates(coordinates, objective);
  if (coordinates.length === 1) return `The data say nothing about ${what}: its interval is as wide as its prior`;
  return `The data leave a combination of ${what} open: together they can move through their whole priors and the curves hardly change. Fix some of them, or add a test that tells them apart`;
}

/** How near a bound has to be before it is tried itself, as a share of the range. */
const near = 0.01;
/** So near a bound is on it, unless the misfit says otherwise. */
const touching = 1e-6;

/** Moves coordinates that nearly reached a bound onto it where that is no worse: a search comes close and stays beside it. */
async function ontoBounds(found: Minimum, misfit: Misfit): Promise<Minimum> {
  let best = found;
  for (let j = 0; j < misfit.dimension; j++) {
    const value = best.u[j]!;
    const bound = value < 0.5 ? 0 : 1;
    const distance = Math.abs(value - bound);
    if (distance === 0 || distance > near) continue;
    const u = best.u.slice();
    u[j] = bound;
    const cost = await misfit.at(u);
    const allowed = distance < touching ? best.cost + 1e-9 * misfit.unit() : best.cost;
    if (distance < touching ? cost <= allowed : cost < allowed) best = { ...best, u, cost };
  }
  return best;
}

/** Residuals and Jacobian (the model's own or central differences) at a point, by an optimiser that makes no step. */
function linearised(objective: Objective, misfit: Misfit, x: Float64Array): Promise<LeastSquaresResult> {
  const { jacobian } = objective;
  const problem: LeastSquaresProblem = {
    parameters: objective.dimension,
    residuals: objective.size,
    lower: objective.lower,
    upper: objective.upper,
    evaluate: (at, out) => objective.residuals(at, out),
    ...(jacobian ? { jacobian: (at, out) => jacobian(at, out.data) } : {}),
  };
  return interruptible(problem, (recorded) => levenbergMarquardt(recorded, x, { maxIterations: 0, finalJacobian: "central" }), misfit.rests);
}

/** The largest share of a step that is tried, and how often it is halved. */
const shares = [1, 0.5, 0.25, 0.125] as const;

/** The lowest misfit along a step, within bounds and relations: what a linear model promises beyond them, or where the model bends, is no gain. */
async function lowestAlong(step: Float64Array, x: Float64Array, misfit: Misfit): Promise<number> {
  let least = Infinity;
  for (const share of shares) least = Math.min(least, await misfit.at(misfit.toUnit(x.map((value, j) => value - share * step[j]!))));
  return least;
}

/** The Gauss-Newton step over the coordinates that may move (to be subtracted), and by how much it would lower the cost if the model were linear: half g' H^-1 g. */
function gaussNewtonStep({ lower, upper, prior: { mean, precision } }: Objective, { jacobian, residuals }: LeastSquaresResult, x: Float64Array): { readonly step: Float64Array; readonly gain: number } | undefined {
  const P = x.length;
  const gradient = new Float64Array(P);
  const hessian = matrix(P, P, precision.data.slice());
  for (let i = 0; i < P; i++) {
    for (let j = 0; j < P; j++) gradient[i]! += precision.data[i * P + j]! * (x[j]! - mean[j]!);
    for (let n = 0; n < residuals.length; n++) {
      gradient[i]! += jacobian.data[n * P + i]! * residuals[n]!;
      for (let j = 0; j < P; j++) hessian.data[i * P + j]! += jacobian.data[n * P + i]! * jacobian.data[n * P + j]!;
    }
  }
  const free = [...x.keys()].filter((j) => hessian.data[j * P + j]! > 0 && !(x[j] === lower[j] && gradient[j]! > 0) && !(x[j] === upper[j] && gradient[j]! < 0));
  // In units of each coordinate's own curvature, where a small ridge bounds what a nearly singular matrix could promise.
  const scale = free.map((j) => Math.sqrt(hessian.data[j * P + j]!));
  const scaled = matrix(free.length, free.length, free.flatMap((i, k) => free.map((j, l) => hessian.data[i * P + j]! / (scale[k]! * scale[l]!) + (k === l ? 1e-9 : 0))));
  const slope = Float64Array.from(free, (j, k) => gradient[j]! / scale[k]!);
  const factor = cholesky(scaled);
  if (!factor) return undefined;
  const solved = solveCholesky(factor, slope);
  const step = new Float64Array(P);
  for (const [k, j] of free.entries()) step[j] = solved[k]! / scale[k]!;
  return { step, gain: solved.reduce((sum, s, k) => sum + (s * slope[k]!) / 2, 0) };
}
