import { choice, defineLearnedEstimator, group, list, number } from "@inversa/core";
import { activation, denseScaling, trainingSettings } from "@inversa/tensor/settings";

/** Settings of the back-propagation network. */
export const bpSettings = {
  hidden: list({
    of: group({ fields: { units: number({ default: 64, bounds: [1, 20_000], integer: true, tuning: { range: [16, 256], scale: "log" }, about: "neurons" }), activation }, about: "a hidden layer" }),
    default: [{ units: 64, activation: "tanh" }, { units: 64, activation: "tanh" }],
    tuning: { lengths: [1, 3] },
    about: "hidden layers from input to output; the output layer is linear",
  }),
  inputScaling: choice({ default: "whitening", choices: denseScaling, tuning: ["whitening", "standard"], about: "scaling of the curves' points" }),
  ...trainingSettings,
} as const;

/** The paper's back-propagation network: every point of every curve is an input, every parameter an output. */
export const bp = defineLearnedEstimator({
  id: "bp",
  name: "Back-propagation network",
  about: "Fully connected network from all points of all curves to the parameters: the first choice for a few smooth curves.",
  source: "D. E. Rumelhart, G. E. Hinton, R. J. Williams, Nature 323 (1986) 533-536; set-up after Li Shouju et al. (2020)",
  settings: bpSettings,
  fit: async (set, settings, run) => {
    const { fitCurveNetwork, flatArrangement, withDropout } = await import("@inversa/tensor");
    const width = set.inputs.columns;
    return fitCurveNetwork(set, {
      estimator: "bp", arrangement: flatArrangement(width), arranged: width, inputScaling: settings.inputScaling,
      hidden: withDropout(settings.hidden.map(({ units, activation }) => ({ layer: "dense", units, activation })), settings.dropout),
      settings,
    }, run);
  },
  arithmetic: async (settings) => (await import("@inversa/tensor")).curveNetworkArithmetic(settings),
  load: async (saved) => {
    const { flatArrangement, loadCurveNetwork } = await import("@inversa/tensor/trained");
    return loadCurveNetwork(saved, (arranged) => flatArrangement(arranged as number));
  },
});

