import { stop } from "@inversa/core";
import { constantsOf, dilatancySine, mobilisedSine, plasticShear, plasticShearByDeviator, stiffnessesAt } from "./mobilised.ts";
import type { HardeningParameters } from "./parameters.ts";

/**
 * Drained triaxial compression at constant radial stress, first loading, in closed form: strains as functions of the deviator stress, which is found for each axial strain.
 *
 * With the hyperbola h(q) = q/Ei/(1 - q/qa) is εa = h + εvp/2, εv = (1 - 2ν) q/Eur + εvp, εvp = -∫ sin ψm dγp. Since sin ψm = 1 - k/(q + B) with
 * B = A/(1 - sin φcv), k = A (1 + sin φcv)/(1 - sin φcv), A = 2 (σ3 + c cot φ), the integral is elementary (partial fractions).
 *
 * @param q0 deviator stress at the start; strains count from there
 * @param plateau whether the curve goes on at constant deviator stress after failure
 */
export function drainedCompression(p: HardeningParameters, s3: number, q0: number, axis: ArrayLike<number>, plateau: boolean) {
  const constants = constantsOf(p);
  const s = stiffnessesAt(constants, s3);
  const { Ei, Eur, qa, qf } = s;
  const A = 2 * (s3 + constants.shift);
  const { critical, onset } = constants;
  const B = A / (1 - critical);
  const k = B * (1 + critical);
  const sum = 1 / (qa + B);
  const first = (A * onset) / (1 - onset);
  /** Antiderivative of γp'/(q + B). */
  const fraction = (q: number): number => ((2 * qa * qa) / Ei) * (sum * sum * Math.log((q + B) / (qa - q)) + sum / (qa - q)) - (2 / Eur) * Math.log(q + B);
  const dilation = (q: number): number => (q <= first || p.psi === 0 ? 0 : k * (fraction(q) - fraction(first)) - (plasticShear(s, q) - plasticShear(s, first)));
  const axial = (q: number): number => q / Ei / (1 - q / qa) + dilation(q) / 2;
  const slope = (q: number): number => 1 / Eur + ((1 - (q <= first || p.psi === 0 ? 0 : dilatancySine(constants, mobilisedSine(constants, q, s3)))) / 2) * plasticShearByDeviator(s, q);
  const volumetric = (q: number): number => ((1 - 2 * p.nu) * q) / Eur + dilation(q);

  const deviatorStress: number[] = [];
  const volumetricStrain: number[] = [];
  const radialStrain: number[] = [];
  const curves = { deviatorStress, volumetricStrain, radialStrain };
  // With Rf = 1 the strength is an asymptote that no strain reaches.
  const reachable = p.Rf < 1;
  if (q0 > qf || (!reachable && q0 === qf)) return stop("failure", `the deviator stress at the start, ${q0.toPrecision(4)} kPa, is beyond the strength of ${qf.toPrecision(4)} kPa`, curves);
  const [axial0, volumetric0] = [axial(q0), volumetric(q0)];
  const limit = reachable ? axial(qf) - axial0 : Number.POSITIVE_INFINITY;
  const volumetricAtLimit = reachable ? volumetric(qf) - volumetric0 : 0;
  const knee = axial(first);
  const sine = Math.sin((p.psi * Math.PI) / 180);

  let q = q0;
  for (let i = 0; i < axis.length; i++) {
    const strain = axis[i]!;
    let v: number;
    if (strain > limit) {
      if (!plateau) {
        return stop("failure", `the deviator stress reached its limit of ${qf.toFixed(1)} kPa at ${(100 * limit).toFixed(2)} % axial strain`, curves, {
          deviatorStress: qf, volumetricStrain: volumetricAtLimit, radialStrain: (volumetricAtLimit - limit) / 2,
        });
      }
      q = qf;
      v = volumetricAtLimit - ((2 * sine) / (1 - sine)) * (strain - limit);
    } else {
      const target = strain + axial0;
      q = p.psi === 0 || target <= knee ? target / (1 / Ei + target / qa) : deviatorAt(axial, slope, target, Math.max(q, first), qf);
      v = volumetric(q) - volumetric0;
    }
    deviatorStress.push(q);
    volumetricStrain.push(v);
    radialStrain.push((v - strain) / 2);
  }
  return curves;
}

/** Newton's method for axial(q) = target, kept inside a bracket. */
function deviatorAt(axial: (q: number) => number, slope: (q: number) => number, target: number, low: number, high: number): number {
  let q = low;
  for (let i = 0; i < 100; i++) {
    const excess = axial(q) - target;
    if (excess > 0) high = q;
    else low = q;
    let next = q - excess / slope(q);
    if (!(next >= low && next <= high)) next = (low + high) / 2;
    if (Math.abs(next - q) <= 1e-15 * high) return next;
    q = next;
  }
  return q;
}
