import { type MeasuredShear, peakOf, strainAtDeviator } from "./measured-shear.ts";

/** ea/q = 1/Ei + ea/qult through two points of a measured curve. */
export interface TwoPointHyperbola {
  /** Strength: the largest deviator stress, kPa. */
  readonly qf: number;
  /** Initial tangent modulus, kPa. */
  readonly Ei: number;
  /** Asymptote, kPa. */
  readonly qult: number;
  /** Failure ratio qf/qult. */
  readonly Rf: number;
}

/**
 * The hyperbola through the points at 70 and 95 % of the strength; a sentence where these do not lie on one.
 *
 * Source: J. M. Duncan, P. Byrne, K. S. Wong, P. Mabry, report UCB/GT/80-01, University of California, Berkeley (1980).
 */
export function twoPointHyperbola(test: MeasuredShear): TwoPointHyperbola | string {
  const { qf } = peakOf(test);
  if (!(qf > 0)) return `${test.id} has no deviator stress above zero`;
  const [low, high] = [0.7 * qf, 0.95 * qf].map((q) => ({ strain: strainAtDeviator(test, q), q })) as [{ strain: number; q: number }, { strain: number; q: number }];
  const b = (high.strain / high.q - low.strain / low.q) / (high.strain - low.strain);
  const a = low.strain / low.q - b * low.strain;
  if (!(high.strain > low.strain && a > 0 && b > 0 && Number.isFinite(b))) return `between 70 and 95 % of its strength ${test.id} does not bend like a hyperbola`;
  return { qf, Ei: 1 / a, qult: 1 / b, Rf: qf * b };
}
