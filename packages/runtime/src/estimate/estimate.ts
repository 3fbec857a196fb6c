import type { Estimate, Run } from "@inversa/core";
import { answererFor } from "./answer.ts";
import type { App } from "../app/app.ts";
import { chosen, type Which } from "../study/choice.ts";
import { estimateDocument, type VerifyOptions } from "./estimate-document.ts";
import { measuredRow, objectiveOf } from "../judgement/objective.ts";
import type { ResolvedStudy } from "../study/resolve-study.ts";
import type { TrainOptions } from "../training/train.ts";
import type { TrainedEstimator } from "../training/trained-estimator.ts";

export interface EstimateOptions extends TrainOptions, VerifyOptions {
  /** A learned estimator that is ready; otherwise it is trained or taken from the store. */
  readonly trained?: TrainedEstimator;
}

/**
 * Estimates the parameters of a study with one of its estimators, simulates with the estimate and compares with the data.
 * @param which The study's first estimator unless given.
 * @throws InputError for what the user can put right; the signal's reason when interrupted (finished stages are kept in the store).
 */
export async function estimateStudy(app: App, resolved: ResolvedStudy, which: Which, options: EstimateOptions, run: Run): Promise<Estimate> {
  const choice = chosen(resolved, which);
  const objective = objectiveOf(resolved);
  const answerer = await answererFor(app, resolved, choice, options, run);
  const { trained } = answerer;
  const began = performance.now();
  const first = await answerer.first(measuredRow(resolved), objective, run);
  const polished = answerer.polish && (await answerer.polish(first, objective, run));
  return estimateDocument(app, resolved, choice, { first, ...(polished ? { polished } : {}), ...(trained ? { trained } : {}), objective, began }, options, run);
}
