import { boundedStep } from "./bounded-step.ts";
import type { Triangular } from "./householder.ts";
import type { LeastSquaresOptions, LeastSquaresProblem, LeastSquaresResult } from "./least-squares-problem.ts";
import { Linearisation, type Outcome } from "./linearisation.ts";
import type { Matrix } from "./matrix.ts";
import { robustLoss } from "./robust-loss.ts";

/**
 * Minimises half the sum of squared residuals (or of a robust loss) within bounds by the Levenberg-Marquardt method.
 *
 * Each step solves the damped linearised problem within the bounds exactly, in the parameters' own scales (column norms
 * of the Jacobian): multiplying a parameter's unit changes nothing. A step to where the residuals have no meaning is
 * refused and shortened. A start outside the bounds is moved onto them.
 *
 * Sources: J. J. More, "The Levenberg-Marquardt algorithm: implementation and theory" (1978) for scaling and tests;
 * H. B. Nielsen, "Damping parameter in Marquardt's method", IMM-REP-1999-05 for the damping.
 *
 * @throws RangeError if the numbers of the call do not fit together
 */
export function levenbergMarquardt(
  problem: LeastSquaresProblem,
  start: ArrayLike<number>,
  options: LeastSquaresOptions = {},
): LeastSquaresResult {
  const { maxIterations = 100, signal, onIteration } = options;
  const { cost: costTolerance = 1e-10, step: stepTolerance = 1e-10, gradient: gradientTolerance = 1e-10 } =
    options.tolerances ?? {};
  const loss = robustLoss(options.loss ?? "linear", options.lossScale ?? 1);
  const { lower, upper, x } = box(problem, start);
  const state = new Linearisation(problem, options, lower, upper, x);
  const n = x.length;

  let residuals = new Float64Array(problem.residuals);
  let trial = new Float64Array(problem.residuals);
  const next = new Float64Array(n);
  const scale = new Float64Array(n);
  let damping = 1e-3;
  let iterations = 0;
  let cost = state.evaluate(x, residuals) ? loss.cost(residuals) : Infinity;
  let outcome: Outcome | undefined =
    cost < Infinity ? undefined : { converged: false, message: "The residuals have no meaning at the start." };

  while (outcome === undefined && iterations < maxIterations) {
    if (cost === 0) outcome = { converged: true, message: "The residuals are zero." };
    else if (signal?.aborted) outcome = stopped;
    else outcome = state.differentiate(x, residuals);
    if (outcome !== undefined) break;
    const reduced = state.reduce(residuals, loss.rescale);
    widen(scale, reduced);
    if (steepest(reduced, cost, x, lower, upper) <= gradientTolerance) {
      outcome = { converged: true, message: "The gradient vanishes within the bounds." };
      break;
    }
    iterations++;
    let pressed = false;
    for (let growth = 2; outcome === undefined; growth *= 2) {
      const down = x.map((value, j) => lower[j]! - value);
      const up = x.map((value, j) => upper[j]! - value);
      const { p, side } = boundedStep(reduced, damping, scale, down, up);
      for (let j = 0; j < n; j++) {
        const free = Math.min(upper[j]!, Math.max(lower[j]!, x[j]! + p[j]!));
        next[j] = side[j] === -1 ? lower[j]! : side[j] === 1 ? upper[j]! : free;
      }
      const meant = state.evaluate(next, trial);
      pressed ||= !meant;
      const trialCost = meant ? loss.cost(trial) : Infinity;
      const reduction = cost - trialCost;
      const predicted = predictedReduction(reduced, p);
      const gain = predicted > 0 ? reduction / predicted : -1;
      const short = scaledNorm(scale, p) <= stepTolerance * (scaledNorm(scale, x) + Number.MIN_VALUE);
      const accepted = gain > 1e-4;
      if (accepted) {
        const flat = reduction <= costTolerance * cost && predicted <= costTolerance * cost;
        x.set(next);
        [residuals, trial] = [trial, residuals];
        cost = trialCost;
        // A step that only the damping kept short says nothing about the minimum.
        const settled = short && damping <= 1;
        damping = Math.max(damping * Math.max(1 / 3, 1 - (2 * gain - 1) ** 3), 1e-16);
        onIteration?.({ iteration: iterations, cost, x });
        if (flat) outcome = { converged: true, message: "The cost no longer falls." };
        else if (settled) outcome = { converged: true, message: "The parameters no longer move." };
        break;
      }
      damping *= growth;
      if (signal?.aborted) outcome = stopped;
      else if (predicted <= costTolerance * cost && Math.abs(reduction) <= costTolerance * cost) {
        outcome = { converged: true, message: "The cost no longer falls." };
      } else if (short || !(damping < 1e200)) {
        outcome = !pressed
          ? { converged: true, message: "The parameters no longer move." }
          : { converged: false, message: "Every further step leads to where the residuals have no meaning (parameters that contradict each other, or no solution): a minimum along such an edge is found by a search without derivatives, such as CMA-ES." };
      }
    }
  }
  outcome ??= { converged: false, message: `Not converged after ${maxIterations} iterations.` };
  return {
    x,
    cost,
    residuals,
    jacobian: state.finalJacobian(x, residuals, cost < Infinity),
    ...outcome,
    iterations,
    evaluations: state.evaluations,
    onBound: Array.from(x, (value, j) => value === lower[j] || value === upper[j]),
  };
}

