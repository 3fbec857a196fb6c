import type { Prior } from "./prior.ts";

/** A continuous distribution on an interval. */
export interface Distribution {
  /** Probability of a value <= x, exact at any distance from the mean. */
  cdf(x: number): number;
  /** The x with cdf(x) = u, for u from 0 to 1; never outside the support. */
  quantile(u: number): number;
  /** Natural logarithm of the density; -Infinity outside the support. */
  logDensity(x: number): number;
  /** The quantile of Φ(z): the value whose standard normal score is z. Keeps both tails exact, which cdf cannot. */
  fromScore(z: number): number;
  /** The standard normal score of x: Φ⁻¹(cdf(x)). */
  toScore(x: number): number;
  readonly mean: number;
  readonly sd: number;
  /** Inclusive; infinite where the distribution has no end. */
  readonly support: readonly [min: number, max: number];
}

/** The distribution a prior names. @throws RangeError saying which number of the prior makes no sense */
export function distributionOf(prior: Prior): Distribution {
  throw new Error(`not written yet: ${prior.distribution}`);
}
