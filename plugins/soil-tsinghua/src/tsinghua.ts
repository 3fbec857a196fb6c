import { choice, defineForwardModel, stop, type ForwardModel } from "@inversa/core";
import { constantPTriaxial, drainedTriaxial, isotropicCompression, oedometer, undrainedTriaxial } from "@inversa/soil";
import { drainedCompression } from "./drained.ts";
import { powerHardening, type Hardening } from "./hardening.ts";
import { isotropic } from "./isotropic.ts";
import { pa, shape, type Shape } from "./parameters.ts";
import { confined, constantP, drainedByDriver, ratioAtRest, undrained } from "./paths.ts";
import { specimenAt } from "./specimen.ts";

/** What the equations leave to the program. */
export const options = {
  accuracy: choice({
    default: "default",
    choices: {
      default: "relative error of an integration step 1e-7",
      tight: "relative error of an integration step 1e-11",
    },
    about: "accuracy of the integration; isotropic compression is exact either way",
  }),
} as const;

const toleranceOf = { default: 1e-7, tight: 1e-11 } as const;

/** What tells one model of the family from another: its id and its hardening. */
export interface TsinghuaDeclaration {
  readonly id: string;
  readonly name: string;
  readonly about: string;
  readonly source: string;
  readonly hardening: Hardening;
}

/**
 * A model with the elliptic yield surface and potential and any hardening function.
 * @throws InputError `model-invalid` when the declaration contradicts itself
 */
export function tsinghuaModel({ hardening: law, ...declaration }: TsinghuaDeclaration): ForwardModel {
  return defineForwardModel({
    ...declaration,
    parameters: { ...shape, ...law.parameters, pa },
    options,
    simulations: (on) => {
      const soil = (values: Readonly<Record<string, number>>) => ({ shape: values as unknown as Shape, hardening: law.bind(values) });
      const triaxial = (values: Readonly<Record<string, number>>, start: TriaxialStart) => {
        const { shape, hardening } = soil(values);
        return specimenAt(shape, hardening, start.initialAxialStress ?? start.confiningPressure, start.confiningPressure, start);
      };
      return [
        on(drainedTriaxial, (p, start, axis, { options }) => {
          const specimen = triaxial(p, start);
          const tolerance = toleranceOf[options.accuracy];
          const curves = specimen.axialStress === specimen.radialStress && rises(axis) ? drainedCompression(specimen, axis, tolerance) : undefined;
          return curves ?? drainedByDriver(specimen, axis, tolerance);
        }),
        on(undrainedTriaxial, (p, start, axis, { options }) => undrained(triaxial(p, start), axis, toleranceOf[options.accuracy])),
        on(constantPTriaxial, (p, start, axis, { options }) => constantP(triaxial(p, start), axis, toleranceOf[options.accuracy])),
        on(oedometer, (p, start, axis, { options }) => {
          const axialStress = start.initialAxialStress ?? start.confiningPressure ?? Number.NaN;
          if (!(axialStress > 0)) return stop("tension", "an axial stress of 0 kPa at the start leaves no stiffness; begin the test at the first load step", { axialStrain: [] });
          const { shape, hardening } = soil(p);
          const radialStress = start.confiningPressure ?? axialStress * ratioAtRest(shape, hardening, axialStress);
          return confined(specimenAt(shape, hardening, axialStress, radialStress, start), start.initialVoidRatio, axis, toleranceOf[options.accuracy]);
        }),
        on(isotropicCompression, (p, start, axis) => isotropic(triaxial(p, { ...start, initialAxialStress: undefined }), start.initialVoidRatio, axis)),
      ];
    },
  });
}

interface TriaxialStart {
  readonly confiningPressure: number;
  readonly initialAxialStress: number | undefined;
  readonly preconsolidationPressure: number | undefined;
  readonly overconsolidationRatio: number | undefined;
}

/** Whether a history starts at 0 or more and only rises. */
function rises(axis: ArrayLike<number>): boolean {
  let before = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < axis.length; i++) {
    if (!(axis[i]! > before && axis[i]! >= 0)) return false;
    before = axis[i]!;
  }
  return true;
}

/** The Tsinghua elastoplastic model, as far as its published form could be restated. */
export const tsinghua: ForwardModel = tsinghuaModel({
  id: "soil/tsinghua",
  name: "Tsinghua",
  about:
    "Elastoplastic, elliptic yield surface that is its own potential, hardening by plastic volumetric and shear strain: sands and rockfill with contraction and dilation, no softening. Unconfirmed form: the hardening function and the names of its coefficients were restated without the original texts; check them against 黄文熙等 (1981) or 李广信《高等土力学》 before you rely on published parameter values.",
  source: "Huang Wenxi, Pu Jialiu, Chen Yujiong (1981); Li Guangxin, Chin. J. Geotech. Eng. 28 (2006) 1-10 (summary). Hardening function: restated, coefficient names unconfirmed",
  hardening: powerHardening,
});