const stopped: Outcome = { converged: false, message: "Stopped on request." };

function box(problem: LeastSquaresProblem, start: ArrayLike<number>): Record<"lower" | "upper" | "x", Float64Array> {
  const { parameters: n } = problem;
  if (start.length !== n) throw new RangeError(`The start has ${start.length} numbers for ${n} parameters.`);
  const side = (given: ArrayLike<number> | undefined, name: string, open: number): Float64Array => {
    if (given !== undefined && given.length !== n) {
      throw new RangeError(`There are ${given.length} ${name} bounds for ${n} parameters.`);
    }
    return given === undefined ? new Float64Array(n).fill(open) : Float64Array.from(given);
  };
  const lower = side(problem.lower, "lower", -Infinity);
  const upper = side(problem.upper, "upper", Infinity);
  const x = Float64Array.from(start);
  for (let j = 0; j < n; j++) {
    if (!(lower[j]! <= upper[j]!)) {
      throw new RangeError(`The bounds of parameter ${j} are ${lower[j]} and ${upper[j]}: the lower is above the upper.`);
    }
    if (!Number.isFinite(x[j]!)) throw new RangeError(`The start of parameter ${j} is ${x[j]}.`);
    x[j] = Math.min(upper[j]!, Math.max(lower[j]!, x[j]!));
  }
  return { lower, upper, x };
}

/** The scale of a parameter is the largest norm its column has had; 0, and no step, while it has had no effect. */
function widen(scale: Float64Array, { r }: Triangular): void {
  for (let j = 0; j < scale.length; j++) scale[j] = Math.max(scale[j]!, columnNorm(r, j));
}

function columnNorm(r: Matrix, j: number): number {
  let sum = 0;
  for (let i = 0; i <= j; i++) sum += r.data[i * r.columns + j]! ** 2;
  return Math.sqrt(sum);
}

/** The largest cosine between the residuals and a column of the Jacobian along which the bounds let x move. */
function steepest({ r, c }: Triangular, cost: number, x: Float64Array, lower: Float64Array, upper: Float64Array): number {
  let largest = 0;
  for (let j = 0; j < x.length; j++) {
    let slope = 0;
    for (let i = 0; i <= j; i++) slope += r.data[i * r.columns + j]! * c[i]!;
    const blocked = slope > 0 ? x[j] === lower[j] : x[j] === upper[j];
    if (slope !== 0 && !blocked) largest = Math.max(largest, Math.abs(slope) / (columnNorm(r, j) * Math.sqrt(2 * cost)));
  }
  return largest;
}

function predictedReduction({ r, c }: Triangular, p: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < p.length; i++) {
    let change = 0;
    for (let j = i; j < p.length; j++) change += r.data[i * p.length + j]! * p[j]!;
    sum -= change * (c[i]! + change / 2);
  }
  return sum;
}

function scaledNorm(scale: Float64Array, x: Float64Array): number {
  return Math.hypot(...x.map((value, j) => value * scale[j]!));
}
