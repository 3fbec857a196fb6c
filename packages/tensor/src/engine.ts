/** Names by which an engine can be asked for, also as INVERSA_TENSOR_ENGINE. */
export type EngineName = "native" | "wasm" | "cpu" | "float64";

/** What carries networks out here. */
export interface EngineInfo {
  readonly name: EngineName;
  /** For people: `tfjs-node 4.22.0 (TensorFlow 2.21.0)`, `tfjs-wasm 4.22.0`, `float64`. */
  readonly label: string;
  readonly version: string;
  /** Why a faster engine was passed over, in a sentence; absent when this is the fastest or was asked for. */
  readonly passedOver?: string;
}
