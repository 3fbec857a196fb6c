import { choice, type SettingsOf } from "@inversa/core";

/** What the published equations leave open and codes decide differently. */
export const options = {
  volume: choice({
    default: "current",
    choices: {
      current: "moduli and hardening use the present specific volume, strains are natural",
      constant: "moduli and hardening use the specific volume at the start throughout, strains are small (many finite-element codes and the textbook closed forms)",
    },
    about: "the void-ratio convention; over a quarter of axial strain it makes up to 1 % of the deviator stress and 2 % of the volumetric strain",
  }),
  shear: choice({
    default: "poisson",
    choices: {
      poisson: "Poisson's ratio nu is constant: the shear modulus grows with the mean stress (not conservative on closed stress loops)",
      constant: "the shear modulus is the parameter G: at small mean stress Poisson's ratio turns negative",
    },
    about: "elasticity in shear",
  }),
  history: choice({
    default: "conditions",
    choices: {
      conditions: "preconsolidationPressure or overconsolidationRatio of the test; normally consolidated unless given",
      "void-ratio": "from the test's initialVoidRatio and the parameters N, lambda and kappa",
    },
    about: "where the preconsolidation pressure at the start comes from",
  }),
} as const;

export type Options = SettingsOf<typeof options>;
