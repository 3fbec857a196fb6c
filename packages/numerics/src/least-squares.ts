import type { Matrix } from "./matrix.ts";

/** The residuals to be made small, as functions of the parameters. */
export interface LeastSquaresProblem {
  /** P, how many parameters. */
  readonly parameters: number;
  /** N, how many residuals. */
  readonly residuals: number;
  /** Writes the N residuals at x into `out`. False: x has no meaning here, the step is refused. */
  evaluate(x: Float64Array, out: Float64Array): boolean;
  /** Writes d residual i / d x j into row i, column j of `out` (N x P). False: it has none here. Default: differences. */
  jacobian?(x: Float64Array, out: Matrix): boolean;
  /** Lower bounds, inclusive; -Infinity where there is none. */
  readonly lower?: ArrayLike<number>;
  /** Upper bounds, inclusive; Infinity where there is none. */
  readonly upper?: ArrayLike<number>;
}

/** How a residual's square counts: see {@link LeastSquaresOptions.loss}. */
export type Loss = "linear" | "huber" | "soft-l1" | "cauchy";

/** How to minimise; everything has a default. */
export interface LeastSquaresOptions {
  /** Default "linear", plain least squares; the others bound the pull of outliers. */
  readonly loss?: Loss;
  /** The residual at which an outlier begins. Default 1. */
  readonly lossScale?: number;
  readonly tolerances?: {
    /** Relative reduction of the cost, made and predicted. Default 1e-10. */
    readonly cost?: number;
    /** Length of the step relative to x, each parameter in its own scale. Default 1e-10. */
    readonly step?: number;
    /** Cosine between the residuals and any column of the Jacobian. Default 1e-10. */
    readonly gradient?: number;
  };
  /** Default 100. */
  readonly maxIterations?: number;
  /** Relative step of finite differences. Default: the square root of machine precision. */
  readonly differenceStep?: number;
  /** The Jacobian returned: "forward" (as iterated) or "central" differences at the solution. Default "forward". */
  readonly finalJacobian?: "forward" | "central";
  /** Ends the minimisation at the best point so far. */
  readonly signal?: AbortSignal | undefined;
  readonly onIteration?: (progress: LeastSquaresProgress) => void;
}

/** One accepted step. */
export interface LeastSquaresProgress {
  readonly iteration: number;
  readonly cost: number;
  /** Valid during the call only. */
  readonly x: Float64Array;
}

/** Where the minimisation ended. */
export interface LeastSquaresResult {
  readonly x: Float64Array;
  /** Half the sum of squared residuals, or of the losses. Infinity if even the start was refused. */
  readonly cost: number;
  /** At x, without the loss. */
  readonly residuals: Float64Array;
  /** At x (N x P), without the loss. */
  readonly jacobian: Matrix;
  readonly converged: boolean;
  /** One sentence for people: why it ended. */
  readonly message: string;
  readonly iterations: number;
  /** Calls of `evaluate`, those for differences included. */
  readonly evaluations: number;
  /** Which parameters ended on a bound. */
  readonly onBound: boolean[];
}

/**
 * Minimises half the sum of squared residuals within bounds by the Levenberg-Marquardt method.
 * @throws RangeError if the numbers of the call do not fit together
 */
export function levenbergMarquardt(
  problem: LeastSquaresProblem,
  start: ArrayLike<number>,
  options: LeastSquaresOptions = {},
): LeastSquaresResult {
  throw new Error(`not written yet: ${problem.parameters} ${start.length} ${options.loss}`);
}
