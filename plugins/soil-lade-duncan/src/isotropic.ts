import { stop } from "@inversa/core";
import { voidRatioAfter } from "@inversa/soil";
import type { LadeDuncanParameters } from "./parameters.ts";

/** Isotropic compression, exact: the cone is open towards the pressure axis, so it is elastic, dev = 3(1 - 2ν) dp/Eur. */
export function isotropic(p: LadeDuncanParameters, { confiningPressure, initialVoidRatio }: { readonly confiningPressure: number; readonly initialVoidRatio: number | undefined }, axis: Float64Array) {
  const end = axis.findIndex((pressure) => !(pressure > 0));
  const k = 1 - p.n;
  const start = confiningPressure / p.pa;
  const volumetricStrain = Array.from(end < 0 ? axis : axis.subarray(0, end), (pressure) => {
    const span = Math.log(pressure / confiningPressure);
    return ((3 * (1 - 2 * p.nu)) / p.Kur) * (k === 0 ? span : (start ** k * Math.expm1(k * span)) / k);
  });
  const responses = { volumetricStrain, ...(initialVoidRatio === undefined ? {} : { voidRatio: volumetricStrain.map((v) => voidRatioAfter(initialVoidRatio, v)) }) };
  return end < 0 ? responses : stop("tension", `a mean effective stress of ${axis[end]} kPa leaves no stiffness`, responses);
}
