import { stop } from "@inversa/core";
import { brent } from "@inversa/numerics";
import {
  answerOf, constantPControl, constantPResponses, drainedControl, drainedResponses, oedometerControl, oedometerResponses, runElementTest, undrainedControl, undrainedResponses,
  type Control, type ElementHistory,
} from "@inversa/soil";
import { ladeDuncanElement, plastic, workAt } from "./element.ts";
import type { LadeDuncanParameters } from "./parameters.ts";
import { ratiosAt, yieldOf } from "./stress-ratio.ts";

/*
 * Tests that have no closed form, by the element-test driver.
 */

interface Start {
  readonly confiningPressure: number;
  readonly initialAxialStress: number | undefined;
}

function led(p: LadeDuncanParameters, control: Control, axialStress: number, radialStress: number, start: number, axis: Float64Array, tolerance: number): ElementHistory {
  return runElementTest({ material: ladeDuncanElement(p), control, axialStress, radialStress, internals: [workAt(p, axialStress, radialStress)], start, axis, tolerance });
}

const sheared = (p: LadeDuncanParameters, control: Control, { confiningPressure, initialAxialStress = confiningPressure }: Start, axis: Float64Array, tolerance: number): ElementHistory =>
  led(p, control, initialAxialStress, confiningPressure, 0, axis, tolerance);

export const drainedByDriver = (p: LadeDuncanParameters, start: Start, axis: Float64Array, tolerance: number) => answerOf(sheared(p, drainedControl, start, axis, tolerance), drainedResponses);

export const constantP = (p: LadeDuncanParameters, start: Start, axis: Float64Array, tolerance: number) => answerOf(sheared(p, constantPControl, start, axis, tolerance), constantPResponses);

export const undrained = (p: LadeDuncanParameters, start: Start, axis: Float64Array, tolerance: number) =>
  answerOf(sheared(p, undrainedControl, start, axis, tolerance), (history) => undrainedResponses(history, start.confiningPressure));

/**
 * Where no radial stress is known at the start it is that of normal consolidation: the ratio which the model itself keeps under confined first loading,
 * dσr/dσa = σr/σa. Jaky's 1 - sin φ with the friction angle of kf where the model has no such ratio.
 */
function ratioAtRest(p: LadeDuncanParameters, axialStress: number): number {
  const material = ladeDuncanElement(p);
  const stiffness = new Float64Array(4);
  const excess = (ratio: number): number => {
    const radialStress = ratio * axialStress;
    material.stiffness(Float64Array.of(axialStress, radialStress, 0, 0, workAt(p, axialStress, radialStress)), plastic, 1, 0, stiffness);
    return stiffness[2]! / stiffness[0]! - ratio;
  };
  const N = ratiosAt(p.kf)[0];
  let above = 1 / ratiosAt(p.ft)[0] - 1e-3;
  const admissible = (ratio: number): boolean => ratio > 0 && yieldOf(1 / ratio) < p.kf;
  if (!admissible(above) || !(excess(above) < 0)) return 2 / (N + 1);
  for (let ratio = above - 0.01; admissible(ratio); ratio -= 0.01) {
    const value = excess(ratio);
    if (Number.isNaN(value)) break;
    if (value >= 0) return brent(excess, ratio, above);
    above = ratio;
  }
  return 2 / (N + 1);
}

/** Oedometer under prescribed axial stress. */
export function confined(
  p: LadeDuncanParameters,
  { confiningPressure, initialAxialStress = confiningPressure, initialVoidRatio }: { readonly confiningPressure: number | undefined; readonly initialAxialStress: number | undefined; readonly initialVoidRatio: number | undefined },
  axis: Float64Array,
  tolerance: number,
) {
  const axialStress = initialAxialStress ?? Number.NaN;
  if (!(axialStress > 0)) return stop("tension", "an axial stress of 0 kPa at the start leaves no stiffness; begin the test at the first load step", { axialStrain: [] });
  const radialStress = confiningPressure ?? axialStress * ratioAtRest(p, axialStress);
  return answerOf(led(p, oedometerControl, axialStress, radialStress, axialStress, axis, tolerance), (h) => oedometerResponses(h, initialVoidRatio));
}
