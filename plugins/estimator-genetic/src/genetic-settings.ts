import { choice, number, type SettingsOf } from "@inversa/core";
import { sharedSettings } from "./shared-settings.ts";

/** What a user may set for the genetic algorithm; every default is meant to be kept. */
export const geneticSettings = {
  population: number({ default: 0, bounds: [0, 100_000], integer: true, about: "Members of a generation. 0: twenty for each parameter, at least 40." }),
  generations: number({ default: 500, bounds: [1, 1_000_000], integer: true, about: "Most generations of one run." }),
  stall: number({ default: 40, bounds: [1, 1_000_000], integer: true, about: "A run ends when so many generations in a row have not lowered the misfit by more than the tolerance." }),
  tolerance: number({ default: 1e-4, bounds: [1e-14, 1], about: "What counts as lower, in half units of chi-square as the noise explains them (1 is one sigma)." }),
  tournament: number({ default: 2, bounds: [1, 100], integer: true, about: "How many members compete to become a parent: more select more sharply." }),
  crossover: choice({
    default: "simplex",
    choices: {
      simplex: "Simplex crossover: children within a simplex of P + 1 parents, widened; follows valleys in any direction.",
      sbx: "Simulated binary crossover: children near either parent, coordinate by coordinate; the customary one.",
      blx: "Blend crossover: children anywhere in the parents' box and a little around it.",
    },
    about: "How parents are mixed.",
  }),
  crossoverRate: number({ default: 0.9, bounds: [0, 1], about: "Share of the parents that are mixed; the others pass on as they are, but for mutation." }),
  crossoverIndex: number({ default: 2, bounds: [0, 100], about: "Distribution index of simulated binary crossover: the larger, the nearer children stay to their parents." }),
  blend: number({ default: 0.5, bounds: [0, 2], about: "By what share of its sides blend crossover widens the parents' box." }),
  mutation: choice({
    default: "polynomial",
    choices: {
      polynomial: "Mostly short steps and a few long ones, never beyond a bound.",
      gaussian: "Normal steps, clamped to the bounds.",
    },
    about: "How children are changed.",
  }),
  mutationRate: number({ default: 0, bounds: [0, 1], about: "Probability of a coordinate to be changed. 0: one coordinate of a child on the average." }),
  mutationIndex: number({ default: 20, bounds: [0, 1000], about: "Distribution index of polynomial mutation: a step is of the order of its reciprocal, as a share of the range." }),
  mutationStep: number({ default: 0.05, bounds: [1e-6, 1], about: "Standard deviation of Gaussian mutation, as a share of the range." }),
  elite: number({ default: 0.5, bounds: [0, 1], about: "Largest share of a generation that the best members of the one before may keep, whatever the children are like; at least one survives." }),
  restarts: number({ default: 2, bounds: [0, 1000], integer: true, about: "Most further runs from new populations, which show whether the misfit has several minima." }),
  ...sharedSettings,
} as const;

export type GeneticSettings = SettingsOf<typeof geneticSettings>;
