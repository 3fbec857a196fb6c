import { stop } from "@inversa/core";
import { voidRatioAfter } from "@inversa/soil";
import { outsideMessage } from "./ends.ts";
import { elasticVolume } from "./parameters.ts";
import type { Specimen } from "./specimen.ts";

/** Isotropic compression, exact: elastic strain and, beyond the largest pressure so far, plastic strain with h = p/(1 + k). */
export function isotropic({ shape, hardening, radialStress, centre, plasticVolume }: Specimen, initialVoidRatio: number | undefined, axis: Float64Array) {
  const { k } = shape;
  let h = centre;
  const volumetricStrain: number[] = [];
  const responses = () => ({ volumetricStrain, ...(initialVoidRatio === undefined ? {} : { voidRatio: volumetricStrain.map((v) => voidRatioAfter(initialVoidRatio, v)) }) });
  for (const pressure of axis) {
    h = Math.max(h, pressure / (1 + k));
    if (!(pressure > 0)) return stop("tension", `a mean effective stress of ${pressure} kPa leaves no stiffness`, responses());
    // The ellipse does not reach the origin: its other end is at h (1 - k).
    if (pressure < h * (1 - k) * (1 - 1e-12)) return stop("cut-off", outsideMessage(pressure, h), responses());
    volumetricStrain.push(elasticVolume(shape, radialStress, pressure) + hardening.volumeAt(h) - plasticVolume);
  }
  return responses();
}
