import { stop } from "@inversa/core";
import type { FirstLoading } from "./first-loading.ts";

/** Responses of a drained test at constant radial stress. */
export type DrainedCurves = { readonly deviatorStress: number[]; readonly volumetricStrain: number[]; readonly radialStrain: number[] };

/**
 * Triaxial compression at constant radial stress in closed form; unloading and reloading above q = 0 is elastic and rejoins first loading where it was left.
 *
 * @param q0 deviator stress at the start, 0 or more; a specimen that starts sheared lies on its first loading, strains counted from there
 * @returns undefined where the closed form does not reach: unloading into extension
 */
export function drainedCompression(loading: FirstLoading, kf: number, nu: number, axis: ArrayLike<number>, q0: number) {
  const length = axis.length;
  const deviatorStress = numbers(length);
  const volumetricStrain = numbers(length);
  const radialStrain = numbers(length);
  const curves: DrainedCurves = { deviatorStress, volumetricStrain, radialStrain };
  const { s3, Eur } = loading;
  const start = 1 + q0 / s3;
  if (!(start < loading.failureRatio)) return stop("failure", `the deviator stress at the start, ${q0.toPrecision(4)} kPa, is beyond the strength of ${(s3 * (loading.failureRatio - 1)).toPrecision(4)} kPa`, cut(curves, 0));

  const axialOffset = loading.axial(start);
  const radialOffset = loading.radial(start);
  const failureStrain = loading.axial(loading.failureRatio);
  let largest = axialOffset;
  let top = start;
  let topRadial = radialOffset;
  for (let i = 0; i < length; i++) {
    const axial = axis[i]! + axialOffset;
    let x = top;
    let radial = topRadial;
    if (axial > failureStrain) {
      const strain = failureStrain - axialOffset;
      const end = loading.radial(loading.failureRatio) - radialOffset;
      const strength = s3 * (loading.failureRatio - 1);
      return stop("failure", failureMessage(kf, strength, strain), cut(curves, i), { deviatorStress: strength, volumetricStrain: strain + 2 * end, radialStrain: end });
    }
    if (axial > largest) {
      x = top = loading.ratioAt(axial, top);
      radial = topRadial = loading.radial(x);
      largest = axial;
    } else if (axial < largest) {
      x = top - ((largest - axial) * Eur) / s3;
      if (x < 1) return undefined;
      radial = topRadial + nu * (largest - axial);
    }
    radial -= radialOffset;
    deviatorStress[i] = s3 * (x - 1);
    volumetricStrain[i] = axis[i]! + 2 * radial;
    radialStrain[i] = radial;
  }
  return curves;
}

/** A plain array of doubles: far cheaper to allocate than a typed one of this length, and batches allocate three a curve. */
// oxlint-disable-next-line unicorn/no-new-array
const numbers = (length: number): number[] => new Array<number>(length);

function cut(curves: DrainedCurves, length: number): DrainedCurves {
  curves.deviatorStress.length = curves.volumetricStrain.length = curves.radialStrain.length = length;
  return curves;
}

export const failureMessage = (kf: number, deviatorStress: number, strain: number): string =>
  `I1³/I3 reached its failure value kf = ${Number(kf.toPrecision(4))} at a deviator stress of ${deviatorStress.toFixed(1)} kPa and ${(100 * strain).toFixed(2)} % axial strain`;
