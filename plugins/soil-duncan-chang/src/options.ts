import { choice, number, type SettingsOf } from "@inversa/core";

/** What the published equations leave open and codes decide differently. */
export const options = {
  failure: choice({
    default: "stop",
    choices: {
      stop: "the curve ends with the status `failure` where the stress level reaches its limit",
      plateau: "perfectly plastic at the limit: the deviator stress stays, volume follows Poisson's ratio 0.49",
      hyperbola: "no limit: the hyperbola runs on towards qf/Rf, as in many published training sets",
      cap: "the tangent modulus keeps the value it has at the limit (finite-element codes that cap the stress level at 0.95 or 0.99)",
      residual: "the tangent modulus drops to `residualFactor` K pa at the limit",
    },
    about: "what happens when the stress level q/qf reaches `stressLevelLimit`",
  }),
  stressLevelLimit: number({ default: 1, bounds: [0.5, 1], about: "stress level at which the element counts as failed" }),
  residualFactor: number({ default: 0.001, bounds: [1e-6, 0.1], about: "tangent modulus after failure over K pa, for `failure: residual`" }),
  unloading: choice({
    default: "1980",
    choices: {
      1980: "Eur below the largest stress level of the past (Duncan and Chang 1970, Duncan et al. 1980)",
      1984: "Eur below three quarters of the largest stress state SL (σ3/pa)^(1/4) of the past, interpolated up to it (Duncan, Seed, Wong and Ozawa 1984)",
    },
    about: "which modulus holds below stresses that the element has known",
  }),
} as const;

export type Options = SettingsOf<typeof options>;
