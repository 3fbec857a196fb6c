import { InputError } from "@inversa/core";
import type { Activation, ConvolutionLayer, DenseLayer, DropoutLayer, FlattenLayer, Layer, NetworkSpec, PoolingLayer } from "./network.ts";

/** One array of weights inside the flat vector of all weights. */
export interface Slot {
  readonly layer: number;
  readonly role: "kernel" | "bias";
  readonly shape: readonly number[];
  readonly offset: number;
  readonly size: number;
  /** Inputs and outputs of one unit, for the initial spread; a convolution's window counts with all its steps. */
  readonly fan: readonly [number, number];
}

/** Steps and channels; a flat vector of n has one step and n channels. */
export interface Extent {
  readonly steps: number;
  readonly channels: number;
  readonly flat: boolean;
}

interface Placed<L extends Layer> {
  readonly layer: L;
  readonly from: Extent;
  readonly to: Extent;
}
interface Weighted {
  readonly kernel: Slot;
  readonly bias: Slot;
  readonly activation: Activation;
}
export type PlannedDense = Placed<DenseLayer> & Weighted;
export type PlannedConvolution = Placed<ConvolutionLayer> & Weighted & { readonly stride: number; readonly before: number; readonly after: number };
export type PlannedPooling = Placed<PoolingLayer> & { readonly stride: number; readonly p: number };
export type PlannedLayer = PlannedDense | PlannedConvolution | PlannedPooling | Placed<FlattenLayer> | Placed<DropoutLayer>;

/** A network whose shapes have been worked out and found to fit. */
export interface Plan {
  readonly spec: NetworkSpec;
  readonly layers: readonly PlannedLayer[];
  readonly slots: readonly Slot[];
  readonly inputs: number;
  readonly outputs: number;
  /** Number of weights and biases. */
  readonly weights: number;
  readonly l2: number;
  readonly loss: "mse" | "cross-entropy";
}

