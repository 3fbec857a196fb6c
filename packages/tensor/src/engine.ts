import type { Plan } from "./plan.ts";

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

/** Rows to learn from at once, flat. */
export interface Batch {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly rows: number;
  /** Factors for the values that reach each dropout layer, in turn: 0 or 1 / (1 - rate). Drawn outside, so that every engine drops the same. */
  readonly masks: readonly Float32Array[];
}

/**
 * One network on one engine. Weights come in and gradients go out as flat arrays in the plan's order; optimisers, shuffling, dropout and
 * stopping are shared by all engines, so that a training differs between them by rounding alone.
 */
export interface Session {
  /** The batch's mean loss, and its gradient written into `gradient`; without the l2 term. */
  gradient(weights: Float64Array, batch: Batch, gradient: Float64Array): number;
  /** Mean loss over rows, nothing dropped. */
  loss(weights: Float64Array, x: Float64Array, y: Float64Array, rows: number): number;
  /** Rows of outputs as the last layer gives them (logits under cross-entropy). */
  forward(weights: Float64Array, x: Float64Array, rows: number): Float64Array;
  dispose(): void;
}

/** The seam between networks as data and what computes them. A new engine is one of these. */
export interface Engine {
  readonly info: EngineInfo;
  open(plan: Plan): Session;
}
