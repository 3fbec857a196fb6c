import { isotropicStiffness, invariantStiffness, shearFromYoung, type ElementMaterial, type ElementState, type Limit, type Trial } from "@inversa/soil";
import type { HyperbolicParameters } from "./hyperbola.ts";
import type { Options } from "./options.ts";
import { unloadingNumber } from "./parameters.ts";
import { failureDeviator, failureSlope, frictionAngle, steepest } from "./strength.ts";

/** Bulk modulus that goes with a tangent Young's modulus at a state: all that tells E-B and E-mu apart. */
export type BulkLaw = (state: { readonly s3: number; readonly young: number; readonly initialYoung: number; readonly deviator: number; readonly level: number }) => number;

/** The regime on the hyperbola. */
export const firstLoading = 0;
const unloading = 1;
/** On the memory of the past, where Et would let the stress level fall and Eur would let it rise: it stays (Filippov's solution). */
const neutral = 2;
const failed = 3;

const standing = 1e-6;

const asymptote = 0.9999;

/**
 * The hyperbolic models as a rate law for any axisymmetric path: isotropic elasticity with the tangent moduli of the present minor stress and stress level.
 * One internal variable remembers the largest stress level SL of the past (rule of 1980) or stress state SL (σ3/pa)^(1/4) (1984).
 */
