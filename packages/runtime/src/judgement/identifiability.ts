import { compileTask } from "@inversa/core";
import { correlationOf, matrix, type Matrix } from "@inversa/numerics";
import { fisherInformation, varianceOf } from "./fisher.ts";
import { measuredRow } from "./objective.ts";
import type { SettledStudy } from "../study/settle-study.ts";

/** How well one parameter can be determined from the study's tests, before anything is estimated. */
export interface IdentifiableParameter {
  readonly name: string;
  /** Cramér-Rao bound of the standard deviation over the parameter's value: median, 10 % and 90 % over draws from the prior. Infinite: not at all. */
  readonly relativeSd: { readonly median: number; readonly p10: number; readonly p90: number };
  /** Standard deviation after the data over that before, median over the draws: 0 is certain, 1 has learnt nothing. */
  readonly shrinkage: number;
  readonly verdict: "well" | "weakly" | "not";
  /** Share of the draws at which the data do not determine it. */
  readonly undetermined: number;
  /** The parameter that it trades off against most; absent with a single parameter. */
  readonly with?: { readonly name: string; readonly correlation: number };
}

export interface Identifiability {
  readonly parameters: readonly IdentifiableParameter[];
  /** Correlation after the data, mean over the draws. */
  readonly correlation: readonly (readonly number[])[];
  /** How it was found, and over how many draws. */
  readonly note: string;
}

/** Below: the data determine the parameter well. */
export const wellBelow = 0.3;
/**
 * Above: the data do not determine the parameter. A perfect trade-off between two equally uncertain parameters (only their product is known) leaves each
 * 0.71 of its prior standard deviation, and a parameter that plays no part 1; a little below the former, so that an imperfect trade-off is caught too.
 */
export const notAbove = 0.6;

const stream = 0x1d;

/**
 * How well each parameter can be identified from the study's tests with the stated noise: Fisher information by central differences at several
 * draws from the prior. Points that were measured count; in tests without measurements every point does.
 *
 * Source: E. Walter and L. Pronzato, Identification of Parametric Models (1997), sections 5.3 and 6.2.
 */
export function identifiability(resolved: SettledStudy, draws = 24): Identifiability {
  const { model, task, space, blocks, study } = resolved;
  const { dimension: P, names, logarithmic, priorSd, priorPrecision } = space;
  const measured = measuredRow(resolved);
  const anything = measured.some((value) => !Number.isNaN(value));
  const fisher = fisherInformation(compileTask(model, task), space, blocks, anything ? measured : undefined);
  const relative: number[][] = names.map(() => []);
  const shrinkage: number[][] = names.map(() => []);
  const correlation = matrix(P, P);
  let used = 0;
  let tried = 0;
  for (; used < draws && tried < 4 * draws; tried++) {
    const theta = space.draw(study.seed, tried, 0, stream);
    const information = fisher.at(space.toCoordinates(theta));
    if (!information) continue;
    used++;
    const before = varianceOf(information);
    const after = varianceOf(withPrior(information, priorSd, priorPrecision.data), 1);
    for (let j = 0; j < P; j++) {
      const sd = Math.sqrt(before.data[j * P + j]!) * priorSd[j]!;
      relative[j]!.push(logarithmic[j] ? sd : sd / Math.abs(theta[j]!));
      shrinkage[j]!.push(Math.min(1, Math.sqrt(after.data[j * P + j]!)));
    }
    const c = correlationOf(after).data;
    for (let i = 0; i < P * P; i++) correlation.data[i]! += c[i]!;
  }
  for (let i = 0; i < P * P; i++) correlation.data[i]! /= used;

  const parameters = names.map((name, j): IdentifiableParameter => {
    const spread = middle(relative[j]!);
    const shrunk = middle(shrinkage[j]!).median;
    const partner = strongestPartner(correlation, j);
    return {
      name,
      relativeSd: spread,
      shrinkage: shrunk,
      verdict: shrunk < wellBelow ? "well" : shrunk <= notAbove ? "weakly" : "not",
      undetermined: shrinkage[j]!.filter((s) => s > notAbove).length / used,
      ...(partner ? { with: { name: names[partner.index]!, correlation: partner.correlation } } : {}),
    };
  });
  const note =
    used === 0
      ? `The model had no answer at any of ${tried} draws from the prior, so nothing can be said`
      : `Computed from how the curves change with each parameter, and the stated noise (Fisher information), at ${used} parameter sets drawn from the priors${tried > used ? ` (${tried - used} more could not be simulated)` : ""}`;
  return { parameters, correlation: Array.from({ length: P }, (_, j) => [...correlation.data.subarray(j * P, (j + 1) * P)]), note };
}

/** Adds the Gaussian part of the prior, scaled like the information. Flat priors act as the limit on the variance instead. */
function withPrior(information: Matrix, sd: Float64Array, precision: Float64Array): Matrix {
  const P = information.rows;
  return matrix(P, P, information.data.map((value, i) => value + precision[i]! * sd[Math.floor(i / P)]! * sd[i % P]!));
}

/** The other parameter with the largest absolute correlation. */
export function strongestPartner(correlation: Matrix, j: number): { readonly index: number; readonly correlation: number } | undefined {
  let best: { index: number; correlation: number } | undefined;
  for (let k = 0; k < correlation.columns; k++) {
    const value = correlation.data[j * correlation.columns + k]!;
    if (k !== j && Number.isFinite(value) && (!best || Math.abs(value) > Math.abs(best.correlation))) best = { index: k, correlation: value };
  }
  return best;
}

/** Quantiles by nearest rank, since some values may be infinite. */
function middle(values: readonly number[]): { median: number; p10: number; p90: number } {
  const sorted = Float64Array.from(values).sort();
  const at = (p: number): number => sorted[Math.round(p * (sorted.length - 1))] ?? Number.NaN;
  return { median: at(0.5), p10: at(0.1), p90: at(0.9) };
}
