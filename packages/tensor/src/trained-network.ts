import type { NetworkSpec } from "./network.ts";
import type { Epoch } from "./training.ts";

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
  /** `x` holds rows * inputs numbers, the answer rows * outputs; class probabilities under `cross-entropy`. */
  predict(x: Float32Array | Float64Array, rows?: number): Float64Array;
  save(): SavedNetwork;
  /** Lets go of working memory; nothing breaks without it. */
  dispose(): void;
}
