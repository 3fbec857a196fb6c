import { number, type SettingsOf } from "@inversa/core";
import { sharedSettings } from "./shared-settings.ts";

/** What a user may set for CMA-ES; every default is meant to be kept. */
export const cmaEsSettings = {
  population: number({ default: 0, bounds: [0, 100_000], integer: true, about: "Points of a generation in the first run. 0: 4 + 3 ln P, rounded down, for P parameters." }),
  growth: number({ default: 2, bounds: [1, 10], about: "Factor on the population at each restart." }),
  step: number({ default: 0.3, bounds: [1e-6, 1], about: "First step size as a share of each coordinate's range." }),
  startStep: number({ default: 0.1, bounds: [1e-6, 1], about: "First step size where a start is given." }),
  tolerance: number({ default: 1e-6, bounds: [1e-14, 1], about: "A run ends when the misfit varies by less over its last generations, in half units of chi-square as the noise explains them (1 is one sigma)." }),
  generations: number({ default: 10_000, bounds: [1, 1_000_000], integer: true, about: "Most generations of one run." }),
  restarts: number({ default: 6, bounds: [0, 30], integer: true, about: "Most restarts, each with a larger population." }),
  ...sharedSettings,
} as const;

export type CmaEsSettings = SettingsOf<typeof cmaEsSettings>;
