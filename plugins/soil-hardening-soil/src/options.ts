import { choice, type SettingsOf } from "@inversa/core";

/** What users choose: how a curve goes on at the strength, and how exactly paths without a closed form are integrated. */
export const options = {
  failure: choice({
    default: "stop",
    choices: {
      stop: "the curve ends with the status `failure` where the deviator stress reaches its limit",
      plateau: "perfectly plastic at the limit, with the dilatancy angle ψ; volume grows as long as the path lasts",
    },
    about: "what happens when the deviator stress reaches the strength qf",
  }),
  accuracy: choice({
    default: "default",
    choices: { default: "integrated paths to about seven digits", tight: "integrated paths to about ten digits" },
    about: "how exactly paths without a closed form are integrated; drained and isotropic compression are exact",
  }),
} as const;

export type Options = SettingsOf<typeof options>;

/** Relative error a step of the element-test driver. */
export const toleranceOf = ({ accuracy }: Options): number => (accuracy === "tight" ? 1e-11 : 1e-8);
