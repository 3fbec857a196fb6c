import { stop } from "@inversa/core";
import { brent } from "@inversa/numerics";
import {
  answerOf, constantPControl, constantPResponses, drainedControl, drainedResponses, oedometerControl, oedometerResponses, runElementTest, undrainedControl, undrainedResponses, voidRatioAfter,
  type Control, type ElementHistory, type ElementMaterial,
} from "@inversa/soil";
import { firstLoading } from "./element.ts";
import type { Options } from "./options.ts";

/*
 * Tests that have no closed form, by the element-test driver.
 */

interface Start {
  readonly confiningPressure: number;
  readonly initialAxialStress: number | undefined;
}

const sheared = (material: ElementMaterial, control: Control, { confiningPressure, initialAxialStress = confiningPressure }: Start, axis: Float64Array): ElementHistory =>
  runElementTest({ material, control, axialStress: initialAxialStress, radialStress: confiningPressure, start: 0, axis });

export function drainedByDriver(material: ElementMaterial, start: Start, axis: Float64Array) {
  return answerOf(sheared(material, drainedControl, start, axis), drainedResponses);
}

export function constantP(material: ElementMaterial, start: Start, axis: Float64Array) {
  return answerOf(sheared(material, constantPControl, start, axis), constantPResponses);
}

export function undrained(material: ElementMaterial, start: Start, axis: Float64Array) {
  return answerOf(sheared(material, undrainedControl, start, axis), (history) => undrainedResponses(history, start.confiningPressure));
}

/** What a test under prescribed stress does with a failure rule: a plateau cannot carry more, so it ends there. */
export const underStressControl = (options: Options): Options => (options.failure === "plateau" ? { ...options, failure: "stop" } : options);

/**
 * Where no radial stress is known at the start it is that of normal consolidation: the ratio K0 which the model itself keeps under confined first loading, dσr/dσa = σr/σa.
 * Any other would put the first loading of a young specimen on the unloading branch. Jaky's 1 - sin φ where the model has no such ratio.
 */
function radialStressAtRest(material: ElementMaterial, phi: number, axialStress: number): number {
  const stiffness = new Float64Array(4);
  const excess = (ratio: number): number => {
    material.stiffness(Float64Array.of(axialStress, ratio * axialStress, 0, 0, 0), firstLoading, 1, 0, stiffness);
    return stiffness[2]! / stiffness[0]! - ratio;
  };
  const jaky = 1 - Math.sin((phi * Math.PI) / 180);
  const admissible = (ratio: number): boolean => (material.limits ?? []).every(({ margin }) => margin(Float64Array.of(axialStress, ratio * axialStress, 0, 0, 0)) > 0);
  // Down from the isotropic state, where the model always asks for less radial stress, to the first ratio that asks for more.
  let above = 1;
  for (let ratio = 0.98; ratio > 0.02 && admissible(ratio); ratio -= 0.02) {
    if (excess(ratio) >= 0) return axialStress * brent(excess, ratio, above);
    above = ratio;
  }
  return axialStress * jaky;
}

/** Oedometer under prescribed axial stress. */
export function confined(
  material: ElementMaterial,
  phi: number,
  { confiningPressure, initialAxialStress = confiningPressure, initialVoidRatio }: { readonly confiningPressure: number | undefined; readonly initialAxialStress: number | undefined; readonly initialVoidRatio: number | undefined },
  axis: Float64Array,
) {
  const axialStress = initialAxialStress ?? Number.NaN;
  if (!(axialStress > 0)) return stop("tension", "an axial stress of 0 kPa at the start leaves no stiffness; begin the test at the first load step", { axialStrain: [] });
  const radialStress = confiningPressure ?? radialStressAtRest(material, phi, axialStress);
  const history = runElementTest({ material, control: oedometerControl, axialStress, radialStress, start: axialStress, axis });
  return answerOf(history, (h) => oedometerResponses(h, initialVoidRatio));
}

/** Isotropic compression from an exact primitive. */
export function isotropic(volumetric: (p0: number, p: number) => number, { confiningPressure, initialVoidRatio }: { readonly confiningPressure: number; readonly initialVoidRatio: number | undefined }, axis: Float64Array) {
  const end = axis.findIndex((p) => !(p > 0));
  const reached = Array.from(end < 0 ? axis : axis.subarray(0, end), (p) => volumetric(confiningPressure, p));
  const responses = { volumetricStrain: reached, ...(initialVoidRatio === undefined ? {} : { voidRatio: reached.map((v) => voidRatioAfter(initialVoidRatio, v)) }) };
  return end < 0 ? responses : stop("tension", `a mean effective stress of ${axis[end]} kPa leaves no stiffness`, responses);
}
