import type { SandParameters } from "./parameters.ts";

/** What does not change during a test. */
export interface SandConstants {
  readonly p: SandParameters;
  /** a = √3 (3 - sin φc) / (2 √2 sin φc). */
  readonly a: number;
  /** hs / n / [3 + a² - a √3 ((ei0 - ed0)/(ec0 - ed0))^α] in kPa: what the stiffness factor fs is proportional to. */
  readonly hardness: number;
}

export function constantsOf(p: SandParameters): SandConstants {
  const sine = Math.sin((p.phic * Math.PI) / 180);
  const a = (Math.sqrt(3) * (3 - sine)) / (2 * Math.SQRT2 * sine);
  const loosest = ((p.ei0 - p.ed0) / (p.ec0 - p.ed0)) ** p.alpha;
  return { p, a, hardness: p.hs / p.n / (3 + a * a - a * Math.sqrt(3) * loosest) };
}

/**
 * Bauer's compression law: by how much every characteristic void ratio shrinks under a mean stress, exp(-(3p/hs)^n).
 * E. Bauer, Soils and Foundations 36 (1996) 13-26.
 */
export const shrinkage = (p: SandParameters, meanStress: number): number => Math.exp(-(((3 * meanStress) / p.hs) ** p.n));

/** Void ratio above the densest state at a mean stress; the equations end where it vanishes. */
export const aboveDensest = (p: SandParameters, voidRatio: number, meanStress: number): number => voidRatio - p.ed0 * shrinkage(p, meanStress);

/**
 * Factors of density and pressure, written into `out`: `[fs, fd, (e - ed)/(ec - ed)]`.
 *
 * The equations end at the densest void ratio. Beyond it fd keeps the value that it has there, so that a step may look past the end and find it; no answer uses it.
 */
export function densityFactors({ p, hardness }: SandConstants, meanStress: number, voidRatio: number, out: Float64Array): void {
  const x = (3 * meanStress) / p.hs;
  const power = x ** p.n;
  const shrunk = Math.exp(-power);
  const ei = p.ei0 * shrunk;
  const ed = p.ed0 * shrunk;
  // x^(1-n) without another power.
  out[0] = ((hardness * (ei / voidRatio) ** p.beta * (1 + ei)) / ei) * (x / power);
  const relative = (voidRatio - ed) / ((p.ec0 - p.ed0) * shrunk);
  out[1] = Math.max(0, relative) ** p.alpha;
  out[2] = relative;
}
