import { basename, dirname, join, resolve } from "node:path";
import { InputError } from "@inversa/core";
import { openStore, parseStudyFile, proposeStudy, readStudyFile, resolveStudy, type App, type ProposalRequest, type ResolvedStudy, type Store, type StudyFile } from "@inversa/runtime";
import type { Console } from "../console.ts";
import { printReadings } from "./readings-text.ts";

/** What may be said of a study on the command line. */
export interface StudyOptions {
  readonly model?: string;
  readonly data?: readonly string[];
  readonly option?: Readonly<Record<string, unknown>>;
  readonly preset?: string;
  readonly condition?: Readonly<Record<string, number>>;
  readonly source?: string;
  readonly read?: Readonly<Record<string, unknown>>;
  readonly samples?: number;
  readonly estimator?: string;
}

export interface OpenStudy {
  readonly resolved: ResolvedStudy;
  /** Where simulations and trained networks are kept: `.inversa` beside the study. */
  readonly store: Store;
  readonly folder: string;
  /** Text of the study file, or of the proposed one. */
  readonly text: string;
  /** Name of the study file without extension; `study` where there is none. */
  readonly stem: string;
  /** The estimator of `--estimator` by its full id, if one was named. */
  readonly chosen: string | undefined;
}

/**
 * Opens the study that the user means: a study file, or one proposed from `--model` and `--data`. Flags win over the file.
 * What was inferred from the data is told on the way.
 */
export async function openStudy(console: Console, app: App, path: string | undefined, options: StudyOptions): Promise<OpenStudy> {
  const chosen = options.estimator === undefined ? undefined : app.estimators.get(options.estimator).id;
  const { file, folder, stem, text } = path === undefined ? await fromFlags(console, app, options, chosen) : await fromFile(console, app, path, options);
  const resolved = await resolveStudy(app, withFlags(console, app, file, options, chosen), folder);
  printReadings(console, app, resolved.readings);
  for (const remark of resolved.remarks ?? []) console.warn(remark);
  const store = openStore(join(folder, ".inversa"));
  console.kept = `What was finished is kept in ${store.folder}; the same command goes on from there`;
  return { resolved, store, folder, stem, text, chosen };
}

interface StudySource { readonly file: StudyFile; readonly folder: string; readonly stem: string; readonly text: string }

async function fromFile(console: Console, app: App, path: string, options: StudyOptions): Promise<StudySource> {
  const both = (["model", "data", "option", "preset", "condition", "source", "read"] as const).find((name) => options[name] !== undefined);
  if (both) throw new InputError("argument-invalid", { where: `--${both}`, what: `a study file is given too (${path})`, expected: "either a study file or --model and --data", next: "Say it in the study file" });
  const full = resolve(console.cwd, path);
  const { file, folder, text } = await readStudyFile(full, app.models);
  return { file, folder, text, stem: stemOf(full) };
}

async function fromFlags(console: Console, app: App, options: StudyOptions, estimator: string | undefined): Promise<StudySource> {
  if (options.data === undefined) {
    throw new InputError("argument-invalid", { where: "inversa", what: "neither a study file nor --data is given", expected: "a study file, or --model MODEL --data FILE...", next: "inversa study new --model MODEL --data FILE... makes a study file" });
  }
  const { text } = await saidByFlags(() => proposeStudy(app, {
    model: modelOf(app, options.model), data: options.data!, folder: console.cwd, cwd: console.cwd, ...proposalRequest(options),
    ...(estimator === undefined ? {} : { estimator }), ...(options.samples === undefined ? {} : { samples: options.samples }),
  }));
  console.detail(text);
  return { file: parseStudyFile(text, "the proposed study"), folder: console.cwd, stem: "study", text };
}

/** Id of the model that was named, else of the variant's default. */
export function modelOf(app: App, named: string | undefined): string {
  const model = named ?? app.defaults.model;
  if (model === undefined) throw new InputError("argument-invalid", { where: "--model", what: "no model is named", expected: `one of ${app.models.all().map((m) => m.id).join(", ")}` });
  return app.models.get(model).id;
}

/** The part of a proposal that says what is assumed of the model and how the data are to be read. */
export const proposalRequest = ({ option, preset, condition, source, read }: Pick<StudyOptions, "option" | "preset" | "condition" | "source" | "read">): Pick<ProposalRequest, "options" | "preset" | "conditions" | "source" | "settings"> => ({
  ...(option ? { options: option } : {}), ...(preset === undefined ? {} : { preset }), ...(condition ? { conditions: condition } : {}), ...(source === undefined ? {} : { source }), ...(read ? { settings: read } : {}),
});

/** Puts the mistakes of data files into the words of the command line: there is no study file yet, and a question of the importer is answered by `--read`. */
export async function saidByFlags<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { where, next, ...rest } = error.mistake;
    const place = where?.replace(/^study file, data(\.\d+(\.files)?)?(, )?/, "");
    const flags = error.code === "data-ambiguous" ? "On the command line: --read NAME=VALUE, or --condition NAME=NUMBER for a condition"
      : error.code === "condition-missing" ? "On the command line: --condition NAME=NUMBER, which holds for every test; the study file has a line for each"
      : next?.includes("mapping") ? mappingByFlag : undefined;
    const answer = [next, flags].filter(Boolean).join(". ");
    throw new InputError(error.code, { ...rest, ...(place ? { where: place } : {}), ...(answer ? { next: answer } : {}) }, { cause: error });
  }
}

/** The one setting of an importer that is a list of objects, written out. */
const mappingByFlag = `On the command line: --read 'mapping=[{"column": "HEADING", "channel": "axialStrain", "unit": "%"}]'`;

/** Seed, engine, number of simulations and estimator as said on the command line. */
function withFlags(console: Console, app: App, file: StudyFile, options: StudyOptions, chosen: string | undefined): StudyFile {
  const idOf = (choice: StudyFile["estimators"][number]): string => (typeof choice === "string" ? choice : choice.id);
  const there = chosen === undefined || file.estimators.some((choice) => app.estimators.has(idOf(choice)) && app.estimators.get(idOf(choice)).id === chosen);
  const { engine } = console.flags;
  // The same object, changed: the runtime knows the lines of the study file by it.
  return Object.assign(file, {
    ...(console.flags.seed === undefined ? {} : { seed: console.flags.seed }),
    simulations: { ...file.simulations, ...(options.samples === undefined ? {} : { samples: options.samples }), ...(engine === undefined ? {} : { engine: app.engines.get(engine).id }) },
    ...(there ? {} : { estimators: [...file.estimators, chosen] }),
  });
}

export const stemOf = (path: string): string => basename(path).replace(/\.[^.]*$/, "") || basename(dirname(path));

/** Where and how simulations run and are kept. */
export const workOptions = (console: Console, store: Store): { store: Store; threads?: number } => ({ store, ...(console.flags.threads === undefined ? {} : { threads: console.flags.threads }) });
