import { defineForwardModel, stop, type ForwardModel } from "@inversa/core";
import { constantPTriaxial, drainedTriaxial, isotropicCompression, oedometer, undrainedTriaxial } from "@inversa/soil";
import { classicalCamClay } from "./classical.ts";
import { confined, ratioAtRest } from "./confined.ts";
import { isotropic } from "./isotropic.ts";
import { options } from "./options.ts";
import { G, inconsistent, kappa, lambda, M, N, nu } from "./parameters.ts";
import { shear, type ShearCurves } from "./shear.ts";
import { constantMeanPath, drainedPath, undrainedPath } from "./shear-path.ts";
import { clayOf } from "./soil.ts";
import { impossible, never, specimenAt, volumeOf } from "./specimen.ts";
import type { Surface } from "./surface.ts";

/** What tells the models apart. */
export interface Variety {
  readonly id: string;
  readonly name: string;
  readonly about: string;
  readonly source: string;
  readonly surface: (M: number) => Surface;
}

interface TriaxialStart {
  readonly confiningPressure: number;
  readonly initialAxialStress: number | undefined;
}

const startOf = ({ confiningPressure, initialAxialStress = confiningPressure }: TriaxialStart) => ({ p: (initialAxialStress + 2 * confiningPressure) / 3, q: initialAxialStress - confiningPressure });

const drainedShape = ({ q, v }: ShearCurves, axis: ArrayLike<number>) => ({ deviatorStress: q, volumetricStrain: v, radialStrain: v.map((volume, i) => (volume - axis[i]!) / 2) });

const undrainedShape = (radialStress: number) => ({ p, q }: ShearCurves) => ({ deviatorStress: q, porePressure: p.map((mean, i) => radialStress - (mean - q[i]! / 3)), meanEffectiveStress: p });

/** A model of the Cam-Clay family from its yield surface. */
export const camClayModel = ({ surface, ...description }: Variety): ForwardModel =>
  defineForwardModel({
    ...description,
    parameters: { M, lambda, kappa, nu, N, G },
    options,
    invalid: inconsistent,
    classical: classicalCamClay(surface),
    simulations: (on) => [
      on(drainedTriaxial, (p, start, axis, { options }) => {
        const clay = clayOf(p, surface(p.M), options);
        const { p: mean, q } = startOf(start);
        const specimen = specimenAt(clay, mean, q, start);
        if (impossible(specimen)) return never(specimen, drainedShape({ p: [], q: [], v: [] }, axis));
        return shear(clay, drainedPath(start.confiningPressure), specimen, volumeOf(clay, specimen), axis, drainedShape);
      }),
      on(undrainedTriaxial, (p, start, axis, { options }) => {
        const clay = clayOf(p, surface(p.M), options);
        const { p: mean, q } = startOf(start);
        const shaped = undrainedShape(start.confiningPressure);
        const specimen = specimenAt(clay, mean, q, start);
        if (impossible(specimen)) return never(specimen, shaped({ p: [], q: [], v: [] }));
        return shear(clay, undrainedPath, specimen, volumeOf(clay, specimen), axis, shaped);
      }),
      on(constantPTriaxial, (p, start, axis, { options }) => {
        const clay = clayOf(p, surface(p.M), options);
        const { p: mean, q } = startOf(start);
        const specimen = specimenAt(clay, mean, q, start);
        if (impossible(specimen)) return never(specimen, drainedShape({ p: [], q: [], v: [] }, axis));
        return shear(clay, constantMeanPath, specimen, volumeOf(clay, specimen), axis, drainedShape);
      }),
      on(oedometer, (p, start, axis, { options }) => {
        const clay = clayOf(p, surface(p.M), options);
        const { confiningPressure, initialAxialStress: axial = confiningPressure ?? 0 } = start;
        if (!(axial > 0)) return stop("tension", "an axial stress of 0 kPa at the start leaves no stiffness; begin the test at the first load step", { axialStrain: [], voidRatio: [] });
        const firstVolume = (mean: number, pc: number): number => (start.initialVoidRatio === undefined ? p.N - p.kappa * Math.log(mean) - (p.lambda - p.kappa) * Math.log(pc) : 1 + start.initialVoidRatio);
        const eta = confiningPressure === undefined ? ratioAtRest(clay, axial, firstVolume) : (3 * (axial - confiningPressure)) / (axial + 2 * confiningPressure);
        const mean = axial / (1 + (2 / 3) * eta);
        const specimen = specimenAt(clay, mean, eta * mean, start);
        return impossible(specimen) ? never(specimen, { axialStrain: [], voidRatio: [] }) : confined(clay, specimen, volumeOf(clay, specimen), axis);
      }),
      on(isotropicCompression, (p, start, axis, { options }) => {
        const clay = clayOf(p, surface(p.M), options);
        const specimen = specimenAt(clay, start.confiningPressure, 0, { ...start });
        return impossible(specimen) ? never(specimen, { volumetricStrain: [], voidRatio: [] }) : isotropic(specimen, volumeOf(clay, specimen), axis);
      }),
    ],
  });
