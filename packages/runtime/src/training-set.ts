import type { Run, Table, TrainingSet } from "@inversa/core";
import type { App } from "./app.ts";
import type { ResolvedStudy } from "./resolve-study.ts";
import type { Store } from "./store.ts";

/** One simulation that failed and was replaced by a new draw. */
export interface FailedSample {
  readonly sample: number;
  readonly attempt: number;
  readonly theta: readonly number[];
  readonly status: string;
  readonly message?: string;
}

export interface Failures {
  readonly count: number;
  readonly byReason: Readonly<Record<string, number>>;
  /** The first few, by sample. */
  readonly examples: readonly FailedSample[];
}

/** What a study's tests look like under many draws from its prior. */
export interface SimulatedSet {
  /** M x P, in the parameters' units. */
  readonly theta: Table;
  /** M x D, without noise. */
  readonly curves: Table;
  readonly failures: Failures;
  /** Time that this call took. */
  readonly seconds: number;
  /** Whether it came whole from the store. */
  readonly reused: boolean;
}

export interface SimulateOptions {
  /** The study's number unless given. */
  readonly samples?: number;
  readonly threads?: number;
  /** Where finished and half-finished sets are kept; nothing is kept without. */
  readonly store?: Store;
  /** Another independent set of draws, for example test cases; 0 is the training set. */
  readonly stream?: number;
}

/**
 * Simulates a study's tests for draws from its prior. The result depends on the study alone: not on threads, interruptions or the engine.
 * @throws InputError `simulation-failed` when more than half of the simulations fail; the signal's reason when interrupted (finished pieces stay in the store).
 */
export async function simulateTrainingSet(app: App, resolved: ResolvedStudy, options: SimulateOptions, run: Run): Promise<SimulatedSet> {
  throw new Error(`not written yet: ${app.name} ${resolved.name} ${options.samples} ${run.seed}`);
}

/** The set as learned estimators see it: curves as inputs, working coordinates as targets. */
export function toTrainingSet(resolved: ResolvedStudy, set: SimulatedSet): TrainingSet {
  throw new Error(`not written yet: ${resolved.name} ${set.seconds}`);
}
