import { type Estimate, InputError, type Run } from "@inversa/core";
import type { App } from "../app/app.ts";
import { firstStep } from "../study/choice.ts";
import { estimateStudy, type EstimateOptions } from "./estimate.ts";
import { objectiveOf } from "../judgement/objective.ts";
import type { EstimatorChoice, ResolvedStudy } from "../study/resolve-study.ts";
import { trainStudy, type TrainOptions } from "../training/train.ts";
import type { TrainedEstimator } from "../training/trained-estimator.ts";
import { simulateTrainingSet, type SimulatedSet } from "../simulation/training-set.ts";

/** Everything that a study asks for. */
export interface StudyResult {
  /** One for each of the study's estimators, in its order. */
  readonly estimates: readonly Estimate[];
  /** The learned ones among them, each once. */
  readonly trained: readonly TrainedEstimator[];
  /** The training set; absent when no estimator of the study learns. */
  readonly simulated?: SimulatedSet;
}

/**
 * The whole pipeline: simulate, train, estimate, verify, for every estimator of the study. With a store, finished stages are reused and an
 * interrupted one is resumed.
 */
export async function runStudy(app: App, resolved: ResolvedStudy, options: Omit<EstimateOptions, "trained">, run: Run): Promise<StudyResult> {
  // A study in which nothing was measured is refused before hours are spent on it.
  objectiveOf(resolved);
  const simulated = learnedOf(app, resolved).length > 0 ? await simulate(app, resolved, options, run) : undefined;
  const ready = new Map<string, TrainedEstimator>();
  const estimates: Estimate[] = [];
  for (const choice of resolved.estimators) {
    run.signal.throwIfAborted();
    const trained = simulated && app.estimators.get(choice.id).kind === "learned" ? await trainOnce(app, resolved, choice, { ...options, simulated }, ready, run) : undefined;
    estimates.push(await estimateStudy(app, resolved, choice, { ...options, ...(trained ? { trained } : {}) }, run));
  }
  return { estimates, trained: [...ready.values()], ...(simulated ? { simulated } : {}) };
}

/**
 * Simulates and trains the learned estimators of a study, which need not have been measured.
 * @throws InputError `estimator-incompatible` when none of them learns.
 */
export async function trainAll(app: App, resolved: ResolvedStudy, options: TrainOptions, run: Run): Promise<readonly TrainedEstimator[]> {
  const learned = learnedOf(app, resolved);
  if (learned.length === 0) {
    const known = app.estimators.all().flatMap((one) => (one.kind === "learned" ? [one.id] : []));
    throw new InputError("estimator-incompatible", { where: resolved.name, what: "no estimator of this study is trained", expected: known.length > 0 ? `one of ${known.join(", ")}` : "a learned estimator; this app variant has none", next: "Name one under estimators" });
  }
  const simulated = await simulate(app, resolved, options, run);
  const ready = new Map<string, TrainedEstimator>();
  for (const choice of learned) await trainOnce(app, resolved, choice, { ...options, simulated }, ready, run);
  return [...ready.values()];
}

const learnedOf = (app: App, { estimators }: ResolvedStudy): readonly EstimatorChoice[] => estimators.filter(({ id }) => app.estimators.get(id).kind === "learned");

const simulate = async (app: App, resolved: ResolvedStudy, { simulated, store, threads }: TrainOptions, run: Run): Promise<SimulatedSet> =>
  simulated ?? simulateTrainingSet(app, resolved, { ...(store ? { store } : {}), ...(threads === undefined ? {} : { threads }) }, run);

/** Two choices may differ in their second step alone. */
async function trainOnce(app: App, resolved: ResolvedStudy, choice: EstimatorChoice, options: TrainOptions, ready: Map<string, TrainedEstimator>, run: Run): Promise<TrainedEstimator> {
  const key = JSON.stringify(firstStep(choice));
  const trained = ready.get(key) ?? (await trainStudy(app, resolved, firstStep(choice), options, run));
  ready.set(key, trained);
  return trained;
}
