import { integral } from "./gauss-legendre.ts";
import {
  logRootTwoPi,
  millsRatio,
  normalCdf,
  normalCdfFromCentre,
  normalQuantile,
  normalQuantileFromCentre,
} from "./normal.ts";

/** A distribution by both of its tails, so that neither end loses digits to 1 - p. */
export interface Tails {
  /** Probability below x. */
  lower(x: number): number;
  /** Probability above x. */
  upper(x: number): number;
  /** The x with these probabilities below and above it; they add up to 1. */
  value(lower: number, upper: number): number;
  /** Natural logarithm of the density at an x inside the support. */
  logDensity(x: number): number;
}

/** The standard normal distribution restricted to [a, b], either of which may be infinite; exact at any distance. */
export function truncatedNormal(a: number, b: number): Tails {
  // The half of the line where Φ keeps its digits is the lower one.
  if (a + b > 0) return reflected(truncatedNormal(-b, -a));
  if (b <= 0) return inTail(a, b);
  return a >= -1 ? nearCentre(a, b) : acrossCentre(a, b);
}

function reflected(tails: Tails): Tails {
  return {
    lower: (x) => tails.upper(-x),
    upper: (x) => tails.lower(-x),
    value: (lower, upper) => -tails.value(upper, lower),
    logDensity: (x) => tails.logDensity(-x),
  };
}

/** a < b <= 0: everything is reckoned from b by the cumulative hazard, -ln of Φ(x) / Φ(b). */
function inTail(a: number, b: number): Tails {
  const total = hazardBetween(-b, -a);
  const mass = -Math.expm1(-total);
  const logAtEdge = -Math.log(millsRatio(-b)) - Math.log(mass);
  return {
    lower: (x) => (Math.exp(-hazardBetween(-b, -x)) * -Math.expm1(-hazardBetween(-x, -a))) / mass,
    upper: (x) => -Math.expm1(-hazardBetween(-b, -x)) / mass,
    value: (lower, upper) => {
      const target =
        upper < 0.5 ? -Math.log1p(-upper * mass) : -Math.log(lower + upper * Math.exp(-total));
      return Math.max(a, b - depthOfHazard(-b, target));
    },
    logDensity: (x) => logAtEdge - (b - x) * ((b - x) / 2 - b),
  };
}

/** -ln of Q(y) / Q(x) for 0 <= x <= y, Q = 1 - Φ: the integral of the hazard rate φ / Q. */
function hazardBetween(x: number, y: number): number {
  if (y === Infinity) return Infinity;
  const step = y - x;
  // The logarithm below cancels for short steps; the rate itself does not.
  if (step * (1 + x) < 0.25) return integral((s) => 1 / millsRatio(s), x, y);
  return step * (x + step / 2) + Math.log(millsRatio(x) / millsRatio(y));
}

/** The step from x that gathers the given hazard. The hazard is convex, so Newton descends onto it from above. */
function depthOfHazard(x: number, target: number): number {
  if (target === Infinity) return Infinity;
  let depth = target * millsRatio(x);
  for (let i = 0; i < 60; i++) {
    const change = (hazardBetween(x, x + depth) - target) * millsRatio(x + depth);
    const next = Math.max(depth - change, 0);
    if (Math.abs(next - depth) <= 1e-15 * depth) return next;
    depth = next;
  }
  return depth;
}

/** -1 <= a < 0 < b <= 1: reckoned from the centre, exact for narrow intervals. */
function nearCentre(a: number, b: number): Tails {
  const below = normalCdfFromCentre(-a);
  const above = normalCdfFromCentre(b);
  const mass = below + above;
  const logMass = Math.log(mass);
  return {
    lower: (x) => (below + normalCdfFromCentre(x)) / mass,
    upper: (x) => (above - normalCdfFromCentre(x)) / mass,
    value: (lower, upper) => normalQuantileFromCentre(lower < 0.5 ? lower * mass - below : above - upper * mass),
    logDensity: (x) => (-x * x) / 2 - logRootTwoPi - logMass,
  };
}

/** a < -1, 0 < b <= -a: reckoned from the nearer end. */
function acrossCentre(a: number, b: number): Tails {
  const below = normalCdf(a);
  const above = normalCdf(-b);
  const mass = 1 - below - above;
  const logMass = Math.log1p(-below - above);
  return {
    lower: (x) => (x <= 0 ? normalCdf(x) - below : mass - (normalCdf(-x) - above)) / mass,
    upper: (x) => (x >= 0 ? normalCdf(-x) - above : mass - (normalCdf(x) - below)) / mass,
    value: (lower, upper) =>
      lower < 0.5 ? normalQuantile(below + lower * mass) : -normalQuantile(above + upper * mass),
    logDensity: (x) => (-x * x) / 2 - logRootTwoPi - logMass,
  };
}
