import { brent } from "@inversa/numerics";
import {
  answerOf, constantPControl, constantPResponses, drainedControl, drainedResponses, frictionAngleOf, oedometerControl, oedometerResponses, runElementTest, undrainedControl, undrainedResponses,
  type Control, type ElementHistory,
} from "@inversa/soil";
import { plastic, tsinghuaElement } from "./element.ts";
import { tangentRatio } from "./ellipse.ts";
import type { BoundHardening } from "./hardening.ts";
import type { Shape } from "./parameters.ts";
import { specimenAt, type Specimen } from "./specimen.ts";

/*
 * Tests by the element-test driver.
 */

function led({ shape, hardening, axialStress, radialStress, plasticVolume }: Specimen, control: Control, start: number, axis: Float64Array, tolerance: number): ElementHistory {
  return runElementTest({ material: tsinghuaElement(shape, hardening), control, axialStress, radialStress, internals: [plasticVolume, 0], start, axis, tolerance });
}

export const drainedByDriver = (specimen: Specimen, axis: Float64Array, tolerance: number) => answerOf(led(specimen, drainedControl, 0, axis, tolerance), drainedResponses);

export const constantP = (specimen: Specimen, axis: Float64Array, tolerance: number) => answerOf(led(specimen, constantPControl, 0, axis, tolerance), constantPResponses);

export const undrained = (specimen: Specimen, axis: Float64Array, tolerance: number) =>
  answerOf(led(specimen, undrainedControl, 0, axis, tolerance), (history) => undrainedResponses(history, specimen.radialStress));

/** Oedometer under prescribed axial stress. */
export const confined = (specimen: Specimen, initialVoidRatio: number | undefined, axis: Float64Array, tolerance: number) =>
  answerOf(led(specimen, oedometerControl, specimen.axialStress, axis, tolerance), (h) => oedometerResponses(h, initialVoidRatio));

const young = { preconsolidationPressure: undefined, overconsolidationRatio: undefined } as const;

/**
 * Where no radial stress is known at the start of an oedometer test it is that of normal consolidation: the ratio which the model keeps at the first increment of
 * confined loading, dσr/dσa = σr/σa. Jaky's 1 - sin φ, φ from the common tangent, where the model has no such ratio.
 */
export function ratioAtRest(shape: Shape, hardening: BoundHardening, axialStress: number): number {
  const material = tsinghuaElement(shape, hardening);
  const stiffness = new Float64Array(4);
  const stateAt = (ratio: number): Float64Array => {
    const { plasticVolume } = specimenAt(shape, hardening, axialStress, ratio * axialStress, young);
    return Float64Array.of(axialStress, ratio * axialStress, 0, 0, plasticVolume, 0);
  };
  const excess = (ratio: number): number => {
    material.stiffness(stateAt(ratio), plastic, 1, 0, stiffness);
    return stiffness[2]! / stiffness[0]! - ratio;
  };
  const admissible = (ratio: number): boolean => {
    const state = stateAt(ratio);
    return (material.limits ?? []).every(({ margin }) => margin(state) > 0);
  };
  let above = 1;
  for (let ratio = 0.98; ratio > 0.02 && admissible(ratio); ratio -= 0.02) {
    if (excess(ratio) >= 0) return excess(above) < 0 ? brent(excess, ratio, above) : ratio;
    above = ratio;
  }
  const jaky = 1 - Math.sin((frictionAngleOf(Math.min(tangentRatio(shape), 2.9)) * Math.PI) / 180);
  return Math.max(jaky, above);
}
