import type { Run } from "@inversa/core";
import type { App } from "../app/app.ts";
import { directEstimator, firstStep } from "../study/choice.ts";
import { findDirect, type Finding } from "../judgement/finding.ts";
import { answerLearned } from "./learned-answer.ts";
import type { StudyObjective } from "../judgement/objective.ts";
import type { EstimatorChoice, ResolvedStudy } from "../study/resolve-study.ts";
import { trainStudy, type TrainOptions } from "../training/train.ts";
import type { TrainedEstimator } from "../training/trained-estimator.ts";

/** One estimator of a study, ready to be asked about rows of curves again and again. */
export interface Answerer {
  readonly choice: EstimatorChoice;
  /** Absent for a direct estimator. */
  readonly trained?: TrainedEstimator;
  /** What the estimator itself finds. @param row Curves in the task's layout; gaps are NaN. */
  first(row: Float64Array, objective: StudyObjective, run: Run): Promise<Finding>;
  /** What the second estimator makes of it; absent without `then`. */
  readonly polish?: (before: Finding, objective: StudyObjective, run: Run) => Promise<Finding>;
}

/** Has a direct estimator start from what another found. @throws InputError `estimator-incompatible`. */
export function polisher(app: App, id: string, settings: unknown, { space }: ResolvedStudy): NonNullable<Answerer["polish"]> {
  const second = directEstimator(app, id);
  return (before, objective, run) => findDirect(second, settings, objective, space, run, before.coordinates.slice());
}

/** Trains (or finds) what has to be trained, once. */
export async function answererFor(app: App, resolved: ResolvedStudy, choice: EstimatorChoice, options: TrainOptions & { readonly trained?: TrainedEstimator }, run: Run): Promise<Answerer> {
  const polish = choice.then === undefined ? undefined : { polish: polisher(app, choice.then, choice.thenSettings, resolved) };
  const estimator = app.estimators.get(choice.id);
  if (estimator.kind === "direct") {
    return { choice, first: (_, objective, run) => findDirect(estimator, choice.settings, objective, resolved.space, run), ...polish };
  }
  const trained = options.trained ?? (await trainStudy(app, resolved, firstStep(choice), options, run));
  return { choice, trained, first: async (row) => answerLearned(trained, resolved, row), ...polish };
}
