import { brent } from "@inversa/numerics";
import type { Surface } from "./surface.ts";
import type { StressState } from "./soil.ts";

/** Relative distance from the yield surface, in ln p, within which a state counts as on it: far above rounding, far below anything measured. */
export const onSurface = 1e-10;

/** Position against the yield surface, negative inside: ln p + ψ(η) - ln pc. */
export const outside = (surface: Surface, { p, q, pc }: StressState): number => Math.log(p / pc) + surface.size(q / p);

/** Stress ratios at which the axial or the radial stress vanishes. */
export const noAxialStress = -1.5;
export const noRadialStress = 3;

/** An elastic stress path: stresses as a function of what runs along it (p or q, in kPa). */
export interface ElasticPath {
  readonly stresses: (u: number) => { readonly p: number; readonly q: number };
  readonly start: number;
  readonly sense: 1 | -1;
}

/** Where an elastic path leaves the yield surface or loses a principal stress. */
export interface Exit {
  readonly u: number;
  readonly tension: boolean;
}

/**
 * The end of an elastic path. The elastic region is convex and bounded, so that steps that double cannot miss it; the root itself is found to machine precision.
 */
export function exitOf(surface: Surface, pc: number, { stresses, start, sense }: ElasticPath): Exit {
  const excess = (u: number): number => {
    const { p, q } = stresses(u);
    if (!(p > 0)) return 1;
    const eta = q / p;
    return Math.max(Math.log(p / pc) + surface.size(eta), noAxialStress - eta, eta - noRadialStress);
  };
  let inner = start;
  let length = 1e-7 * pc;
  let outer = start + sense * length;
  if (excess(outer) >= 0 && excess(start) >= -onSurface) return { u: start, tension: false };
  while (excess(outer) < 0) {
    inner = outer;
    length *= 2;
    outer = start + sense * length;
  }
  const u = brent(excess, inner, outer);
  const { p, q } = stresses(u);
  const eta = q / p;
  return { u, tension: Math.max(noAxialStress - eta, eta - noRadialStress) > Math.log(p / pc) + surface.size(eta) };
}

/** Whether an elastic trial increment leads out of the yield surface; along it counts as out, for then the surface's curvature decides. */
export function loads(surface: Surface, { p, q }: StressState, dp: number, dq: number): boolean {
  const eta = q / p;
  const slope = surface.slope(eta, Math.sign(dq) || 1);
  return (1 - eta * slope) * dp + slope * dq >= -1e-12 * (Math.abs(dp) + Math.abs(dq));
}
