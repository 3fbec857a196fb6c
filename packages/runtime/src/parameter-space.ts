import type { ForwardModel, Prior, PriorCorrelation, Table } from "@inversa/core";

/**
 * The estimated parameters of a study: their prior and the working coordinates in which estimators see them.
 *
 * A coordinate is the natural logarithm of its parameter where the prior is log-uniform or log-normal, or uniform on a parameter whose scale is logarithmic;
 * otherwise it is the parameter itself. So every normal or log-normal prior is exactly Gaussian in coordinates.
 */
export interface ParameterSpace {
  /** In the order of theta. */
  readonly names: readonly string[];
  readonly dimension: number;
  readonly logarithmic: readonly boolean[];
  /** As they act: cut at the parameter's bounds and, where they have tails, at six standard deviations. */
  readonly priors: readonly Prior[];
  /** Range of each coordinate under the prior; finite. */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  toCoordinates(theta: ArrayLike<number>): Float64Array;
  toTheta(coordinates: ArrayLike<number>): Float64Array;
  /**
   * A draw of theta from the prior, restricted to sets that mean something to the model. It depends on nothing but the four numbers.
   * @param attempt Another draw for the same index, when the simulation of the one before failed.
   * @param stream An independent series of draws.
   * @throws InputError `prior-invalid` when next to nothing under the prior has a meaning.
   */
  draw(seed: number, index: number, attempt?: number, stream?: number): Float64Array;
  /** Theta at a point of the unit cube; uniform points become draws from the prior. Not restricted to sets with a meaning. */
  fromUnit(u: ArrayLike<number>): Float64Array;
  /** Why the model says that theta means nothing (fixed parameters included), or undefined. */
  invalid(theta: ArrayLike<number>): string | undefined;
  /** Logarithm of the prior density in coordinates, up to a constant; -Infinity outside it or where the parameters contradict each other. */
  logPrior(coordinates: ArrayLike<number>): number;
  /** Mean of the Gaussian part of the prior in coordinates; the middle of the range where the prior is flat. */
  readonly priorMean: Float64Array;
  /** P x P; zero rows and columns where the prior is flat. */
  readonly priorPrecision: Table;
  /** Standard deviation of each coordinate under its (marginal) prior. */
  readonly priorSd: Float64Array;
}

/**
 * @throws InputError `prior-invalid`, `parameter-unknown`.
 */
export function parameterSpace(
  model: ForwardModel,
  estimate: Readonly<Record<string, Prior>>,
  correlations: readonly PriorCorrelation[],
  fixed: Readonly<Record<string, number>>,
): ParameterSpace {
  throw new Error(`not written yet: ${model.id} ${Object.keys(estimate).join()} ${correlations.length} ${Object.keys(fixed).join()}`);
}
