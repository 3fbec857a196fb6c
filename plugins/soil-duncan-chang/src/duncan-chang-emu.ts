import { defineForwardModel, type ForwardModel } from "@inversa/core";
import { constantPTriaxial, drainedTriaxial, isotropicCompression, oedometer, undrainedTriaxial, turnsBack } from "@inversa/soil";
import { classicalEmu } from "./classical.ts";
import { drainedCompression } from "./drained.ts";
import { hyperbolicElement, type BulkLaw } from "./element.ts";
import { hyperbolaAt, type HyperbolicParameters } from "./hyperbola.ts";
import { isotropicPoisson } from "./isotropic-emu.ts";
import { options } from "./options.ts";
import { c, D, dphi, F, G, inconsistent, K, Kur, n, pa, phi, Rf } from "./parameters.ts";
import { confined, constantP, drainedByDriver, isotropic, underStressControl, undrained } from "./paths.ts";
import { initialPoisson, largestRatio, PoissonVolume } from "./volume-emu.ts";

/** Poisson's ratio from the present stress: νt = νi/(1 - D q/(Ei (1 - Rf SL)))^2, at most 0.49, and 0.49 after failure. */
const bulkLaw = (p: HyperbolicParameters & { readonly G: number; readonly F: number; readonly D: number }): BulkLaw => ({ s3, young, initialYoung, deviator, level }) => {
  const initial = initialPoisson(p.G, p.F, s3, p.pa);
  const left = 1 - p.Rf * level;
  const beyondStrain = left > 0 ? 1 - (initial > 0 ? p.D * deviator : 0) / (initialYoung * left) : 0;
  const ratio = beyondStrain > 0 ? Math.min(initial / (beyondStrain * beyondStrain), largestRatio) : largestRatio;
  return young / (3 * (1 - 2 * ratio));
};

/** Duncan-Chang E-mu: hyperbolic Young's modulus, Poisson's ratio that grows with strain. */
export const duncanChangEmu: ForwardModel = defineForwardModel({
  id: "soil/duncan-chang-emu",
  name: "Duncan-Chang E-mu",
  about: "The hyperbolic model with a tangent Poisson's ratio instead of a bulk modulus: older studies and programs that ask for G, F and D; no dilation beyond Poisson's ratio 0.49.",
  source: "F. H. Kulhawy, J. M. Duncan: Stresses and movements in Oroville Dam. J. Soil Mech. Found. Div. ASCE 98 (1972) 653-665; J. M. Duncan, C.-Y. Chang: Nonlinear analysis of stress and strain in soils. J. Soil Mech. Found. Div. ASCE 96 (1970) 1629-1653",
  parameters: { K, n, Rf, c, phi, dphi, G, F, D, Kur, pa },
  options,
  invalid: inconsistent,
  classical: classicalEmu,
  simulations: (on) => [
    on(drainedTriaxial, (p, start, axis, { options }) => {
      const q0 = start.initialAxialStress === undefined ? 0 : start.initialAxialStress - start.confiningPressure;
      if (q0 >= 0 && (options.unloading === "1980" || !turnsBack(axis))) {
        const h = hyperbolaAt(p, start.confiningPressure, options);
        const initial = initialPoisson(p.G, p.F, start.confiningPressure, p.pa);
        const curves = drainedCompression(h, new PoissonVolume(h, initial, p.D), axis, q0, options.failure === "stop");
        if (curves) return curves;
      }
      return drainedByDriver(hyperbolicElement(p, options, bulkLaw(p)), start, axis);
    }),
    on(undrainedTriaxial, (p, start, axis, { options }) => undrained(hyperbolicElement(p, options, bulkLaw(p)), start, axis)),
    on(constantPTriaxial, (p, start, axis, { options }) => constantP(hyperbolicElement(p, options, bulkLaw(p)), start, axis)),
    on(oedometer, (p, start, axis, { options }) => confined(hyperbolicElement(p, underStressControl(options), bulkLaw(p)), p.phi, start, axis)),
    on(isotropicCompression, (p, start, axis) => isotropic(isotropicPoisson(p), start, axis)),
  ],
});
