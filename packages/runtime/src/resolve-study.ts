import { type FileReading, type ForwardModel, InputError, type InputBlock, layoutOf, readSettings, type SimulationTask, type Study } from "@inversa/core";
import type { App } from "./app.ts";
import type { ParameterSpace } from "./parameter-space.ts";
import { type DocumentFile, readDocuments } from "./read-documents.ts";
import { within } from "./study-file.ts";
import { hashOf, probe } from "./study-hash.ts";
import { studyObservations } from "./study-observations.ts";
import { studyParameters, studySpace } from "./study-parameters.ts";
import { studyResponses } from "./study-responses.ts";
import type { Design, StudyFile } from "./study-schema.ts";
import { studyStates } from "./study-tests.ts";
import type { Path } from "./study-text.ts";

/** One estimator of a study, checked against what the app has. */
export interface EstimatorChoice {
  readonly id: string;
  /** Validated, defaults filled in. */
  readonly settings: unknown;
  /** Id of the direct estimator that starts from this one's answer. */
  readonly then?: string;
  /** Validated, defaults filled in. */
  readonly thenSettings?: unknown;
}

/** A study with its data read, its names checked and everything decided. */
export interface ResolvedStudy {
  readonly name: string;
  readonly study: Study;
  readonly model: ForwardModel;
  readonly readings: readonly FileReading[];
  /** Files that options were read from, by option. */
  readonly documents?: Readonly<Record<string, DocumentFile>>;
  /** What the user should know of those files, and tests of which the model computes nothing. */
  readonly remarks?: readonly string[];
  readonly task: SimulationTask;
  readonly space: ParameterSpace;
  /** One for each block of the task's layout, in its order. */
  readonly blocks: readonly InputBlock[];
  /** The first is the main one. */
  readonly estimators: readonly EstimatorChoice[];
  readonly samples: number;
  readonly design: Design;
  readonly engineId: string;
  /** SHA-256 of all that determines the training set, what the model answers at three draws included. */
  readonly hash: string;
  /** SHA-256 of those three answers alone: tells an edited model from an edited study. */
  readonly answers: string;
}

/**
 * Reads the data of a study and checks every name in it against the app, the model and the protocols.
 * @param folder Of the study file.
 * @throws InputError with a place in the file for everything that does not fit.
 */
export async function resolveStudy(app: App, file: StudyFile, folder: string): Promise<ResolvedStudy> {
  const model = within(file, ["model"], () => app.models.get(file.model));
  const { options: read, documents, remarks } = await readDocuments(model.options, file.options, folder).catch((error: unknown) => within(file, ["options"], () => { throw error; }));
  const options = within(file, ["options"], () => readSettings(model.options, read, `options of ${model.id}`));
  const estimators = chooseEstimators(app, file);
  const engineId = chooseEngine(app, file);
  const estimate = studyParameters(file, model, options);
  const { observations, readings } = await studyObservations(app, model, file, folder);
  const tests = observations.map(({ observation }) => observation.test);
  const states = studyStates(file, model, observations.map(({ observation }) => observation));
  const space = studySpace(file, model, estimate, { states, tests });
  const { responses, uses, perTest, points, remarks: unanswered } = studyResponses(file, model, space, options, observations);

  const study: Study = {
    model: model.id,
    options,
    observations: observations.map(({ observation }) => observation),
    estimate,
    states,
    correlations: file.correlations.map(({ between: [a, b], coefficient }) => ({ between: [a, b], coefficient })),
    fixed: file.fixed,
    responses,
    uses,
    afterStop: file.afterStop,
    seed: file.seed,
  };
  const task: SimulationTask = {
    model: model.id,
    options,
    columns: space.columns,
    fixed: file.fixed,
    tests,
    responses: perTest,
    ...(points ? { points } : {}),
    afterStop: file.afterStop,
  };
  const { blocks } = layoutOf(task);
  const { samples, design } = file.simulations;
  const plugin = app.models.pluginOf(model.id);
  const answers = probe(model, task, space);
  return {
    name: file.name ?? `${model.name}, ${observations.map(({ observation }) => observation.id).join(", ")}`,
    study, model, readings, documents, remarks: [...remarks, ...unanswered], task, space, estimators, samples, design, engineId,
    blocks: blocks.map(({ test, response, offset, length }) => ({ offset, length, axis: task.tests[test]!.axis.subarray(0, length), noise: uses[test]![response]!.noise, group: test })),
    hash: hashOf({
      task, samples, design, seed: file.seed,
      priors: Object.fromEntries(space.names.map((name, i) => [name, space.priors[i]!])),
      correlations: study.correlations,
      plugin, version: app.plugins.find(({ name }) => name === plugin)?.version,
      probe: answers,
    }),
    answers: hashOf(answers),
  };
}

function chooseEngine(app: App, file: StudyFile): string {
  const { engine } = file.simulations;
  if (engine !== undefined) return within(file, ["simulations", "engine"], () => app.engines.get(engine).id);
  return app.engines.get(app.defaults.engine ?? app.engines.all()[0]?.id ?? "local").id;
}

export function chooseEstimators(app: App, file: Pick<StudyFile, "estimators">): readonly EstimatorChoice[] {
  const fallback = app.defaults.estimator ?? app.estimators.all()[0]?.id;
  const listed = file.estimators.length > 0 ? file.estimators : fallback === undefined ? [] : [fallback];
  return listed.map((entry, i) => {
    const { id, settings, then }: Partial<Exclude<typeof entry, string>> & { readonly id: string } = typeof entry === "string" ? { id: entry } : entry;
    const at = (...path: Path): Path => (file.estimators.length > 0 ? ["estimators", i, ...path] : ["estimators"]);
    const estimator = within(file, at("id"), () => app.estimators.get(id));
    const choice = { id: estimator.id, settings: within(file, at("settings"), () => readSettings(estimator.settings, settings, `settings of ${estimator.id}`)) };
    if (then === undefined) return choice;
    return within(file, at("then"), () => {
      const next = app.estimators.get(typeof then === "string" ? then : then.id);
      if (next.kind !== "direct") throw new InputError("estimator-incompatible", { what: `"${next.id}" cannot start from another estimator's answer`, expected: `a direct estimator: ${app.estimators.all().flatMap((e) => (e.kind === "direct" ? [e.id] : [])).join(", ")}` });
      // oxlint-disable-next-line unicorn/no-thenable -- the contract's word, a string; nothing awaits it
      return { ...choice, then: next.id, thenSettings: readSettings(next.settings, typeof then === "string" ? undefined : then.settings, `settings of ${next.id}`) };
    });
  });
}
