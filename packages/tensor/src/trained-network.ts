import { InputError } from "@inversa/core";
import { softmax } from "./loss.ts";
import type { NetworkSpec } from "./network.ts";
import { createPass, type Pass } from "./pass.ts";
import { type Plan, planNetwork } from "./plan.ts";
import type { Epoch } from "./training.ts";

/** Rows predicted at once; working memory is made for no more. */
const CHUNK = 256;

/** A trained network as it goes to disk: `header` is plain JSON, `weights` little-endian float32, layer by layer, kernel before bias. */
export interface SavedNetwork {
  readonly header: {
    readonly format: "inversa/network@1";
    readonly spec: NetworkSpec;
    readonly engine: string;
    readonly history: readonly Epoch[];
    /** Shape of each array in `weights`. */
    readonly shapes: readonly (readonly number[])[];
  };
  readonly weights: Uint8Array;
}

/** A network with weights. Predicting needs no engine: a float64 forward pass in plain JavaScript, the same in a browser. */
export interface TrainedNetwork {
  readonly spec: NetworkSpec;
  /** tf.layers order and layout: kernel then bias of each weighted layer; dense [in, out], conv1d [kernel, in, out]. */
  readonly weights: readonly Float32Array[];
  /** Of the restart that was kept. */
  readonly history: readonly Epoch[];
  /** What trained it, for instance `tfjs-wasm 4.22.0`. */
  readonly engine: string;
  readonly inputs: number;
  readonly outputs: number;
  /** `x` holds rows * inputs numbers, the answer rows * outputs; class probabilities under `cross-entropy`. @throws InputError for other lengths */
  predict(x: Float32Array | Float64Array, rows?: number): Float64Array;
  save(): SavedNetwork;
  /** Lets go of working memory; nothing breaks without it. */
  dispose(): void;
}

/** A network from its weights in the plan's order; they are rounded to float32, in which they are kept and saved. */
export function trainedNetwork(plan: Plan, flat: Float64Array, history: readonly Epoch[], engine: string): TrainedNetwork {
  const weights = plan.slots.map(({ offset, size }) => new Float32Array(flat.subarray(offset, offset + size)));
  return { ...networkOf(plan, weights), spec: plan.spec, weights, history, engine, save: () => saveNetwork(plan, weights, history, engine) };
}

/** The inverse of TrainedNetwork.save. @throws InputError when the bytes do not belong to the header */
export function loadNetwork({ header, weights: bytes }: SavedNetwork): TrainedNetwork {
  if (header?.format !== "inversa/network@1") throw unreadable(`the format is ${JSON.stringify(header?.format)}`, '"inversa/network@1"');
  const plan = planNetwork(header.spec);
  if (bytes.byteLength !== 4 * plan.weights) throw unreadable(`there are ${bytes.byteLength} bytes of weights`, `${4 * plan.weights} bytes for ${plan.weights} weights`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const flat = Float64Array.from({ length: plan.weights }, (_, i) => view.getFloat32(4 * i, true));
  return trainedNetwork(plan, flat, header.history, header.engine);
}

function networkOf(plan: Plan, weights: readonly Float32Array[]): Pick<TrainedNetwork, "inputs" | "outputs" | "predict" | "dispose"> {
  const flat = new Float64Array(plan.weights);
  plan.slots.forEach(({ offset }, i) => flat.set(weights[i]!, offset));
  let pass: Pass | undefined;
  let capacity = 0;
  return {
    inputs: plan.inputs,
    outputs: plan.outputs,
    predict(x, rows = x.length / plan.inputs) {
      if (!Number.isInteger(rows) || x.length !== rows * plan.inputs)
        throw new InputError("option-invalid", { where: "predict", what: `${x.length} numbers are not ${rows} rows`, expected: `${plan.inputs} numbers a row` });
      const inputs = x instanceof Float64Array ? x : new Float64Array(x);
      const answer = new Float64Array(rows * plan.outputs);
      if (!pass || capacity < Math.min(rows, CHUNK)) pass = createPass(plan, (capacity = Math.min(rows, CHUNK)));
      for (let first = 0; first < rows; first += CHUNK) {
        const count = Math.min(CHUNK, rows - first);
        answer.set(pass.forward(flat, inputs.subarray(first * plan.inputs, (first + count) * plan.inputs), count), first * plan.outputs);
      }
      if (plan.loss === "cross-entropy") softmax(answer, plan.outputs);
      return answer;
    },
    dispose() {
      pass = undefined;
      capacity = 0;
    },
  };
}

function saveNetwork(plan: Plan, weights: readonly Float32Array[], history: readonly Epoch[], engine: string): SavedNetwork {
  const bytes = new Uint8Array(4 * plan.weights);
  const view = new DataView(bytes.buffer);
  plan.slots.forEach(({ offset, size }, slot) => {
    for (let i = 0; i < size; i++) view.setFloat32(4 * (offset + i), weights[slot]![i]!, true);
  });
  return { header: { format: "inversa/network@1", spec: plan.spec, engine, history, shapes: plan.slots.map(({ shape }) => shape) }, weights: bytes };
}

function unreadable(what: string, expected: string): InputError {
  return new InputError("data-unreadable", { where: "saved network", what, expected });
}
