import { closest, type FileReading, type ForwardModel, InputError } from "@inversa/core";
import { relative, sep } from "node:path";
import type { App } from "../app/app.ts";
import { findFiles } from "../data/find-files.ts";
import { longTests, proposalText } from "./proposal-text.ts";
import { type MissingState, missingStates } from "./missing-states.ts";
import { type ResolvedStudy, resolveStudy } from "../study/resolve-study.ts";
import { parseStudyFile } from "../study/study-file.ts";
import { type StudyFile, studySchema } from "../study/study-schema.ts";
import { fewerRemark, proposedReadings } from "../data/thin-readings.ts";

export interface ProposalRequest {
  readonly model: string;
  /** Paths of data files, folders or patterns. */
  readonly data: readonly string[];
  /** Id of the estimator; the variant's default unless given. */
  readonly estimator?: string;
  /** Options of the model; its defaults unless given. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** Which of the model's named choices of parameters to estimate; its first, or all parameters without default. */
  readonly preset?: string;
  /** Conditions of every file. */
  readonly conditions?: Readonly<Record<string, number>>;
  /** Id and settings of the source; recognised if left out. */
  readonly source?: string;
  readonly settings?: unknown;
  /** Files of which something else is said: each entry is read by itself and becomes an entry of the study's data. */
  readonly apart?: readonly Pick<ProposalRequest, "data" | "conditions" | "source" | "settings">[];
  readonly samples?: number;
  readonly seed?: number;
  readonly name?: string;
  /** Folder in which the study file will lie: the files it names are relative to it. The working directory unless given. */
  readonly folder?: string;
  /** Folder against which `data` is resolved; `folder` unless given. */
  readonly cwd?: string;
}

export interface StudyProposal {
  /** YAML with every choice written out and a comment that says where it comes from. */
  readonly text: string;
  readonly readings: readonly FileReading[];
  /** What the user should know of the files that options were read from, and of states that no file tells. */
  readonly remarks: readonly string[];
}

/** Looks at the data and proposes a study file. @throws InputError as reading the data and resolving the study do. */
export async function proposeStudy(app: App, request: ProposalRequest): Promise<StudyProposal> {
  const { folder = process.cwd(), cwd = folder } = request;
  const model = app.models.get(request.model);
  const entries = await Promise.all([request, ...(request.apart ?? [])].map(async ({ data, source, settings, conditions }) => ({
    files: await filesIn(app, data, source, cwd, folder),
    ...(source === undefined ? {} : { source }), ...(settings === undefined ? {} : { settings }), ...(conditions === undefined ? {} : { conditions }),
  })));

  const file: StudyFile = studySchema.parse({
    inversa: 1,
    ...(request.name === undefined ? {} : { name: request.name }),
    model: model.id,
    ...(request.options === undefined ? {} : { options: request.options }),
    data: entries.filter(({ files }) => files.length > 0).map((entry) => ({ ...entry, points: proposedReadings })),
    estimate: Object.fromEntries(proposeParameters(model, request.preset).map((name) => [name, "plausible"])),
    simulations: request.samples === undefined ? {} : { samples: request.samples },
    estimators: proposeEstimators(app, request.estimator),
    ...(request.seed === undefined ? {} : { seed: request.seed }),
  });
  const { proposed, resolved, missing } = await withMissingStates(app, model, file, folder);
  const text = proposalText(app, proposed, resolved);
  // What is proposed must be a study file; anything else is a bug here, and this is where it shows.
  parseStudyFile(text, "the proposed study");
  const long = longTests(resolved.readings).map(fewerRemark);
  return { text, readings: resolved.readings, remarks: [...(resolved.remarks ?? []), ...long, ...missing.map(({ name, ids }) => `${name} of ${ids.join(", ")} is stated by no file, and ${model.name} cannot do without it: it is estimated with the parameters; state it if you know it`)] };
}

async function filesIn(app: App, data: readonly string[], source: string | undefined, cwd: string, folder: string): Promise<string[]> {
  const extensions = [...new Set((source === undefined ? app.sources.all() : [app.sources.get(source)]).flatMap((one) => one.extensions))];
  return [...new Set((await Promise.all(data.map((path) => findFiles(path, cwd, extensions)))).flat())].map((file) => relative(folder, file).split(sep).join("/"));
}

/** The study as it is, or where the model cannot do without states that no file tells, the same study that estimates them. */
async function withMissingStates(app: App, model: ForwardModel, file: StudyFile, folder: string): Promise<{ readonly proposed: StudyFile; readonly resolved: ResolvedStudy; readonly missing: readonly MissingState[] }> {
  try {
    return { proposed: file, resolved: await resolveStudy(app, file, folder), missing: [] };
  } catch (error) {
    const missing = error instanceof InputError && error.code === "condition-missing" ? await missingStates(app, model, file, folder) : [];
    if (missing.length === 0) throw error;
    const proposed: StudyFile = { ...file, tests: missing.map(({ name, ids }) => ({ ids: [...ids], estimate: { [name]: "plausible" }, shared: false })) };
    return { proposed, resolved: await resolveStudy(app, proposed, folder), missing };
  }
}

/** A preset's parameters, and those that nothing else gives a value. */
function proposeParameters({ id, parameters, presets = {} }: ForwardModel, asked: string | undefined): readonly string[] {
  const names = Object.keys(parameters);
  const open = names.filter((name) => parameters[name]!.default === undefined && !parameters[name]!.optional);
  const known = Object.keys(presets);
  const preset = asked ?? known[0];
  if (preset === undefined) return open.length > 0 ? open : names;
  if (!Object.hasOwn(presets, preset)) {
    const near = closest(preset, known);
    throw new InputError("unknown-id", { where: "preset", what: `${id} has no preset "${preset}"`, expected: known.length > 0 ? `one of ${known.join(", ")}` : "no preset: this model has none", ...(near ? { next: `Did you mean "${near}"?` } : {}) });
  }
  return [...new Set([...presets[preset]!.parameters, ...open])];
}

/** A learned estimator is polished by least squares, where the variant has it: network speed, classical accuracy. */
function proposeEstimators(app: App, asked: string | undefined): StudyFile["estimators"] {
  const preferred = asked ?? app.defaults.estimator ?? (app.estimators.has("bp") ? "bp" : app.estimators.all()[0]?.id);
  if (preferred === undefined) return [];
  const { id, kind } = app.estimators.get(preferred);
  const polish = app.estimators.has("least-squares") ? "least-squares" : app.estimators.all().find((estimator) => estimator.kind === "direct")?.id;
  // oxlint-disable-next-line unicorn/no-thenable -- the word of a study file, a string; nothing awaits it
  return kind === "learned" && polish !== undefined ? [{ id, then: polish }] : [{ id }];
}