/** Works out every shape and the place of every weight. @throws InputError `option-invalid` where layers do not fit. */
export function planNetwork(spec: NetworkSpec): Plan {
  const [steps, channels] = spec.input.shape.length === 1 ? [1, spec.input.shape[0]] : spec.input.shape;
  whole("input.shape", steps, 1);
  whole("input.shape", channels!, 1);
  if (spec.layers.length === 0) throw mistake("layers", "a network needs at least one layer");
  if (spec.l2 !== undefined && !(spec.l2 >= 0 && spec.l2 < Infinity)) throw mistake("l2", `${spec.l2} is not a weight`, "a number from 0");
  let extent: Extent = { steps, channels: channels!, flat: spec.input.shape.length === 1 };
  const slots: Slot[] = [];
  let weights = 0;
  const slot = (layer: number, role: Slot["role"], shape: readonly number[], fan: readonly [number, number]): Slot => {
    const made = { layer, role, shape, offset: weights, size: shape.reduce((a, b) => a * b, 1), fan };
    weights += made.size;
    slots.push(made);
    return made;
  };
  const layers = spec.layers.map((layer, i): PlannedLayer => {
    const from = extent;
    const where = `layers[${i}]`;
    switch (layer.layer) {
      case "dense": {
        if (!from.flat) throw mistake(where, `a dense layer cannot follow a curve of ${from.steps} steps and ${from.channels} channels`, undefined, 'Put { "layer": "flatten" } before it');
        whole(`${where}.units`, layer.units, 1);
        extent = { steps: 1, channels: layer.units, flat: true };
        const fan = [from.channels, layer.units] as const;
        return { layer, from, to: extent, kernel: slot(i, "kernel", fan, fan), bias: slot(i, "bias", [layer.units], fan), activation: activation(where, layer.activation) };
      }
      case "conv1d": {
        needsCurve(where, "convolution", from);
        whole(`${where}.filters`, layer.filters, 1);
        const { kernel, stride = 1 } = layer;
        whole(`${where}.kernel`, kernel, 1);
        whole(`${where}.stride`, stride, 1);
        const same = oneOf(`${where}.padding`, layer.padding ?? "valid", ["valid", "same"]) === "same";
        const windows = same ? Math.ceil(from.steps / stride) : Math.floor((from.steps - kernel) / stride) + 1;
        if (windows < 1) throw mistake(where, `a window of ${kernel} steps does not fit into ${from.steps}`, undefined, "Use a shorter kernel, less pooling, or padding same");
        const padding = same ? Math.max(0, (windows - 1) * stride + kernel - from.steps) : 0;
        const before = Math.floor(padding / 2);
        extent = { steps: windows, channels: layer.filters, flat: false };
        const fan = [kernel * from.channels, kernel * layer.filters] as const;
        return {
          layer, from, to: extent, stride, before, after: padding - before, activation: activation(where, layer.activation),
          kernel: slot(i, "kernel", [kernel, from.channels, layer.filters], fan), bias: slot(i, "bias", [layer.filters], fan),
        };
      }
      case "pool": {
        needsCurve(where, "pooling", from);
        const { size, stride = size, p = 2 } = layer;
        oneOf(`${where}.kind`, layer.kind, ["max", "average", "lp"]);
        whole(`${where}.size`, size, 1);
        whole(`${where}.stride`, stride, 1);
        if (!(p >= 1 && p < Infinity)) throw mistake(`${where}.p`, `${p} is not an exponent`, "a number from 1", "Use kind max for infinity");
        if (size > from.steps) throw mistake(where, `pooling over ${size} steps does not fit into ${from.steps}`);
        extent = { steps: Math.floor((from.steps - size) / stride) + 1, channels: from.channels, flat: false };
        return { layer, from, to: extent, stride, p };
      }
      case "flatten":
        extent = { steps: 1, channels: from.steps * from.channels, flat: true };
        return { layer, from, to: extent };
      case "dropout":
        if (!(layer.rate >= 0 && layer.rate < 1)) throw mistake(`${where}.rate`, `${layer.rate} is not a dropout rate`, "a number from 0 to below 1");
        return { layer, from, to: extent };
      default:
        throw mistake(where, `there is no layer ${JSON.stringify((layer as { layer: unknown }).layer)}`, "dense, conv1d, pool, flatten or dropout");
    }
  });
  if (!extent.flat) throw mistake("layers", "the network ends in a curve, not in numbers", undefined, "Add flatten and a dense layer");
  const loss = oneOf("loss", spec.loss ?? "mse", ["mse", "cross-entropy"]);
  const last = layers.at(-1)!;
  if (loss === "cross-entropy" && !("kernel" in last && last.layer.layer === "dense" && last.activation === "linear"))
    throw mistake("loss", "cross-entropy applies softmax itself", "a dense layer with linear activation as the last layer");
  return { spec, layers, slots, inputs: steps * channels!, outputs: extent.channels, weights, l2: spec.l2 ?? 0, loss };
}

/** True for layers that carry weights. */
export function isWeighted(layer: PlannedLayer): layer is PlannedDense | PlannedConvolution {
  return "kernel" in layer;
}

/** True for a network of dense layers only, whose Gram matrix needs no Jacobian. */
export function isDense(plan: Plan): boolean {
  return plan.layers.every(({ layer }) => layer.layer === "dense" || layer.layer === "dropout" || layer.layer === "flatten");
}

/** Number of values in a layer's input or output, for one row. */
export function sizeOf(extent: Extent): number {
  return extent.steps * extent.channels;
}

function needsCurve(where: string, what: string, from: Extent): void {
  if (from.flat) throw mistake(where, `${what} needs steps and channels, and here the data is flat`, undefined, "Give input.shape as [steps, channels] and keep flatten for after it");
}

function activation(where: string, given: Activation | undefined): Activation {
  return oneOf(`${where}.activation`, given ?? "linear", ["linear", "sigmoid", "tanh", "relu"]);
}

function oneOf<const T extends string>(where: string, given: string, known: readonly T[]): T {
  const found = known.find((k) => k === given);
  if (!found) throw mistake(where, `${JSON.stringify(given)} is not known`, known.join(", "));
  return found;
}

function whole(where: string, value: number, least: number): void {
  if (!Number.isInteger(value) || value < least) throw mistake(where, `${value} does not do`, `a whole number from ${least}`);
}

function mistake(where: string, what: string, expected?: string, next?: string): InputError {
  return new InputError("option-invalid", { where: `network ${where}`, what, ...(expected && { expected }), ...(next && { next }) });
}
