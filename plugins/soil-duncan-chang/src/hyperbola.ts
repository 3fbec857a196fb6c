import type { Options } from "./options.ts";
import { unloadingNumber } from "./parameters.ts";
import { failureDeviator, frictionAngle, type Strength } from "./strength.ts";

/** What both models share. */
export interface HyperbolicParameters extends Strength {
  readonly K: number;
  readonly n: number;
  readonly Rf: number;
  readonly Kur: number;
}

/** First loading at constant minor stress σ3: q = ea/(1/Ei + ea Rf/qf), up to a limit and what follows it. Axial strains count from the isotropic state. */
export interface Hyperbola {
  readonly s3: number;
  readonly angle: number;
  readonly Ei: number;
  readonly Eur: number;
  readonly qf: number;
  /** 1/Ei and Rf/qf. */
  readonly a: number;
  readonly b: number;
  /** Strain and deviator stress at the limit; infinite strain where it is never reached. */
  readonly limitStrain: number;
  readonly limitStress: number;
  /** Tangent modulus beyond the limit. */
  readonly residual: number;
}

export function hyperbolaAt(p: HyperbolicParameters, s3: number, options: Options): Hyperbola {
  const ratio = s3 / p.pa;
  const scale = p.pa * ratio ** p.n;
  const Ei = p.K * scale;
  const angle = p.dphi === 0 ? p.phi : frictionAngle(p, s3);
  const qf = failureDeviator(p.c, angle, s3);
  const limit = options.stressLevelLimit;
  const left = 1 - p.Rf * limit;
  const endless = options.failure === "hyperbola" || left <= 0;
  const { failure } = options;
  return {
    s3, angle, Ei, qf,
    Eur: unloadingNumber(p.Kur, p.K) * scale,
    a: 1 / Ei,
    b: p.Rf / qf,
    limitStress: limit * qf,
    limitStrain: endless ? Number.POSITIVE_INFINITY : (limit * qf) / (Ei * left),
    residual: failure === "cap" ? Ei * left * left : failure === "residual" ? options.residualFactor * p.K * p.pa : 0,
  };
}

/** Axial strain on first loading at a deviator stress below the limit, ea = q/(Ei (1 - Rf q/qf)). */
export const strainAt = (h: Hyperbola, q: number): number => (q * h.a) / (1 - h.b * q);

/** Deviator stress on first loading, beyond the limit included. */
export const stressAt = (h: Hyperbola, strain: number): number =>
  strain <= h.limitStrain ? strain / (h.a + h.b * strain) : h.limitStress + h.residual * (strain - h.limitStrain);
