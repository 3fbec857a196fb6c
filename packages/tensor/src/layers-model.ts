import { InputError } from "@inversa/core";
import type { Activation, Layer, NetworkSpec } from "./network.ts";
import { planNetwork } from "./plan.ts";
import { type TrainedNetwork, trainedNetwork } from "./trained-network.ts";

/** The two files of a tf.layers model: `model.json` as a value and `weights.bin` as bytes. TensorFlow.js tools read such a folder. */
export interface LayersModelFiles {
  readonly model: LayersModel;
  readonly weights: Uint8Array;
}

/** What of `model.json` is written and read here. */
export interface LayersModel {
  readonly format: "layers-model";
  readonly generatedBy: string;
  readonly convertedBy: null;
  readonly modelTopology: {
    readonly class_name: string;
    readonly config: { readonly name: string; readonly layers: readonly LayerEntry[] };
    readonly keras_version: string;
    readonly backend: string;
  };
  readonly weightsManifest: ReadonlyArray<{ readonly paths: readonly string[]; readonly weights: readonly WeightEntry[] }>;
}
interface LayerEntry {
  readonly class_name: string;
  readonly config: Readonly<Record<string, unknown>>;
}
interface WeightEntry {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: string;
}

/** A network as a tf.layers model; under cross-entropy the last layer gets its softmax. @throws InputError for p-norm pooling, which tf.layers lacks */
export function toLayersModel(network: TrainedNetwork): LayersModelFiles {
  const { spec } = network;
  const plan = planNetwork(spec);
  const name = (i: number): string => `${spec.layers[i]!.layer}_${i + 1}`;
  const layers = spec.layers.map((layer, i): LayerEntry => {
    const softmax = spec.loss === "cross-entropy" && i === spec.layers.length - 1;
    const { class_name, config } = entryOf(layer, softmax);
    return { class_name, config: { name: name(i), trainable: true, dtype: "float32", ...(i === 0 && { batch_input_shape: [null, ...spec.input.shape] }), ...config } };
  });
  const weights = plan.slots.map(({ layer, role, shape }) => ({ name: `${name(layer)}/${role}`, shape, dtype: "float32" }));
  return {
    model: {
      format: "layers-model", generatedBy: "Inversa", convertedBy: null,
      modelTopology: { class_name: "Sequential", config: { name: "inversa", layers }, keras_version: "tfjs-layers 4.22.0", backend: "tensor_flow.js" },
      weightsManifest: [{ paths: ["weights.bin"], weights }],
    },
    weights: network.save().weights,
  };
}

/** A Sequential tf.layers model of the layers that NetworkSpec has, as a network. @throws InputError `data-unreadable` for anything else */
export function fromLayersModel({ model, weights: bytes }: LayersModelFiles): TrainedNetwork {
  const { class_name, config } = model.modelTopology;
  if (class_name !== "Sequential") throw unreadable("modelTopology", `the model is ${class_name}`, "Sequential");
  const shape = config.layers.map((entry) => entry.config["batch_input_shape"]).find((given) => Array.isArray(given)) as Array<number | null> | undefined;
  const input = shape?.slice(1) as [number] | [number, number] | undefined;
  if (!input || input.some((n) => typeof n !== "number")) throw unreadable("modelTopology", "the size of the input is not fixed", "batch_input_shape on the first layer");
  const entries = config.layers.filter((entry) => entry.class_name !== "InputLayer");
  const softmax = entries.at(-1)?.config["activation"] === "softmax";
  const spec: NetworkSpec = { input: { shape: input }, layers: entries.map((entry, i) => layerOf(entry, softmax && i === entries.length - 1)), ...(softmax && { loss: "cross-entropy" as const }) };
  const plan = planNetwork(spec);
  const shapes = model.weightsManifest.flatMap((group) => group.weights);
  if (JSON.stringify(shapes.map((w) => w.shape)) !== JSON.stringify(plan.slots.map((slot) => slot.shape)) || shapes.some((w) => w.dtype !== "float32") || bytes.byteLength !== 4 * plan.weights)
    throw unreadable("weightsManifest", "the weights are not those of the layers", "kernel and bias of each layer in turn, float32");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return trainedNetwork(plan, Float64Array.from({ length: plan.weights }, (_, i) => view.getFloat32(4 * i, true)), [], model.generatedBy);
}

function entryOf(layer: Layer, softmax: boolean): LayerEntry {
  switch (layer.layer) {
    case "dense":
      return { class_name: "Dense", config: { units: layer.units, activation: softmax ? "softmax" : (layer.activation ?? "linear"), use_bias: true } };
    case "conv1d":
      return {
        class_name: "Conv1D",
        config: {
          filters: layer.filters, kernel_size: [layer.kernel], strides: [layer.stride ?? 1], padding: layer.padding ?? "valid", dilation_rate: [1],
          activation: layer.activation ?? "linear", use_bias: true, data_format: "channels_last",
        },
      };
    case "pool":
      if (layer.kind === "lp") throw new InputError("option-invalid", { where: "tf.layers model", what: "tf.layers has no p-norm pooling", next: "Use max or average pooling, or Inversa's own format" });
      return {
        class_name: layer.kind === "max" ? "MaxPooling1D" : "AveragePooling1D",
        config: { pool_size: [layer.size], strides: [layer.stride ?? layer.size], padding: "valid", data_format: "channels_last" },
      };
    case "flatten":
      return { class_name: "Flatten", config: {} };
    case "dropout":
      return { class_name: "Dropout", config: { rate: layer.rate } };
  }
}

function layerOf({ class_name, config }: LayerEntry, softmax: boolean): Layer {
  const single = (key: string): number => {
    const value = config[key];
    return Number(Array.isArray(value) ? value[0] : value);
  };
  const activation = softmax ? "linear" : ((config["activation"] ?? "linear") as Activation);
  if ((class_name === "Dense" || class_name === "Conv1D") && config["use_bias"] === false) throw unreadable(class_name, "the layer has no bias", "use_bias true");
  switch (class_name) {
    case "Dense":
      return { layer: "dense", units: single("units"), activation };
    case "Conv1D":
      if (config["dilation_rate"] !== undefined && single("dilation_rate") !== 1) throw unreadable(class_name, "the convolution is dilated", "dilation_rate 1");
      return { layer: "conv1d", filters: single("filters"), kernel: single("kernel_size"), stride: single("strides"), padding: config["padding"] as "valid" | "same", activation };
    case "MaxPooling1D":
    case "AveragePooling1D":
      if ((config["padding"] ?? "valid") !== "valid") throw unreadable(class_name, "the pooling is padded", "padding valid");
      return { layer: "pool", kind: class_name === "MaxPooling1D" ? "max" : "average", size: single("pool_size"), stride: single("strides") };
    case "Flatten":
      return { layer: "flatten" };
    case "Dropout":
      return { layer: "dropout", rate: single("rate") };
    default:
      throw unreadable("modelTopology", `the layer ${class_name} is not known here`, "Dense, Conv1D, MaxPooling1D, AveragePooling1D, Flatten or Dropout");
  }
}

function unreadable(where: string, what: string, expected: string): InputError {
  return new InputError("data-unreadable", { where: `tf.layers model, ${where}`, what, expected });
}
