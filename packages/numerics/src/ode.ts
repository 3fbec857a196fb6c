import { Outputs } from "./integration-outputs.ts";
import type { Matrix } from "./matrix.ts";
import { brent } from "./roots.ts";
import { type RightHandSide, RungeKuttaStep } from "./runge-kutta-step.ts";
import { StiffnessGuard } from "./stiffness-guard.ts";
import { dormandPrince, type Tableau } from "./tableau.ts";

/** How to integrate; everything has a default. */
export interface IntegrateOptions {
  /** Relative tolerance of a step. Default 1e-6. */
  readonly rtol?: number;
  /** Absolute tolerance of a step, one for all components or one each. Default 1e-9. */
  readonly atol?: number | ArrayLike<number>;
  /** Default Dormand-Prince 5(4). */
  readonly tableau?: Tableau;
  /** Integration ends where this changes sign, found to machine precision of the dense output. A value of zero at the
   * start does not count; two changes within one step cancel. */
  readonly event?: (t: number, y: Float64Array) => number;
  /** Default 100 000, rejected steps included. */
  readonly maxSteps?: number;
  /** Longest step. Default: the whole interval. */
  readonly maxStep?: number;
  /** Length of the first step tried. Default: chosen from the first derivatives. */
  readonly firstStep?: number;
}

/** Why an integration ended. */
export type IntegrationStatus = "reached" | "event" | "too-many-steps" | "step-too-small" | "non-finite";

/** What an integration gave; partial if it did not reach the last output time. */
export interface Integration {
  readonly status: IntegrationStatus;
  /** One sentence for people: what happened and where. */
  readonly message: string;
  /** The output times that were reached. */
  readonly t: Float64Array;
  /** The states there, one a row. */
  readonly y: Matrix;
  /** Where integration ended: the last output time, the event, or the last good step. */
  readonly end: { readonly t: number; readonly y: Float64Array };
  readonly steps: number;
  readonly rejected: number;
  readonly evaluations: number;
  /** Whether steps were held back by stability, not by accuracy (the problem is stiff); seen with Dormand-Prince. */
  readonly stiff: boolean;
}

/**
 * Solves y' = f(t, y), y(t0) = y0 by an adaptive explicit Runge-Kutta pair and reports y at the output times.
 *
 * Steps are as long as the tolerances allow; outputs between step ends come from the pair's dense output. The inner
 * loop allocates nothing. Step control: K. Gustafsson's PI controller with the constants of the code DOPRI5 (Hairer,
 * Norsett and Wanner 1993, section II.4); stiffness is noticed as there.
 *
 * @param outputTimes strictly monotone from t0 on, forward or backward; t0 itself may be the first
 * @throws RangeError if the output times are not monotone or not finite
 */
