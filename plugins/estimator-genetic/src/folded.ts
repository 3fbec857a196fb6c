/** Width of the strip inside each bound, as a share of the range, in which the map below is curved. */
const strip = 0.05;

/** From bound to bound along the unbounded coordinate. */
const period = 1 + 2 * strip;

/**
 * Maps an unbounded coordinate onto [0, 1] without a kink: the identity in the middle, parabolas with their vertex on the bounds, mirrored periodically beyond.
 * A minimum on a bound becomes a smooth minimum at the parabola's vertex, which a normal distribution can surround.
 *
 * Source: the piecewise quadratic boundary transformation of N. Hansen's pycma (`BoundTransform`).
 */
export function folded(y: number): number {
  let t = (y + strip) % (2 * period);
  if (t < 0) t += 2 * period;
  if (t > period) t = 2 * period - t;
  if (t < 2 * strip) return (t * t) / (4 * strip);
  if (t > period - 2 * strip) return 1 - (period - t) ** 2 / (4 * strip);
  return t - strip;
}

/** The y in [-0.05, 1.05] with folded(y) = u, for u in [0, 1]. */
export function unfolded(u: number): number {
  if (u < strip) return 2 * Math.sqrt(strip * u) - strip;
  if (u > 1 - strip) return 1 + strip - 2 * Math.sqrt(strip * (1 - u));
  return u;
}
