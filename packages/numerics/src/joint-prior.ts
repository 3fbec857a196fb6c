import { cholesky, logDeterminant, solveLower } from "./cholesky.ts";
import { symmetricEigen } from "./decompositions.ts";
import { type Distribution, distributionOf } from "./distribution.ts";
import { identity, type Matrix } from "./matrix.ts";
import { normalCdf, normalQuantile } from "./normal.ts";
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
  /**
   * Maps a point of the unit cube to parameters (Rosenblatt), so that uniform points become draws from the prior.
   * Coordinates are kept 2^-54 away from 0 and 1, so parameters without an end stay finite.
   */
  fromUnit(u: ArrayLike<number>, out?: Float64Array): Float64Array;
  /** The inverse of {@link JointPrior.fromUnit}. */
  toUnit(theta: ArrayLike<number>, out?: Float64Array): Float64Array;
}

/**
 * Joins priors by a Gaussian copula: the normal scores of the parameters are jointly normal with the given
 * correlations, so normal priors give exactly a correlated normal.
 *
 * @throws RangeError if a coefficient is outside (-1, 1), a pair is named twice or out of range, or the correlations
 * contradict one another (not positive definite); the message names the pair, or the one most at odds with the others
 */
export function jointPrior(priors: readonly Prior[], correlations: readonly PriorCorrelation[] = []): JointPrior {
  const dimension = priors.length;
  const marginals = priors.map(distributionOf);
  const l = correlationFactor(dimension, correlations);
  const correlated = new Set(correlations.filter((c) => c.coefficient !== 0).flatMap((c) => [...c.between]));
  const halfLogDeterminant = logDeterminant(l) / 2;
  const scores = new Float64Array(dimension);

  function fromUnit(u: ArrayLike<number>, out = new Float64Array(dimension)): Float64Array {
    for (const i of correlated) scores[i] = normalQuantile(inside(u[i]!));
    for (let i = 0; i < dimension; i++) {
      out[i] = correlated.has(i) ? marginals[i]!.fromScore(combined(l, i, scores)) : marginals[i]!.quantile(inside(u[i]!));
    }
    return out;
  }

  /** The scores of the correlated parameters, zero for the others. */
  function scoresOf(theta: ArrayLike<number>): Float64Array {
    for (const i of correlated) {
      const score = marginals[i]!.toScore(theta[i]!);
      scores[i] = Math.abs(score) === Infinity ? Math.sign(score) * endScore : score;
    }
    return scores;
  }

  return {
    dimension,
    marginals,
    fromUnit,
    sample: (random) => fromUnit(Float64Array.from({ length: dimension }, () => random.next())),
    logDensity(theta) {
      let sum = 0;
      for (let i = 0; i < dimension; i++) sum += marginals[i]!.logDensity(theta[i]!);
      if (correlated.size === 0 || sum === -Infinity) return sum;
      const z = scoresOf(theta);
      const white = solveLower(l, z);
      for (let i = 0; i < dimension; i++) sum += (z[i]! * z[i]! - white[i]! * white[i]!) / 2;
      return sum - halfLogDeterminant;
    },
    toUnit(theta, out = new Float64Array(dimension)) {
      const white = correlated.size > 0 ? solveLower(l, scoresOf(theta)) : scores;
      for (let i = 0; i < dimension; i++) out[i] = correlated.has(i) ? normalCdf(white[i]!) : marginals[i]!.cdf(theta[i]!);
      return out;
    },
  };
}

// The score at the very end of a bounded support is infinite; double precision knows no probability beyond this one.
const endScore = 38;

function inside(u: number): number {
  return Math.min(1 - 2 ** -53, Math.max(2 ** -54, u));
}

function combined(l: Matrix, i: number, z: Float64Array): number {
  let sum = 0;
  for (let k = 0; k <= i; k++) sum += l.data[i * l.columns + k]! * z[k]!;
  return sum;
}

/** The Cholesky factor of the correlation matrix. */
function correlationFactor(dimension: number, correlations: readonly PriorCorrelation[]): Matrix {
  const matrix = identity(dimension);
  for (const correlation of correlations) {
    const { between, coefficient } = correlation;
    const [i, j] = between;
    const inRange = between.every((index) => Number.isInteger(index) && index >= 0 && index < dimension);
    if (!inRange || i === j) {
      throw new RangeError(`${named(correlation)} needs two different parameters from 0 to ${dimension - 1}.`);
    }
    if (!(Math.abs(coefficient) < 1)) throw new RangeError(`${named(correlation)} is not between -1 and 1.`);
    if (matrix.data[i * dimension + j] !== 0) throw new RangeError(`${named(correlation)} is given twice.`);
    matrix.data[i * dimension + j] = coefficient;
    matrix.data[j * dimension + i] = coefficient;
  }
  const factor = cholesky(matrix);
  if (factor !== undefined) return factor;
  throw new RangeError(
    `${named(mostAtOdds(matrix, correlations))} contradicts the others: together they are not positive definite.`,
  );
}

function named({ between, coefficient }: PriorCorrelation): string {
  return `The correlation ${coefficient} between parameters ${between[0]} and ${between[1]}`;
}

/** The correlation that lowers the smallest eigenvalue most: the eigenvalue is 1 plus the sum of 2 c vi vj. */
function mostAtOdds(matrix: Matrix, correlations: readonly PriorCorrelation[]): PriorCorrelation {
  const { vectors } = symmetricEigen(matrix);
  const v = (index: number): number => vectors.data[index * vectors.columns]!;
  const share = ({ between, coefficient }: PriorCorrelation): number => coefficient * v(between[0]) * v(between[1]);
  return correlations.reduce((worst, candidate) => (share(candidate) < share(worst) ? candidate : worst));
}
