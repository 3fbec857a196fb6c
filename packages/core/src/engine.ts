import type { ForwardModel } from "./model.ts";
import type { Outcome } from "./place-curves.ts";
import type { SimulationTask } from "./simulator.ts";

/** Where an engine finds the model of a task. */
export interface ModelOrigin {
  /** URLs of modules whose default export is an app variant, a plugin or a forward model; searched in order. Empty: only this thread knows the model. */
  readonly modules: readonly string[];
  /** The models as this thread holds them, for simulations that stay in it; functions cannot be sent elsewhere. */
  readonly models?: readonly ForwardModel[];
}

/** Curves for some rows of theta. */
export interface SimulatedRows {
  /** n x width; rows that failed hold zeros. */
  readonly curves: Float64Array;
  /** For each row that did not simply reach its end: how it ended. */
  readonly outcomes: readonly (Outcome & { readonly row: number })[];
}

/** A task opened on an engine. */
export interface SimulationSession {
  /** How many calls of `simulate` it can work on at once. */
  readonly parallelism: number;
  /**
   * @param theta n x P, row-major. The answer depends on nothing else, so that results are the same on any number of threads or machines.
   */
  simulate(theta: Float64Array, rows: number, signal: AbortSignal): Promise<SimulatedRows>;
  close(): Promise<void>;
}

/** Where simulations run: threads of this machine, or many machines. */
export interface Engine {
  readonly id: string;
  readonly name: string;
  readonly about: string;
  open(task: SimulationTask, origin: ModelOrigin, limits: { readonly threads?: number }): Promise<SimulationSession>;
}
