import { invariantStiffness, type ElementMaterial, type ElementState } from "@inversa/soil";
import { gapTo, tangentRatio, tangentShare } from "./ellipse.ts";
import { beyondMessage, largestMeanStress, outsideMessage, peakMessage, tangentMessage } from "./ends.ts";
import type { BoundHardening } from "./hardening.ts";
import { bulkModulus, type Shape } from "./parameters.ts";

export const elastic = 0;
export const plastic = 1;

/** Distance from the ellipse that rounding and integration leave. */
const onSurface = 1e-6;

/**
 * The model as a rate law for any axisymmetric path. Internal variables: plastic volumetric strain and the length of the plastic shear strain.
 *
 * With the ellipse written as (p - h)² + (q/r)² - (k h)² = 0 its gradient, which is also the flow, is (p - h, q/r²), and the hardening modulus is
 * [(p - h) + k² h][h_v (p - h) + h_s |q|/r²]; nothing is singular at the common tangent.
 */
export function tsinghuaElement(shape: Shape, hardening: BoundHardening): ElementMaterial {
  const { k, r } = shape;
  const r2 = r * r;
  const strength = tangentShare * tangentRatio(shape);
  const stiffer = shape.G0 / shape.K0;
  const mean = (s: ElementState): number => (s[0]! + 2 * s[1]!) / 3;
  const centre = (s: ElementState): number => hardening.centre(s[4]!, s[5]!);
  const gap = (s: ElementState): number => gapTo(shape, mean(s), s[0]! - s[1]!, centre(s));
  /** dh per unit of flow. */
  const growth = (s: ElementState, p: number, q: number, h: number): number =>
    hardening.byVolume(s[4]!, s[5]!, h) * (p - h) + (hardening.byShear(s[4]!, s[5]!, h) * Math.abs(q)) / r2;
  const loading = (s: ElementState, rates: Float64Array): number =>
    (mean(s) - centre(s)) * (rates[0]! + 2 * rates[1]!) / 3 + ((s[0]! - s[1]!) / r2) * (rates[0]! - rates[1]!);
  /** A condition on the ellipse; away from it, positive. */
  const whereYielding = (s: ElementState, margin: number): number => Math.max(margin, gap(s) - onSurface);

  return {
    internals: 2,
    stiffness: (s, regime, _axial, _radial, out) => {
      const p = mean(s);
      const K = bulkModulus(shape, p);
      const G = stiffer * K;
      if (regime === elastic) {
        invariantStiffness(K, 0, 0, 3 * G, out);
        return;
      }
      const q = s[0]! - s[1]!;
      const h = centre(s);
      const fp = p - h;
      const fq = q / r2;
      const H = (fp + k * k * h) * growth(s, p, q, h);
      const den = K * fp * fp + 3 * G * fq * fq + H;
      const coupling = (-3 * G * K * fp * fq) / den;
      invariantStiffness(K - (K * fp) ** 2 / den, coupling, coupling, 3 * G - (3 * G * fq) ** 2 / den, out);
    },
    evolve: (s, regime, rates) => {
      rates[4] = rates[5] = 0;
      if (regime === elastic) return;
      const K = bulkModulus(shape, mean(s));
      rates[4] = rates[2]! + 2 * rates[3]! - (rates[0]! + 2 * rates[1]!) / 3 / K;
      rates[5] = Math.abs((2 / 3) * (rates[2]! - rates[3]!) - (rates[0]! - rates[1]!) / (3 * stiffer * K));
    },
    enter: (s, trial, ended) => {
      if (ended === elastic) return plastic;
      if (ended === plastic || gap(s) > onSurface) return elastic;
      const rates = trial(elastic);
      // A move along the tangent leaves a convex surface: it loads.
      return loading(s, rates) >= -1e-10 * centre(s) * (Math.abs(rates[0]!) + Math.abs(rates[1]!)) ? plastic : elastic;
    },
    holds: (s, regime, trial) => (regime === elastic ? gap(s) : loading(s, trial(elastic))),
    limits: [
      {
        reason: "tension",
        margin: (s) => Math.min(s[0]!, s[1]!, mean(s)) - 1e-6 * shape.pa,
        message: (s) => `the minor principal stress vanished at ${(100 * s[2]!).toFixed(2)} % axial strain`,
      },
      {
        reason: "failure",
        margin: (s) => strength - Math.abs(s[0]! - s[1]!) / mean(s),
        message: (s) => tangentMessage(s[0]! - s[1]!, s[2]!),
      },
      {
        reason: "cut-off",
        margin: (s) => whereYielding(s, (mean(s) - centre(s)) / centre(s) + k * k),
        message: (s) => outsideMessage(mean(s), centre(s)),
      },
      {
        reason: "failure",
        margin: (s) => {
          const h = centre(s);
          return whereYielding(s, growth(s, mean(s), s[0]! - s[1]!, h) / (hardening.byVolume(s[4]!, s[5]!, h) * h));
        },
        message: (s) => peakMessage(s[0]! - s[1]!, s[2]!),
      },
      {
        reason: "cut-off",
        margin: (s) => largestMeanStress - mean(s),
        message: (s) => beyondMessage(s[2]!),
      },
    ],
  };
}
