/**
 * The yield surface and plastic potential ((p - h)/(k h))² + (q/(k r h))² = 1: ellipses with centre h on the p axis, all similar. For k < 1 they have a common
 * tangent through the origin.
 */
export interface Ellipse {
  readonly k: number;
  readonly r: number;
}

/** Share of the common tangent's stress ratio at which an element counts as failed; the tangent itself is never quite reached. */
export const tangentShare = 0.995;

/** Stress ratio of the common tangent, k r/√(1 - k²). */
export const tangentRatio = ({ k, r }: Ellipse): number => (k * r) / Math.sqrt(1 - k * k);

/** Centre of the ellipse whose wet side passes through a state; NaN above the common tangent. */
export const centreThrough = ({ k, r }: Ellipse, p: number, q: number): number => (p - Math.sqrt(k * k * p * p - ((1 - k * k) * q * q) / (r * r))) / (1 - k * k);

/** 1 at the centre of an ellipse, 0 on it, negative outside. */
export const gapTo = ({ k, r }: Ellipse, p: number, q: number, h: number): number => 1 - ((p - h) / (k * h)) ** 2 - (q / (k * r * h)) ** 2;

/** Mean stress at which drained compression at a radial stress, q = 3(p - σ3), meets an ellipse from inside. */
export function meanOnDrainedPath({ k, r }: Ellipse, radialStress: number, h: number): number {
  const steep = 9 / (r * r);
  const half = h + steep * radialStress;
  const constant = (1 - k * k) * h * h + steep * radialStress * radialStress;
  return (half + Math.sqrt(Math.max(0, half * half - (1 + steep) * constant))) / (1 + steep);
}
