import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { basename, dirname, extname, join, relative, resolve } from "node:path";
import { closest, InputError, type Estimate } from "@inversa/core";
import { readEstimates } from "@inversa/runtime";
import type { Console } from "../console.ts";
import { readText } from "../read-text.ts";
import { stemOf } from "../study/open-study.ts";

export interface FoundEstimate {
  readonly estimate: Estimate;
  /** Of the file that it came from; the user's folder for standard input. */
  readonly folder: string;
  /** Undefined for standard input. */
  readonly file: string | undefined;
}

/** Name of the file that `run` writes its main estimate to. */
const main = "estimate.json";

/**
 * The estimate that the user means: its file, what `run --json` printed, the folder of a run, the run's study file or report, or `-` for standard input.
 * @param wanted Name of the estimator, where there are several estimates.
 * @throws InputError `file-missing`, `estimate-invalid`, `unknown-id`.
 */
export async function findEstimate(console: Console, place: string, wanted: string | undefined): Promise<FoundEstimate> {
  const files = place === "-" ? ["-"] : await filesAt(console, resolve(console.cwd, place), place);
  const found: { readonly estimate: Estimate; readonly file: string }[] = [];
  for (const file of files) {
    const { text, name } = await readText(console, file, "inversa export");
    found.push(...readEstimates(text, name).map((estimate) => ({ estimate, file })));
  }
  const { estimate, file } = choose(console, found, wanted);
  return file === "-" ? { estimate, folder: console.cwd, file: undefined } : { estimate, folder: dirname(file), file };
}

function choose<T extends { readonly estimate: Estimate }>(console: Console, found: readonly T[], wanted: string | undefined): T {
  const names = found.map(({ estimate }) => estimate.estimator);
  if (wanted !== undefined) {
    const chosen = found[names.indexOf(wanted)] ?? found[names.findIndex((name) => name.split("+")[0] === wanted)];
    if (chosen) return chosen;
    const near = closest(wanted, names);
    throw new InputError("unknown-id", { where: "--estimator", what: `there is no estimate by "${wanted}" here`, expected: `one of ${names.join(", ")}`, ...(near ? { next: `Did you mean "${near}"?` } : {}) });
  }
  if (found.length > 1) console.note(`of ${found.length} estimates the first is taken, by ${names[0]}; --estimator takes another: ${names.slice(1).join(", ")}`);
  return found[0]!;
}

/** Estimate files at a place, the main one first. */
async function filesAt(console: Console, full: string, typed: string): Promise<readonly string[]> {
  const extension = extname(full).toLowerCase();
  if (extension === ".yaml" || extension === ".yml") {
    const folders = [join(dirname(full), `${stemOf(full)}-results`), dirname(full)];
    const folder = folders.find((one) => existsSync(join(one, main)));
    if (folder) return inFolder(folder);
    throw new InputError("file-missing", { where: "inversa export", what: existsSync(full) ? `${typed} is a study that has not been run: there is no ${main} in ${relative(console.cwd, folders[0]!) || "."}` : `${full} does not exist`, expected: "an estimate", next: console.hint(`run ${typed}`) });
  }
  if (/^\.html?$/.test(extension) && existsSync(join(dirname(full), main))) return inFolder(dirname(full));
  if (!existsSync(full)) throw new InputError("file-missing", { where: "inversa export", what: `${full} does not exist`, ...(await nearby(full)) });
  if (!(await isFolder(full))) return [full];
  if (existsSync(join(full, main))) return inFolder(full);
  const runs = (await readdir(full)).filter((name) => existsSync(join(full, name, main)));
  if (runs.length === 1) return inFolder(join(full, runs[0]!));
  throw new InputError("file-missing", {
    where: "inversa export",
    what: runs.length === 0 ? `there is no ${main} in the folder ${full}` : `the folder ${full} holds the results of several runs`,
    expected: runs.length === 0 ? "the folder that inversa run wrote, or the JSON of an estimate" : `one of ${runs.map((run) => join(typed, run)).join(", ")}`,
  });
}

/** The main estimate of a run and those of its other estimators. */
async function inFolder(folder: string): Promise<readonly string[]> {
  const others = (await readdir(folder)).filter((name) => /^estimate-.+\.json$/.test(name)).toSorted();
  return [main, ...others].map((name) => join(folder, name));
}

const isFolder = async (path: string): Promise<boolean> => readdir(path).then(() => true, () => false);

async function nearby(full: string): Promise<{ readonly expected: string; readonly next?: string }> {
  const names = await readdir(dirname(full)).catch(() => []);
  const near = closest(basename(full), names);
  return { expected: "the JSON of an estimate, the folder or study of a run, or - for standard input", ...(near ? { next: `Did you mean "${join(dirname(full), near)}"?` } : {}) };
}
