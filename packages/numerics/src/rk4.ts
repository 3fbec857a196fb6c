import { Outputs } from "./integration-outputs.ts";
import type { Matrix } from "./matrix.ts";
import { type RightHandSide, RungeKuttaStep } from "./runge-kutta-step.ts";
import type { Tableau } from "./tableau.ts";

/** What {@link rk4} gave: the states at the output times, up to the first that is not finite. */
export interface FixedStepIntegration {
  readonly status: "reached" | "non-finite";
  readonly t: Float64Array;
  readonly y: Matrix;
  readonly evaluations: number;
}

const classical: Tableau = {
  name: "classical Runge-Kutta 4",
  c: [0, 1 / 2, 1 / 2, 1],
  a: [[], [1 / 2], [0, 1 / 2], [0, 0, 1]],
  b: [1 / 6, 1 / 3, 1 / 3, 1 / 6],
  e: [0, 0, 0, 0],
  order: 4,
  embeddedOrder: 4,
  realStability: 2.785,
};

/**
 * Solves y' = f(t, y), y(t0) = y0 by the classical Runge-Kutta method of order 4 in steps of at most `maxStep`, equal
 * between two output times. No error control: for right-hand sides too rough for {@link integrate}, or where every run
 * must cost the same. Source: W. Kutta, Z. Math. Phys. 46 (1901) 435-453.
 *
 * @throws RangeError if the output times are not strictly monotone or the step is not positive
 */
export function rk4(
  rhs: RightHandSide,
  y0: ArrayLike<number>,
  t0: number,
  outputTimes: ArrayLike<number>,
  { maxStep = Infinity }: { readonly maxStep?: number } = {},
): FixedStepIntegration {
  if (!(maxStep > 0)) throw new RangeError(`A step is longer than 0, not ${maxStep}.`);
  const outputs = new Outputs(t0, outputTimes, y0.length);
  const step = new RungeKuttaStep(rhs, classical, t0, y0);
  const atol = new Float64Array(y0.length).fill(1);
  outputs.take(t0, step.y);
  let t = t0;
  for (let k = 0; k < outputTimes.length; k++) {
    const from = t;
    const interval = outputTimes[k]! - from;
    if (interval === 0) continue;
    const count = Math.max(1, Math.ceil(Math.abs(interval) / maxStep - 1e-9));
    for (let i = 1; i <= count; i++) {
      if (Number.isNaN(step.attempt(t, interval / count, 0, atol))) {
        return { status: "non-finite", ...outputs.reached(), evaluations: step.evaluations };
      }
      step.accept();
      t = i === count ? outputTimes[k]! : from + (i * interval) / count;
    }
    outputs.take(t, step.y);
  }
  return { status: "reached", ...outputs.reached(), evaluations: step.evaluations };
}
