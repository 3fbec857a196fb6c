import { stop, type Stopped } from "@inversa/core";
import type { Specimen, Volume } from "./soil.ts";
import { solid } from "./specimen.ts";

/** Volumetric strain and void ratio at the points that were reached. */
export type IsotropicCurves = {
  readonly volumetricStrain: number[];
  readonly voidRatio: number[];
};

/** Isotropic compression in closed form: swelling lines below the largest mean stress of the past, the normal compression line at it. */
export function isotropic(specimen: Specimen, volume: Volume, axis: ArrayLike<number>): IsotropicCurves | Stopped<IsotropicCurves> {
  const volumetricStrain: number[] = [];
  const voidRatio: number[] = [];
  const curves: IsotropicCurves = { volumetricStrain, voidRatio };
  let pc = specimen.pc;
  for (let i = 0; i < axis.length; i++) {
    const p = axis[i]!;
    if (!(p > 0)) return stop("tension", `a mean effective stress of ${p} kPa leaves no stiffness`, curves);
    pc = Math.max(pc, p);
    const v = volume.at(p, pc);
    if (!(v > 1)) return stop("no-solution", solid(v, p), curves);
    volumetricStrain.push(volume.strain(v));
    voidRatio.push(v - 1);
  }
  return curves;
}
