import { choice, number } from "@inversa/core";

/** Settings that both algorithms have. */
export const sharedSettings = {
  agreement: number({ default: 2, bounds: [1, 1000], integer: true, about: "No further restart once so many runs ended in the lowest minimum." }),
  maxEvaluations: number({ default: 100_000, bounds: [1, 1e9], integer: true, about: "No new generation or restart once the model was called so often." }),
  noise: choice({
    default: "scaled",
    choices: {
      scaled: "Where the misfit is larger than the stated noise explains, the covariance grows in proportion.",
      stated: "The stated noise is taken as it is, whatever the misfit.",
    },
    about: "Which measurement error the covariance assumes.",
  }),
} as const;