export function hyperbolicElement(p: HyperbolicParameters, options: Options, bulkLaw: BulkLaw): ElementMaterial {
  const weight = options.unloading === "1984" ? 0.25 : 0;
  const limit = options.stressLevelLimit;
  const bounded = options.failure !== "hyperbola";
  const Kur = unloadingNumber(p.Kur, p.K);

  const minorStress = (s: ElementState): number => Math.min(s[0]!, s[1]!);
  const strengthAt = (s3: number): number => failureDeviator(p.c, frictionAngle(p, s3), s3);
  const stressLevel = (s: ElementState): number => Math.abs(s[0]! - s[1]!) / strengthAt(minorStress(s));
  const remembered = (s: ElementState): number => stressLevel(s) * (minorStress(s) / p.pa) ** weight;

  /** d/dt of what is remembered; only its sign matters. */
  const growth = (s: ElementState, rates: Float64Array): number => {
    const q = s[0]! - s[1]!;
    const deviatorRate = rates[0]! - rates[1]!;
    const s3 = minorStress(s);
    if (q === 0) return Math.abs(deviatorRate) / strengthAt(s3);
    const s3Rate = q > 0 ? rates[1]! : rates[0]!;
    const level = Math.abs(q) / strengthAt(s3);
    return (Math.sign(q) * deviatorRate - level * failureSlope(p, s3) * s3Rate) / strengthAt(s3) + (weight * level * s3Rate) / s3;
  };

  /** Growth beside that of the deviator alone which counts as none: a stress level that stays is first loading. */
  const small = (s: ElementState, rates: Float64Array): number => (standing * Math.abs(rates[0]! - rates[1]!)) / strengthAt(minorStress(s));

  const stiffness: ElementMaterial["stiffness"] = (s, regime, _axial, _radial, out) => {
    const s3 = minorStress(s);
    const scale = p.pa * (s3 / p.pa) ** p.n;
    const initialYoung = p.K * scale;
    const deviator = s[0]! - s[1]!;
    const strength = strengthAt(s3);
    const level = Math.abs(deviator) / strength;
    const tangent = initialYoung * (1 - p.Rf * level) ** 2;
    let young = tangent;
    if (regime === failed) young = residualModulus(options, p, initialYoung);
    else if (regime !== firstLoading) {
      young = Kur * scale;
      const critical = s[4]! / (s3 / p.pa) ** weight;
      if (weight > 0 && level > 0.75 * critical) young += (tangent - young) * Math.min(1, (level / critical - 0.75) * 4);
    }
    const bulk = bulkLaw({ s3, young, initialYoung, deviator: Math.abs(deviator), level: regime === failed ? Number.POSITIVE_INFINITY : level });
    if (regime === neutral) {
      // |q| = y grows with the mean stress so that y (s3/pa)^w / qf stays: dy = y g ds3, ds3 = dp - h dy.
      const g = failureSlope(p, s3) / strength - weight / s3;
      const h = deviator > 0 ? 1 / 3 : 2 / 3;
      const y = Math.abs(deviator);
      invariantStiffness(bulk, 0, (Math.sign(deviator) * bulk * y * g) / (1 + h * y * g), 0, out);
    } else isotropicStiffness(bulk, shearFromYoung(bulk, young), out);
  };

  return {
    internals: 1,
    stiffness,
    enter: (s, trial, ended) => {
      const now = remembered(s);
      const past = s[4]!;
      s[4] = Math.max(past, now);
      if (now < past * (1 - 1e-9)) return unloading;
      if (bounded && stressLevel(s) >= limit * (1 - 1e-9)) return growth(s, trial(unloading)) > 0 ? failed : unloading;
      const outwards = growth(s, trial(unloading));
      const loading = growth(s, trial(firstLoading));
      // The margin that has run out tells how the neutral state ended; both vanish only up to rounding.
      if (ended === neutral) return -loading < outwards ? firstLoading : unloading;
      // As in plasticity, the stiff trial decides; on a path without shear nothing grows and nothing is unloaded.
      if (ended !== unloading && outwards < -small(s, trial(unloading)) && s[4]! > 0) return unloading;
      if (ended !== firstLoading && loading >= -small(s, trial(firstLoading))) return firstLoading;
      return outwards > small(s, trial(unloading)) ? neutral : unloading;
    },
    holds: (s, regime, trial: Trial) => {
      if (regime === unloading) return s[4]! - remembered(s);
      if (regime === failed) return growth(s, trial(unloading));
      if (regime === neutral) return Math.min(-growth(s, trial(firstLoading)), growth(s, trial(unloading)));
      const rates = trial(firstLoading);
      // A path without shear leaves the stress level at zero; rounding must not end its regime.
      const loading = s[0] === s[1] ? 1 : growth(s, rates) + small(s, rates);
      return bounded && options.failure !== "stop" ? Math.min(loading, limit - stressLevel(s)) : loading;
    },
    limits: [
      {
        reason: "tension",
        margin: (s) => minorStress(s) - 1e-6 * p.pa,
        message: (s) => `the minor principal stress vanished at ${(100 * s[2]!).toFixed(2)} % axial strain`,
      },
      {
        reason: "no-solution",
        margin: (s) => Math.min(frictionAngle(p, minorStress(s)) + 1e-9, steepest - frictionAngle(p, minorStress(s))),
        message: (s) => `the friction angle would leave 0..${steepest}° at a minor stress of ${minorStress(s).toPrecision(4)} kPa (phi and dphi do not hold there)`,
      },
      // The hyperbola has an asymptote: near it strains of any size give no stress, and a prescribed stress cannot be carried.
      ...(options.failure === "stop" ? [failureLimit(stressLevel, limit)] : bounded ? [] : [failureLimit(stressLevel, asymptote / p.Rf)]),
    ],
  };
}

const failureLimit = (stressLevel: (s: ElementState) => number, limit: number): Limit => ({
  reason: "failure",
  margin: (s) => limit - stressLevel(s),
  message: (s) => `the deviator stress reached its limit of ${(s[0]! - s[1]!).toFixed(1)} kPa at ${(100 * s[2]!).toFixed(2)} % axial strain`,
});

/** The perfectly plastic plateau needs a stiffness that is not quite zero to have a direction. */
const nearlyNothing = 1e-9;

function residualModulus({ failure, residualFactor, stressLevelLimit }: Options, p: HyperbolicParameters, initialYoung: number): number {
  if (failure === "cap") return Math.max(initialYoung * (1 - p.Rf * stressLevelLimit) ** 2, nearlyNothing * initialYoung);
  return failure === "residual" ? residualFactor * p.K * p.pa : nearlyNothing * initialYoung;
}
