import { InputError, readSettings, simulationOf, type ForwardModel } from "@inversa/core";
import { settleStudy, studyParameters, type SettledStudy, type StudyFile } from "@inversa/runtime/browser";
import type { Scene, SceneTest, StudyTerms } from "./messages.ts";

/**
 * The study that a scene is: its tests, and what is known of the parameters.
 * @param tests Those that take part; one without measurements stands for one with all of them.
 * @throws InputError as a study file's mistakes do.
 */
export function settleScene(model: ForwardModel, { options: given }: Pick<Scene, "options">, tests: readonly SceneTest[], { estimate, fixed, responses }: StudyTerms): SettledStudy {
  const file: StudyFile = {
    inversa: 1, model: model.id, options: given, data: [], estimate, fixed, ...(responses ? { responses } : {}),
    correlations: [], tests: [], afterStop: "hold", simulations: { samples: 2, design: "random" }, estimators: [], seed: 1,
  };
  const options = readSettings(model.options, given, `options of ${model.id}`);
  const observations = tests.map(({ id, measured = {}, ...test }) => ({ observation: { id, test, responses: measured }, protocol: simulationOf(model, test.protocol).protocol }));
  return settleStudy(file, model, options, studyParameters(file, model, options), observations);
}

/** @throws InputError `study-invalid` where nothing was measured. */
export function measuredTests({ tests }: Scene): readonly SceneTest[] {
  const measured = tests.filter((test) => Object.values(test.measured ?? {}).some((values) => values.some(Number.isFinite)));
  if (measured.length > 0) return measured;
  throw new InputError("study-invalid", { what: "there is no measured curve to compare with", expected: "data files with at least one curve", next: "Open your files first" });
}
