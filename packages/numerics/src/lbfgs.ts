import { type LinePoint, wolfeSearch } from "./wolfe-search.ts";

/** One step taken. */
export interface LbfgsProgress {
  readonly iteration: number;
  readonly value: number;
  /** Valid during the call only. */
  readonly x: Float64Array;
}

/** How to minimise; everything has a default. */
export interface LbfgsOptions {
  /** How many past steps shape the next. Default 10. */
  readonly memory?: number;
  /** Default 200. */
  readonly maxIterations?: number;
  /** Ends when the largest gradient component is below this times the larger of 1 and that at the start. Default 1e-8. */
  readonly tolerance?: number;
  /** Ends the minimisation at the best point so far. */
  readonly signal?: AbortSignal | undefined;
  readonly onIteration?: ((progress: LbfgsProgress) => void) | undefined;
}

/** Where the minimisation ended. */
export interface LbfgsResult {
  readonly x: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
  readonly converged: boolean;
  /** One sentence for people: why it ended. */
  readonly message: string;
  readonly iterations: number;
  readonly evaluations: number;
}

/**
 * Minimises a smooth function of many variables by the limited-memory BFGS method with a strong Wolfe line search.
 * Source: D. C. Liu and J. Nocedal, "On the limited memory BFGS method", Math. Programming 45 (1989) 503-528.
 *
 * @param evaluate returns the value at x and writes the gradient; a value that is not finite is stepped away from
 */
export function lbfgs(
  evaluate: (x: Float64Array, gradient: Float64Array) => number,
  start: ArrayLike<number>,
  options: LbfgsOptions = {},
): LbfgsResult {
  const { memory = 10, maxIterations = 200, tolerance = 1e-8, signal, onIteration } = options;
  const n = start.length;
  let x = Float64Array.from(start);
  let gradient = new Float64Array(n);
  let trial = new Float64Array(n);
  let trialGradient = new Float64Array(n);
  let value = evaluate(x, gradient);
  let evaluations = 1;
  let iterations = 0;
  const history: Correction[] = [];

  const finish = (converged: boolean, message: string): LbfgsResult => ({
    x,
    value,
    gradient,
    converged,
    message,
    iterations,
    evaluations,
  });
  if (!Number.isFinite(value) || !gradient.every(Number.isFinite)) {
    return finish(false, "The value or the gradient is not finite at the start.");
  }
  const flat = tolerance * Math.max(1, largest(gradient));
  for (;;) {
    if (largest(gradient) <= flat) return finish(true, "The gradient vanishes.");
    if (signal?.aborted) return finish(false, "Stopped on request.");
    if (iterations >= maxIterations) return finish(false, `Not converged after ${maxIterations} iterations.`);
    let direction = descentDirection(gradient, history);
    if (!(dot(direction, gradient) < 0)) {
      history.length = 0;
      direction = gradient.map((g) => -g);
    }
    const at = (step: number): LinePoint => {
      for (let i = 0; i < n; i++) trial[i] = x[i]! + step * direction[i]!;
      evaluations++;
      const there = evaluate(trial, trialGradient);
      return { step, value: there, slope: dot(trialGradient, direction) };
    };
    const here = { step: 0, value, slope: dot(gradient, direction) };
    const first = history.length > 0 ? 1 : Math.min(1, 1 / Math.sqrt(dot(gradient, gradient)));
    const found = wolfeSearch(at, here, first);
    const moves = found !== undefined && x.some((element, i) => element !== element + found.step * direction[i]!);
    if (found === undefined || !moves) {
      if (history.length === 0) return finish(false, "No step along the gradient lowers the value.");
      // Old curvature may be what misleads the search: once more from the gradient alone.
      history.length = 0;
      continue;
    }
    if (trial.some((element, i) => element !== x[i]! + found.step * direction[i]!)) at(found.step);
    iterations++;
    remember(history, memory, trial, x, trialGradient, gradient);
    [x, trial] = [trial, x];
    [gradient, trialGradient] = [trialGradient, gradient];
    value = found.value;
    onIteration?.({ iteration: iterations, value, x });
  }
}

/** The change of x and of the gradient over one step, and 1 / (their inner product). */
interface Correction {
  readonly s: Float64Array;
  readonly y: Float64Array;
  readonly rho: number;
}

function remember(
  history: Correction[],
  memory: number,
  x: Float64Array,
  xBefore: Float64Array,
  gradient: Float64Array,
  gradientBefore: Float64Array,
): void {
  const s = x.map((value, i) => value - xBefore[i]!);
  const y = gradient.map((value, i) => value - gradientBefore[i]!);
  const product = dot(s, y);
  // Without positive curvature the matrix would lose its definiteness.
  if (!(product > Number.EPSILON * Math.sqrt(dot(s, s) * dot(y, y)))) return;
  history.push({ s, y, rho: 1 / product });
  if (history.length > memory) history.shift();
}

/** The two-loop recursion: minus the approximate inverse Hessian times the gradient. */
function descentDirection(gradient: Float64Array, history: readonly Correction[]): Float64Array {
  const q = gradient.map((g) => -g);
  const alpha = new Float64Array(history.length);
  for (let k = history.length - 1; k >= 0; k--) {
    const { s, y, rho } = history[k]!;
    alpha[k] = rho * dot(s, q);
    for (let i = 0; i < q.length; i++) q[i]! -= alpha[k]! * y[i]!;
  }
  const latest = history.at(-1);
  if (latest !== undefined) {
    const scale = 1 / (latest.rho * dot(latest.y, latest.y));
    for (let i = 0; i < q.length; i++) q[i]! *= scale;
  }
  history.forEach(({ s, y, rho }, k) => {
    const beta = rho * dot(y, q);
    for (let i = 0; i < q.length; i++) q[i]! += (alpha[k]! - beta) * s[i]!;
  });
  return q;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function largest(x: Float64Array): number {
  let result = 0;
  for (let i = 0; i < x.length; i++) result = Math.max(result, Math.abs(x[i]!));
  return result;
}
