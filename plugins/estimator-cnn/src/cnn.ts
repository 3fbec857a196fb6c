import { choice, defineLearnedEstimator, group, list, number, type NumberSetting, type SettingsOf } from "@inversa/core";
import { activation, channelScaling, trainingSettings } from "@inversa/tensor/settings";

const whole = (value: number, min: number, max: number, about: string, tuning?: NumberSetting["tuning"]) => number({ default: value, bounds: [min, max], integer: true, ...(tuning ? { tuning } : {}), about });

/** A convolution with what follows it. */
const stage = group({
  fields: {
    filters: whole(16, 1, 4096, "channels after the convolution", { range: [8, 64], scale: "log" }),
    kernel: whole(5, 1, 999, "points under the window", { range: [3, 9] }),
    stride: whole(1, 1, 100, "points between windows"),
    activation,
    pool: choice({ default: "none", choices: { none: "no pooling", max: "largest value of the window", average: "mean of the window", lp: "(sum |x|^p)^(1/p) of the window" }, about: "pooling after the convolution" }),
    poolSize: whole(2, 1, 100, "points that are pooled into one"),
    poolPower: number({ default: 2, bounds: [1, 100], about: "p of lp pooling" }),
  },
  about: "a convolution with its pooling",
});

const smooth = { kernel: 5, activation: "tanh", poolSize: 2, poolPower: 2 } as const;

/** Settings of the convolutional network. */
export const cnnSettings = {
  convolutions: list({
    of: stage,
    default: [{ ...smooth, filters: 16, stride: 2, pool: "none" }, { ...smooth, filters: 32, stride: 1, pool: "average" }],
    tuning: { lengths: [1, 3] },
    about: "convolutions along the curves; each response of each test is a channel",
  }),
  hidden: list({
    of: group({ fields: { units: whole(64, 1, 20_000, "neurons", { range: [16, 256], scale: "log" }), activation }, about: "a fully connected layer" }),
    default: [{ units: 64, activation: "tanh" }, { units: 64, activation: "tanh" }],
    tuning: { lengths: [1, 3] },
    about: "fully connected layers after the convolutions; the output layer is linear",
  }),
  steps: whole(0, 0, 4096, "points to which every curve is brought; 0 takes the common length, or at most 64 where lengths differ"),
  inputScaling: choice({ default: "standard", choices: channelScaling, about: "scaling of each channel" }),
  ...trainingSettings,
} as const;

/** One-dimensional convolutional network: learns the shapes that tell parameters apart, with few weights. */
export const cnn = defineLearnedEstimator({
  id: "cnn",
  name: "1-D convolutional network",
  about: "Convolutions along the curves, then fully connected layers: for long or noisy curves, where it needs fewer weights than a dense network.",
  source: "Y. LeCun et al., Proc. IEEE 86 (1998) 2278-2324; 1-D form after S. Shen et al., J. Energy Storage 25 (2019) 100817",
  settings: cnnSettings,
  fit: async (set, settings, run) => {
    const { arrangedBlocks, channelArrangement, fitCurveNetwork, withDropout } = await import("@inversa/tensor");
    const arranged = { blocks: arrangedBlocks(set.blocks), steps: settings.steps };
    const dense = settings.hidden.map(({ units, activation }) => ({ layer: "dense", units, activation }) as const);
    return fitCurveNetwork(set, {
      estimator: "cnn", arrangement: channelArrangement(arranged.blocks, arranged.steps), arranged, inputScaling: settings.inputScaling,
      hidden: [...convolutions(settings), { layer: "flatten" }, ...withDropout(dense, settings.dropout)],
      settings,
    }, run);
  },
  arithmetic: async (settings) => (await import("@inversa/tensor")).curveNetworkArithmetic(settings),
  load: async (saved) => {
    const { channelArrangement, loadCurveNetwork } = await import("@inversa/tensor/trained");
    return loadCurveNetwork(saved, (arranged) => {
      const { blocks, steps } = arranged as { blocks: Parameters<typeof channelArrangement>[0]; steps: number };
      return channelArrangement(blocks, steps);
    });
  },
});

const convolutions = (settings: SettingsOf<typeof cnnSettings>) =>
  settings.convolutions.flatMap(({ filters, kernel, stride, activation, pool, poolSize, poolPower }) => [
    { layer: "conv1d", filters, kernel, stride, padding: "same", activation } as const,
    ...(pool === "none" ? [] : [{ layer: "pool", kind: pool, size: poolSize, ...(pool === "lp" ? { p: poolPower } : {}) } as const]),
  ]);
