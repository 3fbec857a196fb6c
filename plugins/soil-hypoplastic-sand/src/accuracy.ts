import { choice, type SettingsOf } from "@inversa/core";

/** How exactly the equations are integrated. */
export const options = {
  accuracy: choice({
    default: "default",
    choices: {
      default: "stresses to a few parts in a million, strains to about 1e-8: far below what a laboratory sees, and fast enough for training sets",
      tight: "stresses and strains to nine digits or more, to compare programs",
    },
    about: "how exactly the equations are integrated",
  }),
} as const;

/** Relative errors a step: of the integrator for drained loading and of the element-test driver. */
export interface Accuracy {
  readonly fast: number;
  readonly driver: number;
}

const accuracies: Readonly<Record<SettingsOf<typeof options>["accuracy"], Accuracy>> = {
  default: { fast: 1e-6, driver: 1e-7 },
  tight: { fast: 1e-11, driver: 1e-11 },
};

export const accuracyOf = ({ accuracy }: SettingsOf<typeof options>): Accuracy => accuracies[accuracy];
