import { InputError, stop } from "@inversa/core";
import {
  answerOf, constantPControl, constantPResponses, drainedControl, drainedResponses, isotropicControl, meanStress, oedometerControl, oedometerResponses, runElementTest, turnsBack, undrainedControl, undrainedResponses,
  voidRatioAfter, type Control, type ElementHistory,
} from "@inversa/soil";
import type { Accuracy } from "./accuracy.ts";
import { drainedLoading } from "./drained-loading.ts";
import type { SandParameters } from "./parameters.ts";
import { sandElement } from "./sand-element.ts";
import { aboveDensest, constantsOf } from "./state-factors.ts";

interface Specimen {
  readonly confiningPressure: number;
  readonly initialAxialStress?: number | undefined;
  readonly initialVoidRatio: number | undefined;
}

/** The model's state is stress and void ratio: without the latter there is nothing to compute. */
function densityOf({ initialVoidRatio }: { readonly initialVoidRatio: number | undefined }): number {
  if (initialVoidRatio !== undefined) return initialVoidRatio;
  throw new InputError("condition-missing", {
    where: "conditions of soil/hypoplastic-sand",
    what: "initialVoidRatio is not given, and this model needs it: the same sand is another material at another density",
    expected: "the void ratio of the specimen at the start, between ed0 and ei0",
    next: "Give it with the conditions of the test or in a table of tests beside its file; where only the dry density is known, e = grain density / dry density - 1",
  });
}

function driven(p: SandParameters, control: Control, radialStress: number, axialStress: number, initialVoidRatio: number, start: number, axis: ArrayLike<number>, tolerance: number): ElementHistory {
  const material = sandElement(p, initialVoidRatio, meanStress(axialStress, radialStress));
  return runElementTest({ material, control, axialStress, radialStress, start, axis, tolerance });
}

const sheared = (p: SandParameters, control: Control, specimen: Specimen, axis: ArrayLike<number>, tolerance: number): ElementHistory =>
  driven(p, control, specimen.confiningPressure, specimen.initialAxialStress ?? specimen.confiningPressure, densityOf(specimen), 0, axis, tolerance);

/** Drained triaxial at constant radial stress; first loading in compression by its own integrator. */
export function drained(p: SandParameters, specimen: Specimen, axis: Float64Array, { fast, driver }: Accuracy) {
  const { confiningPressure, initialAxialStress = confiningPressure } = specimen;
  const initialVoidRatio = densityOf(specimen);
  if (initialAxialStress >= confiningPressure && !turnsBack(axis) && aboveDensest(p, initialVoidRatio, meanStress(initialAxialStress, confiningPressure)) > 0) {
    const curves = drainedLoading(constantsOf(p), initialVoidRatio, confiningPressure, initialAxialStress, axis, fast);
    if (curves) return curves;
  }
  return drainedByDriver(p, specimen, axis, driver);
}

/** Drained triaxial along any history. */
export const drainedByDriver = (p: SandParameters, specimen: Specimen, axis: ArrayLike<number>, tolerance: number) => answerOf(sheared(p, drainedControl, specimen, axis, tolerance), drainedResponses);

export const undrained = (p: SandParameters, specimen: Specimen, axis: Float64Array, { driver }: Accuracy) =>
  answerOf(sheared(p, undrainedControl, specimen, axis, driver), (history) => undrainedResponses(history, specimen.confiningPressure));

export const constantP = (p: SandParameters, specimen: Specimen, axis: Float64Array, { driver }: Accuracy) => answerOf(sheared(p, constantPControl, specimen, axis, driver), constantPResponses);

/** Oedometer under prescribed axial stress. Where no radial stress is known at the start, Jaky's K0 = 1 - sin φc. */
export function confined(
  p: SandParameters,
  specimen: { readonly confiningPressure: number | undefined; readonly initialAxialStress: number | undefined; readonly initialVoidRatio: number | undefined },
  axis: Float64Array,
  { driver }: Accuracy,
) {
  const initialVoidRatio = densityOf(specimen);
  const axialStress = specimen.initialAxialStress ?? specimen.confiningPressure ?? 0;
  if (!(axialStress > 0)) return stop("tension", "an axial stress of 0 kPa at the start leaves no stiffness; begin the test at the first load step", { axialStrain: [] });
  const radialStress = specimen.confiningPressure ?? (1 - Math.sin((p.phic * Math.PI) / 180)) * axialStress;
  return answerOf(driven(p, oedometerControl, radialStress, axialStress, initialVoidRatio, axialStress, axis, driver), (history) => oedometerResponses(history, initialVoidRatio));
}

export function isotropic(p: SandParameters, specimen: Specimen, axis: Float64Array, { driver }: Accuracy) {
  const initialVoidRatio = densityOf(specimen);
  const { confiningPressure } = specimen;
  return answerOf(driven(p, isotropicControl, confiningPressure, confiningPressure, initialVoidRatio, confiningPressure, axis, driver), (history) => {
    const { volumetricStrain } = drainedResponses(history);
    return { volumetricStrain, voidRatio: volumetricStrain.map((strain) => voidRatioAfter(initialVoidRatio, strain)) };
  });
}
