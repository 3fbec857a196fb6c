import { invariantStiffness, isotropicStiffness, shearFromBulk, type ElementMaterial, type ElementState } from "../src/index.ts";

/** Modified Cam-Clay with constant specific volume: an elastoplastic material with a published closed form, to try the driver on. */
export interface CamClay {
  readonly M: number;
  readonly lambda: number;
  readonly kappa: number;
  readonly nu: number;
  readonly v: number;
}

export function modifiedCamClay({ M, lambda, kappa, nu, v }: CamClay): ElementMaterial {
  const meanOf = (s: ElementState): number => (s[0]! + 2 * s[1]!) / 3;
  const yieldOf = (s: ElementState): number => ((s[0]! - s[1]!) / M) ** 2 + meanOf(s) * (meanOf(s) - s[4]!);
  const gradient = (s: ElementState) => ({ fp: 2 * meanOf(s) - s[4]!, fq: (2 * (s[0]! - s[1]!)) / (M * M) });
  const elastic = 0;
  const plastic = 1;
  return {
    internals: 1,
    stiffness: (s, regime, _axial, _radial, out) => {
      const p = meanOf(s);
      const K = (v * p) / kappa;
      const G = shearFromBulk(K, nu);
      if (regime === elastic) return isotropicStiffness(K, G, out);
      const { fp, fq } = gradient(s);
      const H = ((p * s[4]! * v) / (lambda - kappa)) * fp;
      const den = K * fp * fp + 3 * G * fq * fq + H;
      invariantStiffness(K - (K * fp) ** 2 / den, (-3 * G * K * fp * fq) / den, (-3 * G * K * fp * fq) / den, 3 * G - (3 * G * fq) ** 2 / den, out);
    },
    evolve: (s, regime, rates) => {
      const K = (v * meanOf(s)) / kappa;
      const plasticVolume = rates[2]! + 2 * rates[3]! - (rates[0]! + 2 * rates[1]!) / 3 / K;
      rates[4] = regime === plastic ? (s[4]! * v * plasticVolume) / (lambda - kappa) : 0;
    },
    enter: (s, trial) => {
      if (yieldOf(s) < -1e-9 * s[4]! ** 2) return elastic;
      const { fp, fq } = gradient(s);
      const rates = trial(elastic);
      return (fp * (rates[0]! + 2 * rates[1]!)) / 3 + fq * (rates[0]! - rates[1]!) > 0 ? plastic : elastic;
    },
    holds: (s, regime, trial) => {
      if (regime === elastic) return -yieldOf(s);
      const { fp, fq } = gradient(s);
      const rates = trial(elastic);
      return (fp * (rates[0]! + 2 * rates[1]!)) / 3 + fq * (rates[0]! - rates[1]!);
    },
  };
}

/** Undrained triaxial compression from an isotropic state, exact: mean stress and shear strain at a stress ratio beyond yield. */
export function undrainedCamClay({ M, lambda, kappa, nu, v }: CamClay, p0: number, pc0: number) {
  const alpha = (3 * (1 - 2 * nu)) / (2 * (1 + nu));
  const Lambda = (lambda - kappa) / lambda;
  const qy = M * Math.sqrt(p0 * (pc0 - p0));
  const e0 = qy / p0;
  const strainAtYield = (kappa * qy) / (3 * alpha * v * p0);
  return {
    qy,
    strainAtYield,
    beyond: (eta: number) => {
      const arc = Math.atan(eta / M) - Math.atan(e0 / M);
      const plastic = ((kappa * Lambda) / (v * M)) * (Math.log(Math.abs(((M + eta) * (M - e0)) / ((M - eta) * (M + e0)))) - 2 * arc);
      const elastic = (kappa / (3 * alpha * v)) * ((1 - 2 * Lambda) * (eta - e0) + 2 * Lambda * M * arc);
      return { p: p0 * ((M * M + e0 * e0) / (M * M + eta * eta)) ** Lambda, strain: strainAtYield + plastic + elastic };
    },
  };
}
