import { choice, number, type SettingsOf } from "@inversa/core";

/** What a user may set; every default is meant to be kept. */
export const leastSquaresSettings = {
  loss: choice({
    default: "linear",
    choices: {
      linear: "Plain least squares: right when the errors are as stated, without outliers.",
      huber: "Squares near zero, absolute values beyond the loss scale: outliers pull with limited force.",
      "soft-l1": "A smooth blend of squares and absolute values.",
      cauchy: "The logarithm: far outliers hardly pull at all. May have several minima.",
    },
    about: "How a residual counts towards the misfit.",
  }),
  lossScale: number({ default: 1.345, bounds: [0.01, 100], about: "Where an outlier begins, in standard deviations of the noise. 1.345 keeps 95 % of the efficiency of plain least squares for Huber's loss." }),
  starts: number({ default: 0, bounds: [0, 1000], integer: true, about: "How many starting points to try. 0: eight; only three where a start is given (a network's estimate) and the misfit is about what the noise explains. A given start is the first of them." }),
  screening: number({ default: 8, bounds: [1, 10_000], integer: true, about: "How many draws from the prior are looked at for each starting point; the best of them is taken." }),
  agreement: number({ default: 3, bounds: [1, 1000], integer: true, about: "No further starts once so many have reached the same lowest misfit." }),
  noise: choice({
    default: "scaled",
    choices: {
      scaled: "Where the misfit is larger than the stated noise explains, the covariance grows in proportion.",
      stated: "The stated noise is taken as it is, whatever the misfit.",
    },
    about: "Which measurement error the covariance assumes.",
  }),
  intervals: choice({
    default: "profile",
    choices: {
      profile: "Profile likelihood: each coordinate is moved until the refitted misfit has risen enough. Right for bent valleys and kinks; about as many simulations again as the fit.",
      covariance: "From the covariance alone: no further simulations, for models that take long.",
    },
    about: "How 95 % intervals are found.",
  }),
  maxIterations: number({ default: 100, bounds: [1, 100_000], integer: true, about: "Most iterations from one start." }),
  tolerance: number({ default: 1e-8, bounds: [1e-14, 1e-2], about: "Relative change of misfit and coordinates below which a start has converged." }),
} as const;

export type LeastSquaresSettings = SettingsOf<typeof leastSquaresSettings>;
