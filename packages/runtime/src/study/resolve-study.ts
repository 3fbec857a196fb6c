import { type FileReading, InputError, readSettings } from "@inversa/core";
import type { App } from "../app/app.ts";
import { type DocumentFile, readDocuments } from "../data/read-documents.ts";
import { settleStudy, type SettledStudy } from "./settle-study.ts";
import { within } from "./study-place.ts";
import { hashOf, probe } from "./study-hash.ts";
import { studyObservations } from "./study-observations.ts";
import { studyParameters } from "./study-parameters.ts";
import type { Design, SecondStep, StudyFile } from "./study-schema.ts";
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
export interface ResolvedStudy extends SettledStudy {
  readonly readings: readonly FileReading[];
  /** Files that options were read from, by option. */
  readonly documents?: Readonly<Record<string, DocumentFile>>;
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
  const { observations, readings, remarks: long } = await studyObservations(app, model, file, folder);
  const settled = settleStudy(file, model, options, estimate, observations);
  const { study, task, space } = settled;
  const { samples, design } = file.simulations;
  const plugin = app.models.pluginOf(model.id);
  const answers = probe(model, task, space);
  return {
    ...settled, readings, documents, remarks: [...remarks, ...long, ...(settled.remarks ?? [])], estimators, samples, design, engineId,
    hash: hashOf({
      task, samples, design, seed: file.seed,
      // By place, as the task's columns stand: the name of a state holds those of tests, and renaming a test changes no curve.
      priors: space.priors,
      correlations: study.correlations.map(({ between, coefficient }) => ({ between: between.map((name) => space.names.indexOf(name)), coefficient })),
      plugin, version: app.plugins.find(({ name }) => name === plugin)?.version,
      probe: answers,
    }),
    answers: hashOf(answers),
  };
}

function chooseEngine(app: App, file: StudyFile): string {
  const { engine } = file.simulations;
  if (engine !== undefined) return within(file, ["simulations", "engine"], () => app.engines.get(engine).id);
  return app.engines.get(usualEngine(app)).id;
}

/** The engine of whoever names none; an app variant without engines can still train. */
export const usualEngine = (app: App): string => app.defaults.engine ?? app.engines.all()[0]?.id ?? "local";

export function chooseEstimators(app: App, file: Pick<StudyFile, "estimators">): readonly EstimatorChoice[] {
  const fallback = app.defaults.estimator ?? app.estimators.all()[0]?.id;
  const listed = file.estimators.length > 0 ? file.estimators : fallback === undefined ? [] : [fallback];
  return listed.map((entry, i) => {
    const { id, settings, then }: Partial<Exclude<typeof entry, string>> & { readonly id: string } = typeof entry === "string" ? { id: entry } : entry;
    const at = (...path: Path): Path => (file.estimators.length > 0 ? ["estimators", i, ...path] : ["estimators"]);
    const estimator = within(file, at("id"), () => app.estimators.get(id));
    const choice = { id: estimator.id, settings: within(file, at("settings"), () => readSettings(estimator.settings, settings, `settings of ${estimator.id}`)) };
    if (then === undefined) return choice;
    return within(file, at("then"), () => ({ ...choice, ...secondStep(app, then) }));
  });
}

/** What is to start from another estimator's answer. @throws InputError `unknown-id`, `estimator-incompatible`, and what its settings refuse. */
export function secondStep(app: App, then: SecondStep): Required<Pick<EstimatorChoice, "then" | "thenSettings">> {
  const { id, settings }: Exclude<SecondStep, string> = typeof then === "string" ? { id: then } : then;
  const next = app.estimators.get(id);
  if (next.kind !== "direct") throw new InputError("estimator-incompatible", { what: `"${next.id}" cannot start from another estimator's answer`, expected: `a direct estimator: ${app.estimators.all().flatMap((e) => (e.kind === "direct" ? [e.id] : [])).join(", ")}` });
  // oxlint-disable-next-line unicorn/no-thenable -- the contract's word, a string; nothing awaits it
  return { then: next.id, thenSettings: readSettings(next.settings, settings, `settings of ${next.id}`) };
}
