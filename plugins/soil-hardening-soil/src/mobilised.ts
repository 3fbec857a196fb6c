import type { HardeningParameters } from "./parameters.ts";

const degree = Math.PI / 180;

/** Sines and lengths that follow from the parameters alone. */
export interface Constants {
  readonly p: HardeningParameters;
  readonly sine: number;
  /** c cot φ in kPa: by how much cohesion shifts the stresses. */
  readonly shift: number;
  /** sin φcv, the critical-state friction of Rowe's theory. */
  readonly critical: number;
  /** sin φm from which on the soil dilates. */
  readonly onset: number;
}

/**
 * Rowe's critical-state angle from the strength, sin φcv = (sin φ - sin ψ)/(1 - sin φ sin ψ), and the onset of dilation: three quarters of sin φ, or sin φcv where that is more,
 * so that the mobilised dilatancy is never negative and vanishes for ψ = 0.
 */
export function constantsOf(p: HardeningParameters): Constants {
  const sine = Math.sin(p.phi * degree);
  const dilatancy = Math.sin(p.psi * degree);
  const critical = (sine - dilatancy) / (1 - sine * dilatancy);
  return { p, sine, shift: p.c / Math.tan(p.phi * degree), critical, onset: Math.max(0.75 * sine, critical) };
}

/** sin φm = (σ1 - σ3)/(σ1 + σ3 + 2 c cot φ). */
export const mobilisedSine = ({ shift }: Constants, q: number, s3: number): number => q / (q + 2 * (s3 + shift));

/** sin ψm = (sin φm - sin φcv)/(1 - sin φm sin φcv), P. W. Rowe, Proc. R. Soc. London A 269 (1962) 500-527. */
export const dilatancySine = ({ critical }: Constants, mobilised: number): number => (mobilised - critical) / (1 - mobilised * critical);

/** Moduli and strength at a minor principal stress, in kPa. */
export interface Stiffnesses {
  readonly Ei: number;
  readonly Eur: number;
  readonly qf: number;
  readonly qa: number;
}

/** R = (c cos φ + σ3 sin φ)/(c cos φ + pref sin φ); E = Eref R^m; Ei = 2 E50/(2 - Rf); qf = (c cot φ + σ3) 2 sin φ/(1 - sin φ); qa = qf/Rf. */
export function stiffnessesAt({ p, sine, shift }: Constants, s3: number): Stiffnesses {
  const scale = ((shift + s3) / (shift + p.pref)) ** p.m;
  const qf = ((shift + s3) * 2 * sine) / (1 - sine);
  return { Ei: (2 * p.E50ref * scale) / (2 - p.Rf), Eur: p.Eurref * scale, qf, qa: qf / p.Rf };
}

/** Plastic shear strain that belongs to a deviator stress on first loading: γp = (2/Ei) q/(1 - q/qa) - 2q/Eur. */
export const plasticShear = ({ Ei, Eur, qa }: Stiffnesses, q: number): number => ((2 / Ei) * q) / (1 - q / qa) - (2 * q) / Eur;

/** Its derivative by q at constant σ3. */
export const plasticShearByDeviator = ({ Ei, Eur, qa }: Stiffnesses, q: number): number => 2 / Ei / (1 - q / qa) ** 2 - 2 / Eur;

/** Its derivative by σ3 at constant q: moduli and asymptote grow with σ3. */
export function plasticShearByMinor({ p, shift, sine }: Constants, s: Stiffnesses, q: number, s3: number): number {
  const strengthSlope = (2 * sine) / (1 - sine) / p.Rf;
  return (-p.m * plasticShear(s, q)) / (shift + s3) - ((2 / s.Ei) * q * q * strengthSlope) / (s.qa - q) ** 2;
}
