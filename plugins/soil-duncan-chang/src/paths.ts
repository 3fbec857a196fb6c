import { stop } from "@inversa/core";
import {
  constantPControl, constantPResponses, drainedControl, drainedResponses, oedometerControl, oedometerResponses, runElementTest, undrainedControl, undrainedResponses, voidRatioAfter,
  type Control, type ElementHistory, type ElementMaterial,
} from "@inversa/soil";

/*
 * Tests that have no closed form, by the element-test driver.
 */

interface Start {
  readonly confiningPressure: number;
  readonly initialAxialStress: number | undefined;
}

/** Ends a curve early where the driver did. */
const answer = <R extends Readonly<Record<string, number[]>>>(history: ElementHistory, responses: R) =>
  history.status === "reached" ? responses : stop(history.status, history.message, responses);

const sheared = (material: ElementMaterial, control: Control, { confiningPressure, initialAxialStress = confiningPressure }: Start, axis: Float64Array): ElementHistory =>
  runElementTest({ material, control, axialStress: initialAxialStress, radialStress: confiningPressure, start: 0, axis });

export function drainedByDriver(material: ElementMaterial, start: Start, axis: Float64Array) {
  const history = sheared(material, drainedControl, start, axis);
  return answer(history, drainedResponses(history));
}

export function constantP(material: ElementMaterial, start: Start, axis: Float64Array) {
  const history = sheared(material, constantPControl, start, axis);
  return answer(history, constantPResponses(history));
}

export function undrained(material: ElementMaterial, start: Start, axis: Float64Array) {
  const history = sheared(material, undrainedControl, start, axis);
  return answer(history, undrainedResponses(history, start.confiningPressure));
}

/** Where no radial stress is given at the start, it is that of normal consolidation: K0 = 1 - sin φ (Jaky 1944), with φ at atmospheric pressure. */
export function confined(
  material: ElementMaterial,
  phi: number,
  { confiningPressure, initialAxialStress = confiningPressure, initialVoidRatio }: { readonly confiningPressure: number | undefined; readonly initialAxialStress: number | undefined; readonly initialVoidRatio: number | undefined },
  axis: Float64Array,
) {
  const axialStress = initialAxialStress ?? Number.NaN;
  const radialStress = confiningPressure ?? axialStress * (1 - Math.sin((phi * Math.PI) / 180));
  const history = runElementTest({ material, control: oedometerControl, axialStress, radialStress, start: axialStress, axis });
  return answer(history, oedometerResponses(history, initialVoidRatio));
}

/** Isotropic compression from an exact primitive. */
export function isotropic(volumetric: (p0: number, p: number) => number, { confiningPressure, initialVoidRatio }: { readonly confiningPressure: number; readonly initialVoidRatio: number | undefined }, axis: Float64Array) {
  const end = axis.findIndex((p) => !(p > 0));
  const reached = Array.from(end < 0 ? axis : axis.subarray(0, end), (p) => volumetric(confiningPressure, p));
  const responses = { volumetricStrain: reached, ...(initialVoidRatio === undefined ? {} : { voidRatio: reached.map((v) => voidRatioAfter(initialVoidRatio, v)) }) };
  return end < 0 ? responses : stop("tension", `a mean effective stress of ${axis[end]} kPa leaves no stiffness`, responses);
}
