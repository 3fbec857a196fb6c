import { choice, defineForwardModel, type ForwardModel } from "@inversa/core";
import { constantPTriaxial, drainedTriaxial, isotropicCompression, oedometer, undrainedTriaxial } from "@inversa/soil";
import { classicalLadeDuncan } from "./classical.ts";
import { drainedCompression } from "./drained.ts";
import { FirstLoading } from "./first-loading.ts";
import { isotropic } from "./isotropic.ts";
import { inconsistent, parameters } from "./parameters.ts";
import { confined, constantP, drainedByDriver, undrained } from "./paths.ts";

/** What the equations leave to the program. */
export const options = {
  accuracy: choice({
    default: "default",
    choices: {
      default: "relative error of an integration step 1e-7",
      tight: "relative error of an integration step 1e-11",
    },
    about: "accuracy of tests that are integrated; drained compression and isotropic compression are exact either way",
  }),
} as const;

const toleranceOf = { default: 1e-7, tight: 1e-11 } as const;

/** Lade and Duncan's work-hardening model of 1975 with its single, open yield surface. */
export const ladeDuncan: ForwardModel = defineForwardModel({
  id: "soil/lade-duncan",
  name: "Lade-Duncan (1975)",
  about: "Work-hardening plasticity with one conical yield surface and a nonassociated flow rule: sands in shear, dilation and all three principal stresses included; no plastic strain in isotropic or proportional compression, no softening.",
  source: "P. V. Lade, J. M. Duncan: Elastoplastic stress-strain theory for cohesionless soil. J. Geotech. Eng. Div. ASCE 101 (1975) GT10, 1037-1053; equations restated from memory of it, without the paper at hand",
  parameters,
  options,
  invalid: inconsistent,
  classical: classicalLadeDuncan,
  simulations: (on) => [
    on(drainedTriaxial, (p, start, axis, { options }) => {
      const q0 = start.initialAxialStress === undefined ? 0 : start.initialAxialStress - start.confiningPressure;
      const curves = q0 >= 0 ? drainedCompression(new FirstLoading(p, start.confiningPressure), p.kf, p.nu, axis, q0) : undefined;
      return curves ?? drainedByDriver(p, start, axis, toleranceOf[options.accuracy]);
    }),
    on(undrainedTriaxial, (p, start, axis, { options }) => undrained(p, start, axis, toleranceOf[options.accuracy])),
    on(constantPTriaxial, (p, start, axis, { options }) => constantP(p, start, axis, toleranceOf[options.accuracy])),
    on(oedometer, (p, start, axis, { options }) => confined(p, start, axis, toleranceOf[options.accuracy])),
    on(isotropicCompression, (p, start, axis) => isotropic(p, start, axis)),
  ],
});
