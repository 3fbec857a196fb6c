import { InputError } from "@inversa/core";

/** Stands in for `@inversa/tensor` where a page is built: a page asks networks and trains none, so TensorFlow.js is not shipped with it. */
const noTraining = (): never => {
  throw new InputError("estimator-incompatible", { what: "this page asks trained networks and trains none", expected: "a network that was trained elsewhere", next: "Train it with inversa train" });
};

export const fitCurveNetwork = noTraining;
export const curveNetworkArithmetic = noTraining;
export const flatArrangement = noTraining;
export const withDropout = noTraining;
