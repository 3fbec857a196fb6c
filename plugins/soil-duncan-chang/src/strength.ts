/** Strength parameters; angles in degrees, stresses in kPa. */
export interface Strength {
  readonly c: number;
  readonly phi: number;
  readonly dphi: number;
  readonly pa: number;
}

const degree = Math.PI / 180;

/** Friction angles beyond this are outside every soil; the strength formula is singular at 90. */
export const steepest = 89;

/** Friction angle in degrees at a minor principal stress: φ0 - Δφ log10(σ3/pa). */
export const frictionAngle = (s: Strength, s3: number): number => s.phi - s.dphi * Math.log10(s3 / s.pa);

/** Deviator stress at failure: qf = (2c cos φ + 2 σ3 sin φ)/(1 - sin φ); the angle in degrees. */
export function failureDeviator(c: number, angle: number, s3: number): number {
  const sine = Math.sin(angle * degree);
  return (2 * c * Math.cos(angle * degree) + 2 * s3 * sine) / (1 - sine);
}

/** dqf/dσ3, the change of the friction angle included. */
export function failureSlope(s: Strength, s3: number): number {
  const angle = frictionAngle(s, s3) * degree;
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  const above = 2 * s.c * cosine + 2 * s3 * sine;
  const below = 1 - sine;
  const byAngle = ((2 * s3 * cosine - 2 * s.c * sine) * below + above * cosine) / below ** 2;
  return (2 * sine) / below - (byAngle * s.dphi * degree) / (s3 * Math.LN10);
}

/** Why a friction angle means nothing, or undefined. */
export function meaninglessAngle(angle: number, s3: number): string | undefined {
  if (angle >= 0 && angle <= steepest) return undefined;
  return `the friction angle would be ${angle.toFixed(1)}° at a minor stress of ${s3.toPrecision(4)} kPa (phi and dphi do not hold there)`;
}
