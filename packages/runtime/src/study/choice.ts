import { InputError, closest, type DirectEstimator, type LearnedEstimator } from "@inversa/core";
import type { App } from "../app/app.ts";
import type { EstimatorChoice, ResolvedStudy } from "./resolve-study.ts";

/** One of a study's estimators: its id, or the choice itself where one id occurs with several settings. The first of the study unless given. */
export type Which = string | EstimatorChoice | undefined;

/** @throws InputError `unknown-id` when the study does not name this estimator. */
export function chosen({ estimators, name }: ResolvedStudy, which: Which): EstimatorChoice {
  if (which !== undefined && typeof which !== "string") return which;
  const found = which === undefined ? estimators[0] : (estimators.find((choice) => nameOf(choice) === which) ?? estimators.find((choice) => choice.id === which));
  if (found) return found;
  const known = estimators.map((choice) => choice.id);
  const near = which === undefined ? undefined : closest(which, known);
  throw new InputError("unknown-id", {
    where: name,
    what: which === undefined ? "the study names no estimator" : `the study does not use an estimator "${which}"`,
    expected: known.length > 0 ? `one of ${known.join(", ")}` : "at least one under `estimators`",
    ...(near ? { next: `Did you mean "${near}"?` } : {}),
  });
}

/** What an answer is called: `bp`, or `bp+least-squares` when the second was started from the first. */
export const nameOf = (choice: EstimatorChoice): string => (choice.then ? `${choice.id}+${choice.then}` : choice.id);

/** The choice without its second step. */
export const firstStep = ({ id, settings }: EstimatorChoice): EstimatorChoice => ({ id, settings });

/** @throws InputError `estimator-incompatible`. */
export function learnedEstimator(app: App, id: string): LearnedEstimator {
  const estimator = app.estimators.get(id);
  if (estimator.kind === "learned") return estimator;
  throw new InputError("estimator-incompatible", { what: `"${id}" works on one study by calling the model and cannot be trained`, expected: "a learned estimator", next: "Use it with estimate" });
}

/** @throws InputError `estimator-incompatible`. */
export function directEstimator(app: App, id: string): DirectEstimator {
  const estimator = app.estimators.get(id);
  if (estimator.kind === "direct") return estimator;
  throw new InputError("estimator-incompatible", { what: `"${id}" is trained on simulations and cannot start from another estimate`, expected: "a direct estimator after `then`, for example least-squares" });
}
