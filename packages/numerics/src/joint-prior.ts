import type { Distribution } from "./distribution.ts";
import type { Prior } from "./prior.ts";
import type { Random } from "./random.ts";

/** Two parameters, by their place in the list of priors, and the correlation of their normal scores. */
export interface PriorCorrelation {
  readonly between: readonly [number, number];
  readonly coefficient: number;
}

/** The distribution of a whole parameter vector. */
export interface JointPrior {
  readonly dimension: number;
  readonly marginals: readonly Distribution[];
  sample(random: Random): Float64Array;
  /** Natural logarithm of the joint density at theta; -Infinity outside the support. */
  logDensity(theta: ArrayLike<number>): number;
  /** Maps a point of the unit cube to parameters (Rosenblatt): uniform points become draws from the prior. */
  fromUnit(u: ArrayLike<number>, out?: Float64Array): Float64Array;
  /** The inverse of {@link JointPrior.fromUnit}. */
  toUnit(theta: ArrayLike<number>, out?: Float64Array): Float64Array;
}

/**
 * Joins priors by a Gaussian copula: the normal scores of the parameters are jointly normal with the given
 * correlations, so normal priors give exactly a correlated normal.
 *
 * @throws RangeError if a coefficient is outside (-1, 1), a pair is named twice or out of range, or the correlations
 * contradict one another (not positive definite); the message names the pair
 */
export function jointPrior(priors: readonly Prior[], correlations: readonly PriorCorrelation[] = []): JointPrior {
  throw new Error(`not written yet: ${priors.length} ${correlations.length}`);
}
