import type { Matrix } from "./matrix.ts";
import type { Loss } from "./robust-loss.ts";

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
  readonly lower?: ArrayLike<number> | undefined;
  /** Upper bounds, inclusive; Infinity where there is none. */
  readonly upper?: ArrayLike<number> | undefined;
}

/** How to minimise; everything has a default. */
export interface LeastSquaresOptions {
  /** Default "linear", plain least squares; the others bound the pull of outliers. */
  readonly loss?: Loss | undefined;
  /** The residual at which an outlier begins. Default 1. */
  readonly lossScale?: number | undefined;
  readonly tolerances?: {
    /** Relative reduction of the cost, made and predicted. Default 1e-10. */
    readonly cost?: number | undefined;
    /** Length of the step relative to x, each parameter in its own scale. Default 1e-10. */
    readonly step?: number | undefined;
    /** Cosine between the residuals and any column of the Jacobian. Default 1e-10. */
    readonly gradient?: number | undefined;
  };
  /** Default 100. */
  readonly maxIterations?: number | undefined;
  /** Relative step of finite differences. Default: the square root of machine precision. */
  readonly differenceStep?: number | undefined;
  /** The Jacobian returned: "forward" (as iterated) or "central" differences at the solution. Default "forward". */
  readonly finalJacobian?: "forward" | "central" | undefined;
  /** Ends the minimisation at the best point so far. */
  readonly signal?: AbortSignal | undefined;
  readonly onIteration?: ((progress: LeastSquaresProgress) => void) | undefined;
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
