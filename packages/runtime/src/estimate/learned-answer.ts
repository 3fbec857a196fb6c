import { InputError, layoutOf } from "@inversa/core";
import { learnedFinding, type Finding } from "../judgement/finding.ts";
import { fillGaps } from "../calibration/gaps.ts";
import type { SettledStudy } from "../study/settle-study.ts";
import type { TrainedEstimator } from "../training/trained-estimator.ts";
import { strangenessWarnings } from "../judgement/warnings.ts";

/**
 * What a trained estimator says of a row of curves, with what the user should know of the row.
 * @param row In the task's layout; gaps are NaN.
 * @throws InputError `estimator-incompatible` where a whole curve is missing.
 */
export const answerLearned = (trained: TrainedEstimator, settled: SettledStudy, row: Float64Array): Finding => askTrained(trained, [wholeRow(settled, row, trained.id)])[0]!;

/** A row that a trained estimator can be asked about, and whose it is. */
export interface WholeRow {
  readonly settled: SettledStudy;
  readonly inputs: Float64Array;
  readonly warnings: readonly string[];
}

/** Asks a trained estimator about many rows at once; each answer is the one that its row alone would get. */
export function askTrained(trained: TrainedEstimator, rows: readonly WholeRow[]): readonly Finding[] {
  const columns = rows[0]?.inputs.length ?? 0;
  const data = new Float64Array(rows.length * columns);
  for (const [i, { inputs }] of rows.entries()) data.set(inputs, i * columns);
  const inferred = rows.length > 0 ? trained.calibration.inferAll({ rows: rows.length, columns, data }) : [];
  return rows.map(({ settled, inputs, warnings }, i) => {
    const finding = learnedFinding(trained, inferred[i]!, settled.space);
    const strange = strangenessWarnings(settled, trained.familiarity.check(inputs));
    return { ...finding, ...(strange.length > 0 ? { strange: true } : {}), warnings: [...warnings, ...strange, ...finding.warnings] };
  });
}

/**
 * A trained estimator takes whole rows only, so gaps are filled along each curve.
 * @throws InputError `estimator-incompatible` for a curve of which nothing was measured.
 */
export function wholeRow(settled: SettledStudy, row: Float64Array, id: string): WholeRow {
  const { task, study, blocks } = settled;
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
        next: "Take the test out of the study and train again, or use a direct estimator such as least-squares",
      });
    }
    if (filled > 0.2 * length) warnings.push(`${filled} of ${length} points of ${response} of ${observation} were not measured and stand on straight lines between their neighbours for "${id}"`);
  }
  return { settled, inputs, warnings };
}
