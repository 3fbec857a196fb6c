import type { Plan } from "./plan.ts";

/**
 * Sum over rows of the loss of one row: `mse` the mean over outputs of (y - t)^2, `cross-entropy` -sum t log softmax(y). Where `slopes` is given
 * it receives scale * d(sum) / d y.
 */
export function lossOf(plan: Plan, y: Float64Array, target: Float64Array, rows: number, slopes?: Float64Array, scale = 1): number {
  const n = plan.outputs;
  let total = 0;
  if (plan.loss === "mse") {
    const factor = (2 * scale) / n;
    for (let i = 0; i < rows * n; i++) {
      const error = y[i]! - target[i]!;
      total += error * error;
      if (slopes) slopes[i] = factor * error;
    }
    return total / n;
  }
  for (let r = 0; r < rows; r++) {
    const first = r * n;
    let top = -Infinity;
    for (let i = first; i < first + n; i++) top = Math.max(top, y[i]!);
    let sum = 0;
    let mass = 0;
    for (let i = first; i < first + n; i++) {
      sum += Math.exp(y[i]! - top);
      mass += target[i]!;
    }
    const logSum = top + Math.log(sum);
    for (let i = first; i < first + n; i++) {
      total += target[i]! * (logSum - y[i]!);
      if (slopes) slopes[i] = scale * (mass * Math.exp(y[i]! - logSum) - target[i]!);
    }
  }
  return total;
}

/** Replaces each row of n values by their softmax. */
export function softmax(values: Float64Array, n: number): void {
  for (let first = 0; first < values.length; first += n) {
    const row = values.subarray(first, first + n);
    const top = row.reduce((a, b) => Math.max(a, b), -Infinity);
    let sum = 0;
    for (let i = 0; i < n; i++) sum += row[i] = Math.exp(row[i]! - top);
    for (let i = 0; i < n; i++) row[i]! /= sum;
  }
}

/** The regularisation term l2 * (sum of squared kernel weights); adds its gradient where one is given. */
export function ridge(plan: Plan, weights: Float64Array, gradient?: Float64Array): number {
  if (plan.l2 === 0) return 0;
  let sum = 0;
  for (const { role, offset, size } of plan.slots) {
    if (role === "bias") continue;
    for (let i = offset; i < offset + size; i++) {
      sum += weights[i]! * weights[i]!;
      if (gradient) gradient[i]! += 2 * plan.l2 * weights[i]!;
    }
  }
  return plan.l2 * sum;
}
