import type { Estimate, Run } from "@inversa/core";
import type { App } from "./app.ts";
import { estimateStudy, type EstimateOptions } from "./estimate.ts";
import type { ResolvedStudy } from "./resolve-study.ts";
import { simulateTrainingSet, type SimulatedSet } from "./training-set.ts";

/** Everything that a study asks for. */
export interface StudyResult {
  /** One for each of the study's estimators, in its order. */
  readonly estimates: readonly Estimate[];
  /** The training set; absent when no estimator of the study learns. */
  readonly simulated?: SimulatedSet;
}

/**
 * The whole pipeline: simulate, train, estimate, verify, for every estimator of the study. With a store, finished stages are reused and an
 * interrupted one is resumed.
 */
export async function runStudy(app: App, resolved: ResolvedStudy, options: Omit<EstimateOptions, "trained">, run: Run): Promise<StudyResult> {
  const learns = resolved.estimators.some((choice) => app.estimators.get(choice.id).kind === "learned");
  const limits = { ...(options.store ? { store: options.store } : {}), ...(options.threads === undefined ? {} : { threads: options.threads }) };
  const simulated = options.simulated ?? (learns ? await simulateTrainingSet(app, resolved, limits, run) : undefined);
  const estimates: Estimate[] = [];
  for (const choice of resolved.estimators) {
    run.signal.throwIfAborted();
    estimates.push(await estimateStudy(app, resolved, choice, { ...options, ...(simulated ? { simulated } : {}) }, run));
  }
  return { estimates, ...(simulated ? { simulated } : {}) };
}
