import type { Matrix } from "./matrix.ts";
import type { Tableau } from "./tableau.ts";

/** Writes dy/dt at (t, y) into dydt. Values that are not finite make the solver retry with a shorter step. */
export type RightHandSide = (t: number, y: Float64Array, dydt: Float64Array) => void;

/** How to integrate; everything has a default. */
export interface IntegrateOptions {
  /** Relative tolerance of a step. Default 1e-6. */
  readonly rtol?: number;
  /** Absolute tolerance of a step, one for all components or one each. Default 1e-9. */
  readonly atol?: number | ArrayLike<number>;
  /** Default Dormand-Prince 5(4). */
  readonly tableau?: Tableau;
  /** Integration ends where this changes sign. */
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
  /** Whether steps were held back by stability, not by accuracy (the problem is stiff). */
  readonly stiff: boolean;
}

/**
 * Solves y' = f(t, y), y(t0) = y0 by an adaptive explicit Runge-Kutta pair and reports y at the output times.
 *
 * @param outputTimes strictly monotone from t0 on, forward or backward; t0 itself may be the first
 * @throws RangeError if the output times are not monotone
 */
export function integrate(
  rhs: RightHandSide,
  y0: ArrayLike<number>,
  t0: number,
  outputTimes: ArrayLike<number>,
  options: IntegrateOptions = {},
): Integration {
  throw new Error(`not written yet: ${rhs} ${y0} ${t0} ${outputTimes} ${options}`);
}
