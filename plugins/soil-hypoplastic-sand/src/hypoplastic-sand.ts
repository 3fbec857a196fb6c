import { defineForwardModel, type ForwardModel } from "@inversa/core";
import { constantPTriaxial, drainedTriaxial, isotropicCompression, oedometer, undrainedTriaxial } from "@inversa/soil";
import { accuracyOf, options } from "./accuracy.ts";
import { classicalSand } from "./classical.ts";
import { alpha, beta, ec0, ed0, ei0, hs, inconsistent, n, phic } from "./parameters.ts";
import { confined, constantP, drained, isotropic, undrained } from "./paths.ts";

/** Hypoplasticity of sand after von Wolffersdorff, without intergranular strain. */
export const hypoplasticSand: ForwardModel = defineForwardModel({
  id: "soil/hypoplastic-sand",
  name: "Hypoplastic sand (von Wolffersdorff)",
  about: "One set of eight parameters for a sand at every density and pressure: critical state, peak, dilatancy and stiffness follow from the void ratio; monotonic loading (no intergranular strain).",
  source: "P.-A. von Wolffersdorff: A hypoplastic relation for granular materials with a predefined limit state surface. Mechanics of Cohesive-Frictional Materials 1 (1996) 251-271",
  parameters: { phic, hs, n, ed0, ec0, ei0, alpha, beta },
  options,
  invalid: inconsistent,
  classical: classicalSand,
  simulations: (on) => [
    on(drainedTriaxial, (p, specimen, axis, { options: chosen }) => drained(p, specimen, axis, accuracyOf(chosen))),
    on(undrainedTriaxial, (p, specimen, axis, { options: chosen }) => undrained(p, specimen, axis, accuracyOf(chosen))),
    on(constantPTriaxial, (p, specimen, axis, { options: chosen }) => constantP(p, specimen, axis, accuracyOf(chosen))),
    on(oedometer, (p, specimen, axis, { options: chosen }) => confined(p, specimen, axis, accuracyOf(chosen))),
    on(isotropicCompression, (p, specimen, axis, { options: chosen }) => isotropic(p, specimen, axis, accuracyOf(chosen))),
  ],
});
