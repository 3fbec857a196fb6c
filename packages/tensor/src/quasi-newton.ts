import type { Task } from "./descent.ts";
import { fullGradient, fullLoss } from "./full-batch.ts";
import { ridge } from "./loss.ts";
import { searchLine } from "./line-search.ts";
import type { Lbfgs } from "./training.ts";
import { addScaled, difference, dot, largest, scale } from "./vector.ts";

/**
 * L-BFGS on the loss with its l2 term (Nocedal and Wright 2006, Numerical Optimization, algorithm 7.5). It lets the event loop turn inside an
 * evaluation, which a general minimiser cannot.
 */
export async function quasiNewton(task: Task, { memory = 20, tolerance = 1e-10 }: Lbfgs): Promise<void> {
  const { plan, session, data, validation, weights, training, monitor } = task;
  const n = plan.weights;
  let lossThere = 0;
  const evaluate = async (at: Float64Array, into: Float64Array): Promise<number> => {
    lossThere = await fullGradient(plan, session, data, at, into, monitor);
    return lossThere + ridge(plan, at);
  };

  let gradient = new Float64Array(n);
  let nextGradient = new Float64Array(n);
  const next = new Float64Array(n);
  const direction = new Float64Array(n);
  const pairs: Array<{ readonly s: Float64Array; readonly y: Float64Array; readonly curvature: number }> = [];
  let value = await evaluate(weights, gradient);

  for (let iteration = 0; iteration < training.epochs; iteration++) {
    applyInverseHessian(pairs, gradient, direction);
    let slope = dot(gradient, direction);
    if (!(slope < 0)) {
      pairs.length = 0;
      direction.set(gradient.map((g) => -g));
      slope = dot(gradient, direction);
    }
    const first = pairs.length > 0 ? 1 : Math.min(1, 1 / norm1(gradient));
    const found = await searchLine(value, slope, first, async (step) => {
      next.set(weights);
      addScaled(next, step, direction);
      const f = await evaluate(next, nextGradient);
      return { value: f, slope: dot(nextGradient, direction) };
    });
    if (!found) {
      // No descent along this direction: forget the curvature once, then give up, for rounding is all that is left.
      if (pairs.length === 0) return;
      pairs.length = 0;
      continue;
    }
    const oldest = pairs.length === memory ? pairs.shift() : undefined;
    const s = difference(next, weights, oldest?.s ?? new Float64Array(n));
    const y = difference(nextGradient, gradient, oldest?.y ?? new Float64Array(n));
    const curvature = dot(s, y);
    // A pair of no curvature, which only rounding can bring, would make the Hessian indefinite.
    if (curvature > 1e-14 * dot(y, y)) pairs.push({ s, y, curvature });
    weights.set(next);
    [gradient, nextGradient] = [nextGradient, gradient];
    value = found.value;
    const validationLoss = validation && (await fullLoss(plan, session, validation, weights, monitor));
    if (monitor.epoch(lossThere, validationLoss, weights) || largest(gradient) <= tolerance) return;
  }
}

/** direction = -H gradient, H the inverse Hessian that the pairs imply (two-loop recursion, algorithm 7.4). */
function applyInverseHessian(pairs: ReadonlyArray<{ s: Float64Array; y: Float64Array; curvature: number }>, gradient: Float64Array, direction: Float64Array): void {
  direction.set(gradient);
  const alphas = new Float64Array(pairs.length);
  for (let k = pairs.length - 1; k >= 0; k--) {
    const { s, y, curvature } = pairs[k]!;
    const alpha = (alphas[k] = dot(s, direction) / curvature);
    addScaled(direction, -alpha, y);
  }
  const last = pairs.at(-1);
  if (last) scale(direction, last.curvature / dot(last.y, last.y));
  pairs.forEach(({ s, y, curvature }, k) => {
    const beta = alphas[k]! - dot(y, direction) / curvature;
    addScaled(direction, beta, s);
  });
  scale(direction, -1);
}

function norm1(a: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += Math.abs(a[i]!);
  return sum;
}
