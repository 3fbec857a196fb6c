import { constantsOf } from "./mobilised.ts";
import type { HardeningParameters } from "./parameters.ts";

/**
 * Volumetric strain between two isotropic stresses: dεv = 3 (1 - 2ν) dp/Eur with Eur = Eurref R^m, integrated exactly. Elastic, for without the cap nothing yields here.
 */
export function isotropicStrain(p: HardeningParameters, from: number, to: number): number {
  const { shift } = constantsOf(p);
  const whole = shift + p.pref;
  const exponent = 1 - p.m;
  const ratio = Math.log((shift + to) / (shift + from));
  const start = ((shift + from) / whole) ** exponent;
  const integral = exponent === 0 ? ratio : (start * Math.expm1(exponent * ratio)) / exponent;
  return ((3 * (1 - 2 * p.nu) * whole) / p.Eurref) * integral;
}
