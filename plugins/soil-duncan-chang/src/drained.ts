import { stop } from "@inversa/core";
import { strainAt, type Hyperbola } from "./hyperbola.ts";
import { meaninglessAngle, steepest } from "./strength.ts";
import type { Volume } from "./volume.ts";

/** Responses of a drained test at constant radial stress. */
export type DrainedCurves = { readonly deviatorStress: number[]; readonly volumetricStrain: number[]; readonly radialStrain: number[] };

/**
 * Triaxial compression at constant radial stress in closed form, unloading and reloading above q = 0 included (rule of 1980: at constant σ3 the element is on the
 * hyperbola at its largest strain so far and on a line of slope Eur below it).
 *
 * @param q0 deviator stress at the start; the element lies on the hyperbola there, with strains counted from it
 * @param stopsAtLimit whether the curve ends at the limit of the hyperbola
 * @returns undefined where the closed form does not reach: unloading into extension
 */
export function drainedCompression(h: Hyperbola, volume: Volume, axis: ArrayLike<number>, q0: number, stopsAtLimit: boolean) {
  const length = axis.length;
  const deviatorStress = numbers(length);
  const volumetricStrain = numbers(length);
  const radialStrain = numbers(length);
  const curves: DrainedCurves = { deviatorStress, volumetricStrain, radialStrain };
  if (!(h.angle >= 0 && h.angle <= steepest)) return stop("no-solution", meaninglessAngle(h.angle, h.s3) ?? "", cut(curves, 0));
  if (!(q0 < h.limitStress || h.limitStrain === Number.POSITIVE_INFINITY) || h.b * q0 >= 1) return stop("failure", `the deviator stress at the start, ${q0.toPrecision(4)} kPa, is beyond the strength of ${h.limitStress.toPrecision(4)} kPa`, cut(curves, 0));

  const { a, b, limitStrain, limitStress, residual, Eur } = h;
  const offset = q0 === 0 ? 0 : strainAt(h, q0);
  const volumeOffset = q0 === 0 ? 0 : volume.before(offset, q0);
  let largest = offset;

  for (let i = 0; i < length; i++) {
    const strain = axis[i]! + offset;
    let q: number;
    let v: number;
    if (strain >= largest) {
      largest = strain;
      if (strain <= limitStrain) {
        q = strain / (a + b * strain);
        v = volume.before(strain, q);
      } else if (stopsAtLimit) {
        const failed = limitStrain - offset;
        const failedVolume = volume.before(limitStrain, limitStress) - volumeOffset;
        return stop("failure", failureMessage(h, failed), cut(curves, i), { deviatorStress: limitStress, volumetricStrain: failedVolume, radialStrain: (failedVolume - failed) / 2 });
      } else {
        q = limitStress + residual * (strain - limitStrain);
        v = volume.beyond(strain);
      }
    } else {
      const top = largest <= limitStrain ? largest / (a + b * largest) : limitStress + residual * (largest - limitStrain);
      q = top - Eur * (largest - strain);
      if (q < 0) return undefined;
      const topVolume = largest <= limitStrain ? volume.before(largest, top) : volume.beyond(largest);
      v = topVolume - volume.elastic(top) + volume.elastic(q);
    }
    v -= volumeOffset;
    deviatorStress[i] = q;
    volumetricStrain[i] = v;
    radialStrain[i] = (v - axis[i]!) / 2;
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

export const failureMessage = (h: Hyperbola, strain: number): string =>
  `the deviator stress reached its limit of ${h.limitStress.toFixed(1)} kPa at ${(100 * strain).toFixed(2)} % axial strain`;
