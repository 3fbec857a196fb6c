/** How to minimise; everything has a default. */
export interface LbfgsOptions {
  /** How many past steps shape the next. Default 10. */
  readonly memory?: number;
  /** Default 200. */
  readonly maxIterations?: number;
  /** Ends when the largest gradient component is below this times max(1, |value|). Default 1e-8. */
  readonly tolerance?: number;
  /** Ends the minimisation at the best point so far. */
  readonly signal?: AbortSignal | undefined;
  readonly onIteration?: (progress: { readonly iteration: number; readonly value: number; readonly x: Float64Array }) => void;
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
 * Minimises a smooth function of many variables.
 * @param evaluate returns the value at x and writes the gradient; a value that is not finite is stepped away from
 */
export function lbfgs(
  evaluate: (x: Float64Array, gradient: Float64Array) => number,
  start: ArrayLike<number>,
  options: LbfgsOptions = {},
): LbfgsResult {
  throw new Error(`not written yet: ${evaluate} ${start.length} ${options.memory}`);
}
