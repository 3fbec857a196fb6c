import { InputError, type Observation } from "@inversa/core";
import type { App } from "../app/app.ts";
import type { ResolvedStudy } from "../study/resolve-study.ts";
import { studyObservations } from "../study/study-observations.ts";
import { rememberText } from "../study/study-place.ts";
import type { StudyFile } from "../study/study-schema.ts";

/**
 * Measured tests that a trained estimator is to be asked about, given as under `data` of a study file: files, or tests typed in.
 * @param trained The study that it was trained for: its states need not be stated.
 * @param folder In which the files lie.
 * @throws InputError as reading the data of a study does.
 */
export async function askedObservations(app: App, { model, study }: ResolvedStudy, data: StudyFile["data"], folder: string): Promise<readonly Observation[]> {
  const asked = { data, tests: [] };
  // There is no text; places are told by their path in what was asked.
  const place = ([, i, ...path]: readonly PropertyKey[]): string => (typeof i === "number" && "files" in data[i]! ? "the data" : ["observations", i, ...path].filter((part) => part !== undefined).map(String).join("."));
  rememberText(asked, { name: "the question", value: asked, place, placeOfKey: (path, key) => place([...path, key]) });
  const { observations } = await studyObservations(app, model, asked, folder, [...new Set(study.states.map(({ condition }) => condition))]);
  const empty = observations.find(({ observation: { responses } }) => Object.keys(responses).length === 0);
  if (empty) throw new InputError("request-invalid", { where: `"${empty.observation.id}"`, what: "nothing was measured in it", expected: "responses with values" });
  return observations.map(({ observation }) => observation);
}
