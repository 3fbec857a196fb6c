import type { Observation } from "@inversa/core";
import { drainedTriaxial } from "./drained-triaxial.ts";

/** A measured test as hand procedures take it. */
export type MeasuredTest = Pick<Observation, "id" | "test" | "responses">;

/** First loading of a drained triaxial test from an isotropic state; unloading loops are left out, points without a deviator stress too. */
export interface MeasuredShear {
  readonly id: string;
  /** Effective radial stress, kPa. */
  readonly s3: number;
  readonly axialStrain: readonly number[];
  readonly deviatorStress: readonly number[];
  /** NaN where it was not measured. */
  readonly volumetricStrain: readonly number[];
}

/** The drained triaxial tests among others, each as its first loading. */
export function drainedShear(tests: readonly MeasuredTest[]): readonly MeasuredShear[] {
  return tests.flatMap(({ id, test: { protocol, conditions, axis }, responses }) => {
    const { confiningPressure: s3, initialAxialStress = s3 } = conditions;
    const q = responses["deviatorStress"];
    if (protocol !== drainedTriaxial.id || s3 === undefined || !q || Math.abs(initialAxialStress! - s3) > 1e-6 * s3) return [];
    const { volumetricStrain: volume, radialStrain: radial } = responses;
    const points: { readonly strain: number; readonly q: number; readonly v: number }[] = [];
    let furthest = -Infinity;
    for (const [i, strain] of axis.entries()) {
      if (!(strain > furthest)) continue;
      furthest = strain;
      if (Number.isFinite(q[i])) points.push({ strain, q: q[i]!, v: volume?.[i] ?? strain + 2 * (radial?.[i] ?? Number.NaN) });
    }
    return points.length < 3 ? [] : [{ id, s3, axialStrain: points.map((p) => p.strain), deviatorStress: points.map((p) => p.q), volumetricStrain: points.map((p) => p.v) }];
  });
}

/** The reading with the largest deviator stress. */
export function peakOf({ deviatorStress }: Pick<MeasuredShear, "deviatorStress">): { readonly at: number; readonly qf: number } {
  let at = 0;
  for (const [i, q] of deviatorStress.entries()) if (q > deviatorStress[at]!) at = i;
  return { at, qf: deviatorStress[at]! };
}

/**
 * Axial strain at which the deviator stress first reaches a value, between readings on the hyperbola through both (ea/q is linear in ea there, so that a
 * hyperbola is read exactly however sparse its readings); NaN where it is not reached.
 */
export function strainAtDeviator({ axialStrain, deviatorStress }: MeasuredShear, q: number): number {
  const i = deviatorStress.findIndex((value) => value >= q);
  if (i < 0) return Number.NaN;
  const [x1, q1] = [axialStrain[i]!, deviatorStress[i]!];
  const [x0, q0] = i === 0 ? [0, 0] : [axialStrain[i - 1]!, deviatorStress[i - 1]!];
  if (q1 === q) return x1;
  if (!(q0 > 0 && x0 > 0)) return (x1 * q) / q1;
  const slope = (x1 / q1 - x0 / q0) / (x1 - x0);
  const strain = ((x0 / q0 - slope * x0) * q) / (1 - slope * q);
  // Readings that do not bend like a hyperbola leave a straight line.
  return strain >= x0 && strain <= x1 ? strain : x0 + ((x1 - x0) * (q - q0)) / (q1 - q0);
}

/** Volumetric strain at an axial strain, on the straight line between readings. */
export function volumeAtStrain({ axialStrain, volumetricStrain }: MeasuredShear, strain: number): number {
  const i = axialStrain.findIndex((value) => value >= strain);
  if (i < 0) return Number.NaN;
  const [x0, v0] = i === 0 ? [0, 0] : [axialStrain[i - 1]!, volumetricStrain[i - 1]!];
  const [x1, v1] = [axialStrain[i]!, volumetricStrain[i]!];
  return x1 > x0 ? v0 + ((v1 - v0) * (strain - x0)) / (x1 - x0) : v1;
}
