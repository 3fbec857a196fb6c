import type { BoundHardening } from "./hardening.ts";
import { centreThrough } from "./ellipse.ts";
import type { Shape } from "./parameters.ts";

/** A soil and the state in which a test finds it. */
export interface Specimen {
  readonly shape: Shape;
  readonly hardening: BoundHardening;
  readonly axialStress: number;
  readonly radialStress: number;
  /** Centre of its ellipse; NaN where the stresses lie above the common tangent. */
  readonly centre: number;
  /** Plastic volumetric strain that goes with the centre; plastic shear strain counts from zero. */
  readonly plasticVolume: number;
}

/** What is known of a specimen's past. */
export interface Past {
  readonly preconsolidationPressure: number | undefined;
  readonly overconsolidationRatio: number | undefined;
}

/** A specimen that has known nothing beyond its present stresses, unless a preconsolidation pressure pc = (1 + k) h says more. */
export function specimenAt(shape: Shape, hardening: BoundHardening, axialStress: number, radialStress: number, past: Past): Specimen {
  const p = (axialStress + 2 * radialStress) / 3;
  const present = centreThrough(shape, p, axialStress - radialStress);
  const known = past.preconsolidationPressure ?? (past.overconsolidationRatio === undefined ? undefined : past.overconsolidationRatio * p);
  const centre = known === undefined ? present : Math.max(present, known / (1 + shape.k));
  return { shape, hardening, axialStress, radialStress, centre, plasticVolume: hardening.volumeAt(centre) };
}
