import { type ForwardModel, InputError, plausibleRange, readSettings, simulate, simulationOf } from "@inversa/core";
import type { App } from "../app/app.ts";
import { bindTheta } from "../space/bind-theta.ts";
import { readDocuments } from "../data/read-documents.ts";
import { studyObservations } from "../study/study-observations.ts";
import { studyParameters, studySpace } from "../study/study-parameters.ts";
import type { StudyFile } from "../study/study-schema.ts";

/** A state that no file tells and without which the model cannot compute tests. */
export interface MissingState {
  readonly name: string;
  readonly ids: readonly string[];
}

/** States that have to be estimated where nobody states them: for each test the first with which the model no longer says that a condition is missing. */
export async function missingStates(app: App, model: ForwardModel, file: StudyFile, folder: string): Promise<readonly MissingState[]> {
  const options = readSettings(model.options, (await readDocuments(model.options, file.options, folder)).options, `options of ${model.id}`);
  const { observations } = await studyObservations(app, model, file, folder);
  const tests = observations.map(({ observation }) => observation.test);
  const { columns, draw } = studySpace(file, model, studyParameters(file, model, options), { states: [], tests });
  const { parameters } = bindTheta(model, { columns, fixed: file.fixed, tests }, draw(0, 0));
  const ids = new Map<string, string[]>();
  for (const { observation: { id, test } } of observations) {
    const lacks = (conditions: Readonly<Record<string, number>>): boolean => saysMissing(() => simulate(model, parameters, { ...test, conditions: { ...test.conditions, ...conditions } }, options));
    if (!lacks({})) continue;
    const open = Object.entries(simulationOf(model, test.protocol).protocol.conditions).filter(([name, quantity]) => quantity.state && !Object.hasOwn(test.conditions, name));
    const found = open.find(([name, quantity]) => !lacks({ [name]: plausibleRange(quantity)[0] }));
    if (found) ids.set(found[0], [...(ids.get(found[0]) ?? []), id]);
  }
  return [...ids].map(([name, own]) => ({ name, ids: own }));
}

function saysMissing(work: () => unknown): boolean {
  try {
    work();
    return false;
  } catch (error) {
    if (error instanceof InputError) return error.code === "condition-missing";
    throw error;
  }
}
