import { defineForwardModel } from "@inversa/core";
import { drainedTriaxial } from "@inversa/soil";

const radians = Math.PI / 180;

/** Linear elasticity up to the Mohr-Coulomb strength, then perfectly plastic flow with constant dilatancy. */
export const mohrCoulomb = defineForwardModel({
  id: "soil/mohr-coulomb",
  name: "Mohr-Coulomb",
  about: "Two straight lines: a first look at strength and stiffness when nothing better is justified.",
  source: "Closed form for triaxial compression; e.g. D. Muir Wood, Geotechnical Modelling (2004), section 3.3",
  parameters: {
    E: { unit: "kPa", bounds: [100, 1e6], plausible: [2e3, 1e5], scale: "log", about: "Young's modulus" },
    nu: { symbol: "ν", unit: "1", bounds: [0, 0.495], plausible: [0.1, 0.4], about: "Poisson's ratio" },
    c: { unit: "kPa", bounds: [0, 500], plausible: [0, 50], about: "cohesion" },
    phi: { symbol: "φ", unit: "deg", bounds: [0, 60], plausible: [20, 45], about: "friction angle" },
    psi: { symbol: "ψ", unit: "deg", bounds: [0, 40], plausible: [0, 15], about: "dilatancy angle" },
  },
  invalid: ({ phi, psi }) => (psi > phi ? `the dilatancy angle psi (${psi}°) must not exceed the friction angle phi (${phi}°)` : undefined),
  simulations: (on) => [
    on(drainedTriaxial, ({ E, nu, c, phi, psi }, { confiningPressure }, axialStrain) => {
      const sine = Math.sin(phi * radians);
      const qf = (2 * c * Math.cos(phi * radians) + 2 * confiningPressure * sine) / (1 - sine);
      const dilation = (2 * Math.sin(psi * radians)) / (1 - Math.sin(psi * radians));
      const deviatorStress = Array.from(axialStrain, (strain) => Math.min(E * strain, qf));
      const volumetricStrain = Array.from(axialStrain, (strain, i) => {
        const elastic = deviatorStress[i]! / E;
        return (1 - 2 * nu) * elastic - dilation * (strain - elastic);
      });
      return { deviatorStress, volumetricStrain };
    }),
  ],
});
