import { stop } from "@inversa/core";
import {
  answerOf, constantPControl, constantPResponses, drainedControl, drainedResponses, oedometerControl, oedometerResponses, runElementTest, turnsBack, undrainedControl, undrainedResponses, voidRatioAfter,
  type Control, type ElementHistory,
} from "@inversa/soil";
import { drainedCompression } from "./drained-compression.ts";
import { hardeningElement } from "./element.ts";
import { isotropicStrain } from "./isotropic-compression.ts";
import { constantsOf, plasticShear, stiffnessesAt } from "./mobilised.ts";
import { toleranceOf, type Options } from "./options.ts";
import type { HardeningParameters } from "./parameters.ts";

interface Start {
  readonly confiningPressure: number;
  readonly initialAxialStress: number | undefined;
}

/** The yield surface passes through the stress at the start: first loading goes on from there. */
function driven(p: HardeningParameters, control: Control, axialStress: number, radialStress: number, start: number, axis: ArrayLike<number>, options: Options): ElementHistory {
  const minor = Math.min(axialStress, radialStress);
  const at = stiffnessesAt(constantsOf(p), minor);
  const deviator = Math.abs(axialStress - radialStress);
  const internals = [deviator < at.qa ? plasticShear(at, deviator) : 0];
  // A start beyond the strength is no plateau; the limit of the other material names it.
  const plateau = options.failure === "plateau" && deviator <= at.qf;
  return runElementTest({ material: hardeningElement(p, plateau), control, axialStress, radialStress, internals, start, axis, tolerance: toleranceOf(options) });
}

const sheared = (p: HardeningParameters, control: Control, { confiningPressure, initialAxialStress = confiningPressure }: Start, axis: Float64Array, options: Options): ElementHistory =>
  driven(p, control, initialAxialStress, confiningPressure, 0, axis, options);

/** Drained triaxial: first loading in compression in closed form, everything else by the driver. */
export function drained(p: HardeningParameters, start: Start, axis: Float64Array, options: Options) {
  const q0 = (start.initialAxialStress ?? start.confiningPressure) - start.confiningPressure;
  return q0 >= 0 && !turnsBack(axis) ? drainedCompression(p, start.confiningPressure, q0, axis, options.failure === "plateau") : drainedByDriver(p, start, axis, options);
}

export const drainedByDriver = (p: HardeningParameters, start: Start, axis: Float64Array, options: Options) => answerOf(sheared(p, drainedControl, start, axis, options), drainedResponses);

export const constantP = (p: HardeningParameters, start: Start, axis: Float64Array, options: Options) => answerOf(sheared(p, constantPControl, start, axis, options), constantPResponses);

export const undrained = (p: HardeningParameters, start: Start, axis: Float64Array, options: Options) =>
  answerOf(sheared(p, undrainedControl, start, axis, options), (history) => undrainedResponses(history, start.confiningPressure));

/** Oedometer under prescribed axial stress. Where no radial stress is known at the start, Jaky's K0 = 1 - sin φ. */
export function confined(
  p: HardeningParameters,
  { confiningPressure, initialAxialStress = confiningPressure, initialVoidRatio }: { readonly confiningPressure: number | undefined; readonly initialAxialStress: number | undefined; readonly initialVoidRatio: number | undefined },
  axis: Float64Array,
  options: Options,
) {
  const axialStress = initialAxialStress ?? 0;
  if (!(axialStress > 0)) return stop("tension", "an axial stress of 0 kPa at the start leaves no stiffness; begin the test at the first load step", { axialStrain: [] });
  const radialStress = confiningPressure ?? (1 - Math.sin((p.phi * Math.PI) / 180)) * axialStress;
  return answerOf(driven(p, oedometerControl, axialStress, radialStress, axialStress, axis, options), (history) => oedometerResponses(history, initialVoidRatio));
}

/** Isotropic compression, elastic and exact. */
export function isotropic(p: HardeningParameters, { confiningPressure, initialVoidRatio }: { readonly confiningPressure: number; readonly initialVoidRatio: number | undefined }, axis: Float64Array) {
  const end = axis.findIndex((pressure) => !(pressure > 0));
  const volumetricStrain = Array.from(end < 0 ? axis : axis.subarray(0, end), (pressure) => isotropicStrain(p, confiningPressure, pressure));
  const responses = { volumetricStrain, ...(initialVoidRatio === undefined ? {} : { voidRatio: volumetricStrain.map((v) => voidRatioAfter(initialVoidRatio, v)) }) };
  return end < 0 ? responses : stop("tension", `a mean effective stress of ${axis[end]} kPa leaves no stiffness`, responses);
}
