import { choice, number, type SettingsOf } from "@inversa/core";
import type { Layer } from "./network.ts";
import type { Optimiser, Schedule, Training } from "./training.ts";

/** What a layer applies to its outputs. */
export const activation = choice({
  default: "tanh",
  choices: { sigmoid: "1 / (1 + exp(-x)), the paper's choice", tanh: "hyperbolic tangent", relu: "max(0, x)", linear: "no activation" },
  tuning: ["tanh", "relu", "sigmoid"],
  about: "activation function",
});

const scalings = {
  range: "to [-1, 1] between the smallest and largest value",
  mean: "subtract the mean",
  standard: "subtract the mean, divide by the standard deviation",
  none: "leave as it is",
} as const;

const whitening = "principal components, each divided by its standard deviation (for curves: those that stand out of the noise)";

/** How targets, and inputs that a dense network reads, may be scaled. */
export const denseScaling = { ...scalings, whitening } as const;
/** How the channels of a convolutional network may be scaled: each channel by one factor, so that its shape stays. */
export const channelScaling = { ...scalings, standard: "subtract the mean curve, divide by the standard deviation about it" } as const;

/** Settings that every network trained on curves shares; estimators add their layers. */
export const trainingSettings = {
  optimiser: choice({
    default: "adam",
    choices: {
      adam: "adaptive moments (Kingma and Ba 2015)", momentum: "gradient descent with momentum (Polyak 1964)", "gradient-descent": "plain gradient descent",
      adagrad: "adaptive gradient (Duchi et al. 2011)", "l-bfgs": "limited-memory quasi-Newton on all samples, float64",
      "levenberg-marquardt": "damped Gauss-Newton on all samples, float64; for up to a few thousand residuals or weights",
    },
    about: "how the weights are found",
  }),
  learningRate: number({ default: 0.005, bounds: [1e-7, 10], tuning: { range: [5e-4, 0.05], scale: "log" }, about: "step size of gradient methods" }),
  momentum: number({ default: 0.9, bounds: [0, 0.999], about: "share of the last step that is kept (momentum only)" }),
  schedule: choice({
    default: "cosine",
    choices: { constant: "always the same", cosine: "falls to a hundredth along half a cosine", exponential: "multiplied by `decay` each epoch", step: "multiplied by `decay` every `decayEvery` epochs" },
    about: "how the learning rate falls",
  }),
  decay: number({ default: 0.98, bounds: [0.01, 1], about: "factor of the exponential and step schedules" }),
  decayEvery: number({ default: 30, bounds: [1, 1e5], integer: true, about: "epochs between steps of the step schedule" }),
  epochs: number({ default: 80, bounds: [1, 1e6], integer: true, effort: true, about: "passes over the samples; iterations for l-bfgs and levenberg-marquardt" }),
  batchSize: number({ default: 64, bounds: [1, 1e6], integer: true, tuning: { range: [16, 256], scale: "log" }, about: "samples a step of gradient methods" }),
  l2: number({ default: 0, bounds: [0, 1e3], tuning: { range: [1e-7, 1e-3], scale: "log" }, about: "Tikhonov regularisation: this times the sum of squared weights is added to the loss" }),
  dropout: number({ default: 0, bounds: [0, 0.95], about: "share of hidden values that is dropped while training" }),
  clip: number({ default: 0, bounds: [0, 1e6], about: "longest gradient of a step; 0 for no limit" }),
  patience: number({ default: 25, bounds: [0, 1e6], integer: true, about: "epochs without a better validation loss before training stops; 0 trains to the end" }),
  validation: number({ default: 0.1, bounds: [0, 0.5], about: "share of the samples that decides when to stop and which start to keep" }),
  test: number({ default: 0, bounds: [0, 0.5], about: "share of the samples kept aside for an error that is only reported" }),
  restarts: number({ default: 1, bounds: [1, 100], integer: true, about: "trainings from different initial weights; the best on validation is kept" }),
  initial: choice({
    default: "xavier-uniform",
    choices: {
      "xavier-uniform": "Glorot and Bengio 2010", "xavier-normal": "the same, normal", "he-normal": "He et al. 2015, for relu", uniform: "between -0.05 and 0.05",
      "nguyen-widrow": "Nguyen and Widrow 1990, for inputs in [-1, 1]",
    },
    about: "initial weights",
  }),
  outputScaling: choice({ default: "range", choices: denseScaling, about: "scaling of the targets; `range` takes the range of the prior" }),
  noiseReplicas: number({ default: 2, bounds: [1, 100], integer: true, about: "copies of each simulation with different measurement errors, for l-bfgs and levenberg-marquardt; gradient methods draw new errors every epoch" }),
  engine: choice({
    default: "auto",
    choices: { auto: "native TensorFlow where it loads, else WebAssembly", native: "TensorFlow's native library", wasm: "TensorFlow.js on WebAssembly", cpu: "TensorFlow.js in plain JavaScript (slow)", float64: "our own code in double precision" },
    about: "what carries gradient methods out",
  }),
} as const;

export type TrainingSettings = SettingsOf<typeof trainingSettings>;

/** The training that the settings describe. Early stopping needs validation samples and is left out without them. */
export function trainingOf(settings: TrainingSettings, validated: boolean): Training {
  const secondOrder = settings.optimiser === "l-bfgs" || settings.optimiser === "levenberg-marquardt";
  return {
    optimiser: optimiserOf(settings),
    epochs: settings.epochs,
    batchSize: settings.batchSize,
    restarts: settings.restarts,
    l2: settings.l2,
    ...(secondOrder ? {} : { schedule: scheduleOf(settings), ...(settings.clip > 0 ? { clip: settings.clip } : {}) }),
    ...(validated && settings.patience > 0 ? { earlyStopping: { patience: settings.patience } } : {}),
  };
}

function optimiserOf({ optimiser, learningRate, momentum }: TrainingSettings): Optimiser {
  switch (optimiser) {
    case "adam": return { method: "adam", learningRate };
    case "momentum": return { method: "momentum", learningRate, momentum };
    case "gradient-descent": return { method: "sgd", learningRate };
    case "adagrad": return { method: "adagrad", learningRate };
    case "l-bfgs": return { method: "lbfgs" };
    case "levenberg-marquardt": return { method: "levenberg-marquardt" };
  }
}

function scheduleOf({ schedule, decay, decayEvery }: TrainingSettings): Schedule {
  switch (schedule) {
    case "constant": return { kind: "constant" };
    case "cosine": return { kind: "cosine", floor: 0.01 };
    case "exponential": return { kind: "exponential", decay };
    case "step": return { kind: "step", every: decayEvery, factor: decay };
  }
}

/** Puts a dropout layer behind each hidden layer where the settings ask for one. */
export const withDropout = (hidden: readonly Layer[], rate: number): Layer[] => (rate > 0 ? hidden.flatMap((layer): Layer[] => [layer, { layer: "dropout", rate }]) : [...hidden]);

