import { InputError, layoutOf, type Run } from "@inversa/core";
import type { App } from "./app.ts";
import { directEstimator, firstStep } from "./choice.ts";
import { findDirect, findLearned, type Finding } from "./finding.ts";
import { fillGaps } from "./gaps.ts";
import type { StudyObjective } from "./objective.ts";
import type { EstimatorChoice, ResolvedStudy } from "./resolve-study.ts";
import { trainStudy, type TrainedEstimator, type TrainOptions } from "./train.ts";
import { strangenessWarnings } from "./warnings.ts";

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

/** Trains (or finds) what has to be trained, once. */
export async function answererFor(app: App, resolved: ResolvedStudy, choice: EstimatorChoice, options: TrainOptions & { readonly trained?: TrainedEstimator }, run: Run): Promise<Answerer> {
  const second = choice.then === undefined ? undefined : directEstimator(app, choice.then);
  const polish = second && {
    polish: (before: Finding, objective: StudyObjective, run: Run) => findDirect(second, choice.thenSettings, objective, resolved.space, run, before.coordinates.slice()),
  };
  const estimator = app.estimators.get(choice.id);
  if (estimator.kind === "direct") {
    return { choice, first: (_, objective, run) => findDirect(estimator, choice.settings, objective, resolved.space, run), ...polish };
  }
  const trained = options.trained ?? (await trainStudy(app, resolved, firstStep(choice), options, run));
  const first = async (row: Float64Array): Promise<Finding> => {
    const { inputs, warnings } = withoutGaps(resolved, row, choice.id);
    const finding = findLearned(trained, inputs, resolved.space);
    return { ...finding, warnings: [...warnings, ...strangenessWarnings(resolved, trained.familiarity.check(inputs)), ...finding.warnings] };
  };
  return { choice, trained, first, ...polish };
}

/** A trained estimator takes whole rows only, so gaps are filled along each curve. */
function withoutGaps({ task, study, blocks }: ResolvedStudy, row: Float64Array, id: string): { readonly inputs: Float64Array; readonly warnings: readonly string[] } {
  const inputs = row.slice();
  const warnings: string[] = [];
  for (const [b, { test, response, length }] of layoutOf(task).blocks.entries()) {
    const observation = study.observations[test]!.id;
    const filled = fillGaps(inputs, blocks[b]!);
    if (filled < 0) {
      throw new InputError("estimator-incompatible", {
        where: `${response} of ${observation}`,
        what: `"${id}" was trained on whole sets of curves, and this one was not measured`,
        expected: "a measured curve for every test and response of the study",
        next: "Take the test out of the study, or use a direct estimator such as least-squares",
      });
    }
    if (filled > 0.2 * length) warnings.push(`${filled} of ${length} points of ${response} of ${observation} were not measured and stand on straight lines between their neighbours for "${id}"`);
  }
  return { inputs, warnings };
}
