/*
 * The yield function f = I1³/I3 of axisymmetric stress depends on the ratio x = axial/radial alone: f = (x + 2)³/x, 27 at x = 1 and larger on either side.
 */

/** f - 27 = (x - 1)²(x + 8)/x, without cancellation near the isotropic state. */
export const shearOf27 = (x: number): number => ((x - 1) ** 2 * (x + 8)) / x;

/** f of a stress ratio. */
export const yieldOf = (x: number): number => 27 + shearOf27(x);

/**
 * The three stress ratios at which f has a value of 27 or more: compression (1 or more), extension (0 to 1) and a negative one (-8 or less).
 * With t = x + 2 they are the roots of t³ - f t + 2 f, by Viète's cosines.
 */
export function ratiosAt(f: number): readonly [compression: number, extension: number, negative: number] {
  if (f <= 27) return [1, 1, -8];
  const radius = 2 * Math.sqrt(f / 3);
  const angle = Math.acos(Math.max(-1, -3 * Math.sqrt(3 / f)));
  const root = (k: number): number => polished(radius * Math.cos((angle - 2 * Math.PI * k) / 3) - 2, f);
  return [root(0), root(1), root(2)];
}

/** One step of Newton's method on (x - 1)²(x + 8) - (f - 27) x takes the rounding of the cosines away. */
function polished(x: number, f: number): number {
  const slope = 3 * (x - 1) * (x + 5) - (f - 27);
  const step = ((x - 1) ** 2 * (x + 8) - (f - 27) * x) / slope;
  return Math.abs(step) < 1e-6 * Math.abs(x) ? x - step : x;
}
