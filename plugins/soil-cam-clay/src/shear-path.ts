import { shearCompliance, type Clay, type StressState, type Volume } from "./soil.ts";

/**
 * How a shear test under prescribed axial strain moves in stress space. Everything in a Cam-Clay test is then a function of one number: of the stress ratio while
 * the clay yields, of p or q while it does not.
 */
export interface ShearPath {
  /** Slope of the elastic path: dp for dq > 0. */
  readonly elasticDirection: { readonly dp: number; readonly dq: number };
  /** ln p at a stress ratio, while the clay yields. @param from the state at which yielding began */
  readonly logMean: (clay: Clay, from: StressState) => (eta: number) => number;
  /** d ln p / dη while the clay yields, given ψ'(η). */
  readonly logMeanSlope: (clay: Clay, eta: number, slope: number) => number;
  /** Whether the volume stays, in elasticity and while the clay yields. */
  readonly elasticVolumeStays: boolean;
  readonly volumeStays: boolean;
}

/** Constant radial stress, dq = 3 dp: p = 3 σr / (3 - η). */
export const drainedPath = (radialStress: number): ShearPath => {
  const log = Math.log(3 * radialStress);
  return {
    elasticDirection: { dp: 1, dq: 3 },
    logMean: () => (eta) => log - Math.log(3 - eta),
    logMeanSlope: (_clay, eta) => 1 / (3 - eta),
    elasticVolumeStays: false,
    volumeStays: false,
  };
};

/** Constant mean stress. */
export const constantMeanPath: ShearPath = {
  elasticDirection: { dp: 0, dq: 1 },
  logMean: (_clay, { p }) => {
    const log = Math.log(p);
    return () => log;
  },
  logMeanSlope: () => 0,
  elasticVolumeStays: true,
  volumeStays: false,
};

/** Constant volume: λ d ln p = -(λ-κ) dψ. */
export const undrainedPath: ShearPath = {
  elasticDirection: { dp: 0, dq: 1 },
  logMean: ({ surface, lambda, kappa }, { p, q }) => {
    const Lambda = (lambda - kappa) / lambda;
    const constant = Math.log(p) + Lambda * surface.size(q / p);
    return (eta) => constant - Lambda * surface.size(eta);
  },
  logMeanSlope: ({ lambda, kappa }, _eta, slope) => (-(lambda - kappa) / lambda) * slope,
  elasticVolumeStays: true,
  volumeStays: true,
};

/**
 * dεa/dw along yielding, with η = c - σ exp(-w): the critical state c = M or -M lies at infinite w, where the strain grows in proportion to w. So the function is smooth and bounded.
 */
export function strainRate(clay: Clay, path: ShearPath, volume: Volume, from: StressState, c: number): (eta: number, left: number) => number {
  const { surface, lambda, kappa, current, G } = clay;
  const hardening = lambda - kappa;
  const logMean = path.logMean(clay, from);
  const towards = Math.sign(c);
  const fixed = volume.governing(Math.log(from.p), Math.log(from.pc));
  const followsVolume = current && !path.volumeStays;
  return (eta, left) => {
    const slope = surface.slope(eta, towards);
    const x = path.logMeanSlope(clay, eta, slope);
    let v = fixed;
    let lnp = 0;
    if (followsVolume || G > 0) lnp = logMean(eta);
    if (followsVolume) v = volume.governing(lnp, lnp + surface.size(eta));
    const elasticShear = shearCompliance(clay, v, G > 0 ? Math.exp(lnp) : 1) * (1 + eta * x) * left;
    const plasticShear = surface.flow(eta, c) * hardening * (x + slope);
    const volumetric = path.volumeStays ? 0 : (lambda * x + hardening * slope) * left;
    return (elasticShear + plasticShear + volumetric / 3) / v;
  };
}
