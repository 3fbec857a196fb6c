import { isotropicStiffness, type ElementMaterial, type ElementState, type Trial } from "@inversa/soil";
import { failureMessage } from "./drained.ts";
import { elasticModulus, hardeningEnd, hardeningStart, type LadeDuncanParameters } from "./parameters.ts";
import { shearOf27, yieldOf } from "./stress-ratio.ts";

export const elastic = 0;
export const plastic = 1;

/** Distance below the yield surface, over f, that rounding and integration leave. */
const onSurface = 1e-6;

/** kPa; grains are crushed long before. */
const largestMeanStress = 1e6;

/**
 * The model as a rate law for any axisymmetric path: yield function F = f - ft - Wp/(a(σ3) + d Wp), whose gradient includes that of a(σ3) (this extension beyond
 * constant σ3 is Inversa's), potential g = I1³ - k2 I3 with k2 = A f + 27(1 - A), one internal variable, the plastic work Wp in kPa.
 *
 * Gradients of F and g both vanish at the isotropic state as x - 1, the hardening as its square (x = axial/radial); divided by it everything stays finite there,
 * so that a threshold of 27 needs no special start.
 */
export function ladeDuncanElement(p: LadeDuncanParameters): ElementMaterial {
  const { A, ft, kf, nu } = p;
  const d = hardeningEnd(p);
  const minor = (s: ElementState): number => Math.min(s[0]!, s[1]!);
  const excess = (s: ElementState): number => shearOf27(s[0]! / s[1]!) - (ft - 27) - s[4]! / (hardeningStart(p, minor(s)) + d * s[4]!);
  /** dF/dσ3 through a(σ3). */
  const byMinor = (s: ElementState): number => {
    const Wp = s[4]!;
    if (Wp === 0) return 0;
    const a = hardeningStart(p, minor(s));
    return (Wp * a * p.l) / (minor(s) * (a + d * Wp) ** 2);
  };
  /** dF/dt under given stress rates; any shear loads an isotropic element that stands on its threshold. */
  const loading = (s: ElementState, rates: Float64Array): number => {
    const x = s[0]! / s[1]!;
    const minorRate = x >= 1 ? rates[1]! : rates[0]!;
    const Wp = s[4]!;
    if (x === 1 && Wp === 0) return Math.abs(rates[0]! - rates[1]!);
    return ((2 * (x + 2) ** 2 * (x - 1)) / (x * x * s[1]!)) * (rates[0]! - x * rates[1]!) + byMinor(s) * minorRate;
  };

  const stiffness: ElementMaterial["stiffness"] = (s, regime, _axial, _radial, out) => {
    const Eur = elasticModulus(p, minor(s));
    isotropicStiffness(Eur / (3 * (1 - 2 * nu)), Eur / (2 * (1 + nu)), out);
    if (regime === elastic) return;
    const sr = s[1]!;
    const x = s[0]! / sr;
    const u = x - 1;
    const Wp = s[4]!;
    const a = hardeningStart(p, minor(s));
    const ratioSlope = (2 * (x + 2) ** 2) / (x * x * sr);
    const moving = Wp === 0 ? 0 : byMinor(s) / u;
    const na = ratioSlope + (u < 0 ? moving : 0);
    const nr = -x * ratioSlope + (u < 0 ? 0 : moving);
    const ma = 3 * (x + 5) - (A * u * (x + 8)) / x;
    const mr = 3 * (x - 4) - A * u * (x + 8);
    const H = (3 * (1 - A) * (x + 8) * sr * a) / (a + d * Wp) ** 2;
    const [daa, dar, dra, drr] = out as unknown as readonly [number, number, number, number];
    const flowAxial = daa * ma + dar * mr;
    const flowRadial = dra * ma + drr * mr;
    const den = na * flowAxial + nr * flowRadial + H;
    const gradientAxial = na * daa + nr * dra;
    const gradientRadial = na * dar + nr * drr;
    // A consistency condition without a positive denominator has no unique answer.
    const scale = den > 0 ? 1 / den : Number.NaN;
    out[0] = daa - flowAxial * gradientAxial * scale;
    out[1] = dar - flowAxial * gradientRadial * scale;
    out[2] = dra - flowRadial * gradientAxial * scale;
    out[3] = drr - flowRadial * gradientRadial * scale;
  };

  return {
    internals: 1,
    stiffness,
    evolve: (s, regime, rates) => {
      if (regime === elastic) {
        rates[4] = 0;
        return;
      }
      const Eur = elasticModulus(p, minor(s));
      const elasticAxial = (rates[0]! - 2 * nu * rates[1]!) / Eur;
      const elasticRadial = ((1 - nu) * rates[1]! - nu * rates[0]!) / Eur;
      rates[4] = s[0]! * (rates[2]! - elasticAxial) + 2 * s[1]! * (rates[3]! - elasticRadial);
    },
    enter: (s, trial, ended) => {
      if (ended === elastic) return plastic;
      if (ended === plastic || excess(s) < -onSurface * kf) return elastic;
      return loading(s, trial(elastic)) > 0 ? plastic : elastic;
    },
    holds: (s, regime, trial: Trial) => (regime === elastic ? -excess(s) : loading(s, trial(elastic))),
    limits: [
      {
        reason: "tension",
        margin: (s) => minor(s) - 1e-6 * p.pa,
        message: (s) => `the minor principal stress vanished at ${(100 * s[2]!).toFixed(2)} % axial strain`,
      },
      {
        reason: "failure",
        margin: (s) => kf - yieldOf(s[0]! / s[1]!),
        message: (s) => failureMessage(kf, s[0]! - s[1]!, s[2]!),
      },
      {
        // Undrained, a dilating material gains mean stress without end.
        reason: "cut-off",
        margin: (s) => largestMeanStress - (s[0]! + 2 * s[1]!) / 3,
        message: (s) => `the mean effective stress grew beyond 1 GPa at ${(100 * s[2]!).toFixed(2)} % axial strain`,
      },
    ],
  };
}

/** Plastic work in kPa of a specimen that has been brought to its stresses by first loading; 0 below the threshold. */
export function workAt(p: LadeDuncanParameters, axialStress: number, radialStress: number): number {
  const reached = shearOf27(axialStress / radialStress) - (p.ft - 27);
  const left = 1 - hardeningEnd(p) * reached;
  return reached > 0 && left > 0 ? (hardeningStart(p, Math.min(axialStress, radialStress)) * reached) / left : 0;
}