export function integrate(
  rhs: RightHandSide,
  y0: ArrayLike<number>,
  t0: number,
  outputTimes: ArrayLike<number>,
  options: IntegrateOptions = {},
): Integration {
  const { rtol = 1e-6, tableau = dormandPrince, event, maxSteps = 100_000, maxStep = Infinity } = options;
  const outputs = new Outputs(t0, outputTimes, y0.length);
  const { end, direction } = outputs;
  const atol = tolerances(options.atol ?? 1e-9, y0.length);
  const step = new RungeKuttaStep(rhs, tableau, t0, y0);
  const at = new Float64Array(y0.length);
  const exponent = 1 / (tableau.embeddedOrder + 1);
  const guard = new StiffnessGuard(tableau.realStability);

  let t = t0;
  let h = Math.min(maxStep, options.firstStep ?? firstStep(step, t0, direction, Math.abs(end - t0), rtol, atol, tableau));
  let steps = 0;
  let rejected = 0;
  let lastError = 1e-4;
  let afterRejection = false;
  let sign = event === undefined ? 0 : Math.sign(event(t0, step.y));

  const finish = (status: IntegrationStatus, message: string): Integration => ({
    status,
    message,
    ...outputs.reached(),
    end: { t, y: Float64Array.from(step.y) },
    steps,
    rejected,
    evaluations: step.evaluations,
    stiff: guard.stiff,
  });
  outputs.take(t0, step.y);
  if (!step.slope.every(Number.isFinite)) return finish("non-finite", `The derivatives are not finite at the start, t = ${t0}.`);

  while (t !== end) {
    if (steps + rejected >= maxSteps) {
      return finish("too-many-steps", `Stopped at t = ${t} after ${maxSteps} steps${guard.explanation}`);
    }
    const remaining = Math.abs(end - t);
    // A last step a little longer than planned is better than one that is nearly nothing.
    const last = remaining <= 1.01 * h && remaining <= maxStep;
    const length = last ? remaining : h;
    if (length < 16 * Number.EPSILON * Math.abs(t) || length === 0) {
      return Number.isNaN(lastError)
        ? finish("non-finite", `Beyond t = ${t} the derivatives are not finite, however short the step.`)
        : finish("step-too-small", `At t = ${t} no step is short enough for the tolerances${guard.explanation}`);
    }
    const signed = direction * length;
    const error = step.attempt(t, signed, rtol, atol);
    if (!(error <= 1)) {
      rejected++;
      h = length * (Number.isNaN(error) ? 0.2 : Math.max(0.2, 0.9 * error ** -exponent));
      if (Number.isNaN(error)) lastError = NaN;
      afterRejection = true;
      continue;
    }
    steps++;
    guard.note(step.stiffness(signed));
    step.prepareDense(signed);
    const tNext = last ? end : t + signed;
    if (event !== undefined) {
      const next = Math.sign(event(tNext, step.next));
      if (sign !== 0 && next !== sign && !Number.isNaN(next)) {
        const start = t;
        const fraction = crossing(sign, next, (part) => {
          step.interpolate(signed, part, at);
          return event(start + part * signed, at);
        });
        outputs.between(start, start + fraction * signed, step, signed);
        if (fraction < 1) {
          step.interpolate(signed, fraction, at);
          step.y.set(at);
        } else step.accept();
        t = start + fraction * signed;
        outputs.take(t, step.y);
        return finish("event", `The event happened at t = ${t}.`);
      }
      sign = next || sign;
    }
    outputs.between(t, tNext, step, signed);
    step.accept();
    t = tNext;
    outputs.take(t, step.y);
    const memory = Number.isNaN(lastError) ? 1e-4 : lastError;
    const growth = 0.9 * Math.max(error, 1e-10) ** -(exponent - 0.03) * memory ** 0.04;
    h = Math.min(maxStep, length * Math.min(afterRejection ? 1 : 10, Math.max(0.2, growth)));
    lastError = Math.max(error, 1e-4);
    afterRejection = false;
  }
  return finish("reached", `Reached t = ${end}.`);
}

/** The fraction of the step at which the event function changes sign. */
function crossing(signBefore: number, signAfter: number, value: (fraction: number) => number): number {
  if (signAfter === 0) return 1;
  const oriented = (fraction: number): number =>
    // The ends are known; there the interpolant may round to the wrong side.
    fraction === 0 ? -1 : fraction === 1 ? 1 : -signBefore * value(fraction);
  return brent(oriented, 0, 1);
}

function tolerances(atol: number | ArrayLike<number>, n: number): Float64Array {
  if (typeof atol === "number") return new Float64Array(n).fill(atol);
  if (atol.length !== n) throw new RangeError(`There are ${atol.length} absolute tolerances for ${n} components.`);
  return Float64Array.from(atol);
}

/** Hairer, Norsett and Wanner (1993), section II.4, "starting step size". */
function firstStep(
  step: RungeKuttaStep,
  t0: number,
  direction: number,
  interval: number,
  rtol: number,
  atol: Float64Array,
  tableau: Tableau,
): number {
  const { y, slope } = step;
  const scaled = (value: (i: number) => number): number => {
    let sum = 0;
    for (let i = 0; i < y.length; i++) sum += (value(i) / (atol[i]! + rtol * Math.abs(y[i]!))) ** 2;
    return Math.sqrt(sum / Math.max(1, y.length));
  };
  const size = scaled((i) => y[i]!);
  const speed = scaled((i) => slope[i]!);
  const trial = Math.min(interval, size < 1e-5 || speed < 1e-5 ? 1e-6 * Math.max(1, interval) : (0.01 * size) / speed);
  const moved = y.map((value, i) => value + direction * trial * slope[i]!);
  const slopeThere = new Float64Array(y.length);
  step.slopeAt(t0 + direction * trial, moved, slopeThere);
  const curvature = scaled((i) => slopeThere[i]! - slope[i]!) / trial;
  const fastest = Math.max(speed, curvature);
  const wanted = fastest > 1e-15 ? (0.01 / fastest) ** (1 / (tableau.embeddedOrder + 1)) : Math.max(1e-6, trial * 1e-3);
  return Number.isFinite(wanted) ? Math.min(100 * trial, wanted, interval) : trial * 1e-3;
}
