import { type Estimate, type MeasuredCurve, parameterValues, type ForwardModel } from "@inversa/core";
import { meanStress, startingStress } from "./specimens.ts";

/** Initial state of a specimen of modified Cam-Clay. Stresses in kPa. */
export interface CamClayState {
  readonly axial: number;
  readonly radial: number;
  /** Mean effective stress. */
  readonly p: number;
  /** Isotropic preconsolidation pressure. */
  readonly pc: number;
  readonly e: number;
}

/** Values of soil/modified-cam-clay. */
export type CamClayValues = { readonly [K in "M" | "lambda" | "kappa" | "nu" | "N" | "G"]: number };

export const camClayValues = (estimate: Estimate, model?: ForwardModel): CamClayValues => parameterValues(estimate, model) as unknown as CamClayValues;

/**
 * The state from which the model starts a specimen: the preconsolidation that its conditions state (or that its void ratio implies, under the option
 * `history: void-ratio`), and at least the yield surface through its stresses; the void ratio that they state, or the one that N gives.
 * @returns Undefined where the test states no radial stress: the model then starts it at its own K0.
 */
export function camClayState(values: CamClayValues, options: Estimate["options"], observation: MeasuredCurve): CamClayState | undefined {
  const { M, lambda, kappa, N } = values;
  const stress = startingStress(observation);
  if (stress === undefined) return undefined;
  const p = meanStress(stress);
  const eta = (stress.axial - stress.radial) / p;
  const { initialVoidRatio, preconsolidationPressure, overconsolidationRatio = 1 } = observation.conditions;
  const stated = options?.["history"] === "void-ratio" && initialVoidRatio !== undefined
    ? Math.exp((N - 1 - initialVoidRatio - kappa * Math.log(p)) / (lambda - kappa))
    : (preconsolidationPressure ?? overconsolidationRatio * p);
  const pc = Math.max(stated, p * (1 + (eta / M) ** 2));
  return { ...stress, p, pc, e: initialVoidRatio ?? N - kappa * Math.log(p) - (lambda - kappa) * Math.log(pc) - 1 };
}

/** How void ratios are meant, for the head of a file. */
export const voidRatioConvention = (options: Estimate["options"], target: string): string =>
  `the estimate used ${options?.["volume"] === "constant" ? "the specific volume at the start throughout (small strain)" : "the current specific volume 1 + e (natural strain)"}${options === undefined ? " unless its study said otherwise" : ""}; ${target}`;
