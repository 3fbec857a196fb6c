import { readFile } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { InputError, type Estimate, type SavedInverse } from "@inversa/core";
import { askedObservations, decodeInverse, isTrainedOnPairs, openTrained, openTrainedPairs, readPairs, type App } from "@inversa/runtime";
import type { Console } from "../console.ts";
import { tellAnswers } from "../pairs/pairs-commands.ts";
import { proposalRequest, saidByFlags, type StudyOptions } from "../study/open-study.ts";

/** Whether what the user named is a trained estimator and not a study. */
export const isTrainedFile = (path: string | undefined): path is string => path !== undefined && path.endsWith(".safetensors");

interface Options extends StudyOptions { readonly report?: string; readonly out?: string }

/**
 * Asks an estimator that was trained before about the measured curves of `--data`; neither its study nor the data that it was trained for are needed.
 * @returns The estimate, or the exit code where rows of measured pairs were answered.
 */
export async function estimateByTrainedFile(console: Console, app: App, path: string, options: Options): Promise<Estimate | number> {
  const foreign = (["model", "option", "preset", "samples", "estimator", "report"] as const).find((name) => options[name] !== undefined);
  if (foreign) throw new InputError("argument-invalid", { where: `--${foreign}`, what: `${path} is a trained estimator, which was told all this before`, expected: "only --data, and how to read it", ...(foreign === "report" ? { next: "Run the study for a report" } : {}) });
  if (!options.data) throw new InputError("argument-invalid", { where: "inversa estimate", what: `${path} is a trained estimator, and no measured files are named`, expected: "--data FILE..." });
  const { data } = options;
  const where = basename(path);
  const saved = await readTrained(resolve(console.cwd, path), where);
  if (isTrainedOnPairs(saved)) {
    const open = await openTrainedPairs(app, saved, where);
    return tellAnswers(console, open.problem, open.answer(await readPairs(app, open.problem.file, console.cwd, { paths: data, folder: console.cwd })), options.out);
  }
  const open = await openTrained(app, saved, where);
  const { conditions, source, settings } = proposalRequest(options);
  const entry = { files: [...data], ...(conditions ? { conditions: { ...conditions } } : {}), ...(source === undefined ? {} : { source }), ...(settings ? { settings: settings as Record<string, unknown> } : {}) };
  const observations = await saidByFlags(() => askedObservations(app, open.resolved, [entry], console.cwd));
  const [found] = await console.watch(open.resolved.study.seed, (run) => open.estimate([{ observations, bands: true }], run));
  if (!found!.ok) throw found!.error;
  return found!.answer;
}

async function readTrained(path: string, name: string): Promise<SavedInverse> {
  const bytes = await readFile(path).catch((cause: NodeJS.ErrnoException) => {
    throw new InputError("file-missing", { where: path, what: cause.code === "ENOENT" ? "the trained estimator does not exist" : `the trained estimator cannot be opened (${cause.code})`, next: "inversa train --out FILE writes one" }, { cause });
  });
  const saved = decodeInverse(bytes);
  if (!saved) throw new InputError("data-unreadable", { where: name, what: "it holds no trained estimator", expected: "a file that inversa train --out wrote" });
  return saved;
}
