import { InputError, layoutOf } from "@inversa/core";
import { findLearned, type Finding } from "./finding.ts";
import { fillGaps } from "./gaps.ts";
import type { SettledStudy } from "./settle-study.ts";
import type { TrainedEstimator } from "./trained-estimator.ts";
import { strangenessWarnings } from "./warnings.ts";

/**
 * What a trained estimator says of a row of curves, with what the user should know of the row.
 * @param row In the task's layout; gaps are NaN.
 * @throws InputError `estimator-incompatible` where a whole curve is missing.
 */
export function answerLearned(trained: TrainedEstimator, settled: SettledStudy, row: Float64Array): Finding {
  const { inputs, warnings } = withoutGaps(settled, row, trained.id);
  const finding = findLearned(trained, inputs, settled.space);
  return { ...finding, warnings: [...warnings, ...strangenessWarnings(settled, trained.familiarity.check(inputs)), ...finding.warnings] };
}

/** A trained estimator takes whole rows only, so gaps are filled along each curve. */
function withoutGaps({ task, study, blocks }: SettledStudy, row: Float64Array, id: string): { readonly inputs: Float64Array; readonly warnings: readonly string[] } {
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
