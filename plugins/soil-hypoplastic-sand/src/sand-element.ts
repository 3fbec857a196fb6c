import { meanStress, voidRatioAfter, type ElementMaterial, type ElementState } from "@inversa/soil";
import type { SandParameters } from "./parameters.ts";
import { aboveDensest, constantsOf, densityFactors } from "./state-factors.ts";
import { limitFactor } from "./stress-factor.ts";

const compression = 0;
const extension = 1;

/** Deviator stress over mean stress that is taken for none: rounding on an isotropic path must not end a regime. */
const rounding = 1e-9;

/** Share of the mean stress at the start below which a specimen has lost its stress. */
export const lost = 1e-4;

/**
 * The model as a rate law for any axisymmetric path. In compression-positive rates
 *
 * σ' = fs/(tr σ̂²) [F² ε' + a² σ̂ tr(σ̂ ε') - fd a F (σ̂ + σ̂*) |ε'|],
 *
 * the published equation with T = -σ, D = -ε' and T̂ = T/tr T = σ̂. The void ratio follows from the volumetric strain, e = (1 + e0) exp(-εv) - 1.
 * The regimes differ in F only, which has a kink at the isotropic axis.
 */
export function sandElement(p: SandParameters, initialVoidRatio: number, initialMeanStress: number): ElementMaterial {
  const constants = constantsOf(p);
  const { a } = constants;
  const factors = new Float64Array(3);
  const meanOf = (s: ElementState): number => meanStress(s[0]!, s[1]!);
  const voidRatioOf = (s: ElementState): number => voidRatioAfter(initialVoidRatio, s[2]! + 2 * s[3]!);

  return {
    nonlinear: true,
    stiffness: (s, regime, axial, radial, out) => {
      const trace = s[0]! + 2 * s[1]!;
      const x = s[0]! / trace;
      const y = s[1]! / trace;
      densityFactors(constants, trace / 3, voidRatioOf(s), factors);
      const F = limitFactor(x, y, regime === extension);
      const scale = factors[0]! / (x * x + 2 * y * y);
      const nonlinear = (scale * factors[1]! * a * F) / Math.sqrt(axial * axial + 2 * radial * radial);
      // N = -fd a F (σ̂ + σ̂*); the direction ε'/|ε'| counts the radial rate twice.
      const nAxial = nonlinear * (2 * x - 1 / 3);
      const nRadial = nonlinear * (2 * y - 1 / 3);
      out[0] = scale * (F * F + a * a * x * x) - nAxial * axial;
      out[1] = scale * 2 * a * a * x * y - 2 * nAxial * radial;
      out[2] = scale * a * a * x * y - nRadial * axial;
      out[3] = scale * (F * F + 2 * a * a * y * y) - 2 * nRadial * radial;
    },
    enter: (s, trial) => {
      const deviator = s[0]! - s[1]!;
      if (Math.abs(deviator) > rounding * meanOf(s)) return deviator > 0 ? compression : extension;
      const rates = trial(compression);
      return rates[0]! - rates[1]! < -rounding * (Math.abs(rates[0]!) + Math.abs(rates[1]!)) ? extension : compression;
    },
    holds: (s, regime) => (regime === compression ? s[0]! - s[1]! : s[1]! - s[0]!) + 2 * rounding * meanOf(s),
    limits: [
      {
        reason: "tension",
        margin: (s) => Math.min(s[0]!, s[1]!) / initialMeanStress - lost,
        message: (s) => `the effective stress was lost at ${(100 * s[2]!).toFixed(3)} % axial strain: ${s[0]!.toPrecision(3)} kPa axial and ${s[1]!.toPrecision(3)} kPa radial are left of a mean stress of ${initialMeanStress.toPrecision(4)} kPa`,
      },
      {
        reason: "no-solution",
        margin: (s) => aboveDensest(p, voidRatioOf(s), meanOf(s)),
        message: (s) => {
          const e = voidRatioOf(s);
          return `a void ratio of ${e.toPrecision(4)} is not above that of the densest state, ${(e - aboveDensest(p, e, meanOf(s))).toPrecision(4)} at a mean stress of ${meanOf(s).toPrecision(4)} kPa; the equations do not hold there`;
        },
      },
    ],
  };
}
