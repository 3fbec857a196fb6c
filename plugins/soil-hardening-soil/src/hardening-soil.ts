import { defineForwardModel, type ForwardModel } from "@inversa/core";
import { constantPTriaxial, drainedTriaxial, isotropicCompression, oedometer, undrainedTriaxial } from "@inversa/soil";
import { classicalHardening } from "./classical.ts";
import { options } from "./options.ts";
import { c, E50ref, Eurref, inconsistent, m, nu, phi, pref, psi, Rf } from "./parameters.ts";
import { confined, constantP, drained, isotropic, undrained } from "./paths.ts";

/** Shear hardening of the Hardening Soil model. */
export const hardeningSoil: ForwardModel = defineForwardModel({
  id: "soil/hardening-soil",
  name: "Hardening Soil (shear hardening, no cap)",
  about: "Hyperbolic shear hardening with stress-dependent stiffness, stiff unloading and mobilised dilatancy up to the Mohr-Coulomb strength; the cap (Eoedref, K0nc, preconsolidation) is left out, so isotropic compression is elastic and an oedometer comes out too stiff.",
  source: "T. Schanz, P. A. Vermeer, P. G. Bonnier: The hardening soil model: formulation and verification. Beyond 2000 in Computational Geotechnics, Balkema (1999) 281-296",
  parameters: { E50ref, Eurref, m, c, phi, psi, nu, pref, Rf },
  options,
  invalid: inconsistent,
  classical: classicalHardening,
  simulations: (on) => [
    on(drainedTriaxial, (p, start, axis, { options: chosen }) => drained(p, start, axis, chosen)),
    on(undrainedTriaxial, (p, start, axis, { options: chosen }) => undrained(p, start, axis, chosen)),
    on(constantPTriaxial, (p, start, axis, { options: chosen }) => constantP(p, start, axis, chosen)),
    on(oedometer, (p, start, axis, { options: chosen }) => confined(p, start, axis, chosen)),
    on(isotropicCompression, (p, start, axis) => isotropic(p, start, axis)),
  ],
});
