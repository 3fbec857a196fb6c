import { defineForwardModel, type ForwardModel } from "@inversa/core";
import { constantPTriaxial, drainedTriaxial, isotropicCompression, oedometer, undrainedTriaxial, turnsBack } from "@inversa/soil";
import { classicalEb } from "./classical.ts";
import { drainedCompression } from "./drained.ts";
import { hyperbolicElement, type BulkLaw } from "./element.ts";
import { hyperbolaAt } from "./hyperbola.ts";
import { isotropicBulk } from "./isotropic-eb.ts";
import { options } from "./options.ts";
import { c, dphi, inconsistent, K, Kb, Kur, m, n, pa, phi, Rf } from "./parameters.ts";
import { confined, constantP, drainedByDriver, isotropic, underStressControl, undrained } from "./paths.ts";
import { boundedBulk, BulkVolume } from "./volume-eb.ts";

const bulkLaw = (p: { readonly Kb: number; readonly m: number; readonly pa: number }): BulkLaw => ({ s3, young }) => boundedBulk(p.Kb * p.pa * (s3 / p.pa) ** p.m, young);

/** Duncan-Chang E-B: hyperbolic Young's modulus, bulk modulus by a power of the minor stress. */
export const duncanChangEb: ForwardModel = defineForwardModel({
  id: "soil/duncan-chang-eb",
  name: "Duncan-Chang E-B",
  about: "Nonlinear elastic, hyperbolic stress-strain curve with a stress-dependent bulk modulus: fills, embankments and rockfill before failure; no dilation, no softening.",
  source: "J. M. Duncan, P. Byrne, K. S. Wong, P. Mabry: Strength, stress-strain and bulk modulus parameters for finite element analyses of stresses and movements in soil masses. Report UCB/GT/80-01, University of California, Berkeley (1980)",
  parameters: { K, n, Rf, c, phi, dphi, Kb, m, Kur, pa },
  options,
  invalid: inconsistent,
  classical: classicalEb,
  simulations: (on) => [
    on(drainedTriaxial, (p, start, axis, { options }) => {
      const q0 = start.initialAxialStress === undefined ? 0 : start.initialAxialStress - start.confiningPressure;
      if (q0 >= 0 && (options.unloading === "1980" || !turnsBack(axis))) {
        const h = hyperbolaAt(p, start.confiningPressure, options);
        const bulk = p.Kb * p.pa * (start.confiningPressure / p.pa) ** p.m;
        const curves = drainedCompression(h, new BulkVolume(h, bulk), axis, q0, options.failure === "stop");
        if (curves) return curves;
      }
      return drainedByDriver(hyperbolicElement(p, options, bulkLaw(p)), start, axis);
    }),
    on(undrainedTriaxial, (p, start, axis, { options }) => undrained(hyperbolicElement(p, options, bulkLaw(p)), start, axis)),
    on(constantPTriaxial, (p, start, axis, { options }) => constantP(hyperbolicElement(p, options, bulkLaw(p)), start, axis)),
    on(oedometer, (p, start, axis, { options }) => confined(hyperbolicElement(p, underStressControl(options), bulkLaw(p)), p.phi, start, axis)),
    on(isotropicCompression, (p, start, axis) => isotropic(isotropicBulk(p), start, axis)),
  ],
});
