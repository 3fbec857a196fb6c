import { existsSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { InputError } from "@inversa/core";
import { tuneStudy, withEstimatorSettings, withoutDefaults, type App, type EstimatorChoice, type ResolvedStudy } from "@inversa/runtime";
import type { Console } from "../console.ts";
import { exitCodes } from "../failure.ts";
import { withApp } from "../open-app.ts";
import { openPairs } from "../pairs/open-pairs.ts";
import { openStudy, workOptions, type OpenStudy, type StudyOptions } from "../study/open-study.ts";
import { printTuning, settingsLines } from "../tune/tune-text.ts";
import { writeResult } from "../write-file.ts";

interface Options extends StudyOptions { readonly trials: number; readonly minutes?: number; readonly cases: number; readonly write?: string }

/** Searches better settings for a learned estimator of a study. */
export async function tune(console: Console, path: string | undefined, options: Options): Promise<number> {
  return withApp(console, async ({ app }) => {
    if (await openPairs(console, app, path, {})) throw new InputError("argument-invalid", { where: path ?? "inversa tune", what: "it holds measured pairs, for which settings are not searched yet", expected: "a study with a forward model" });
    const study = await openStudy(console, app, path, options);
    const { resolved, store, folder } = study;
    const choice = learnedChoice(app, resolved, study.chosen);
    const target = options.write === undefined ? undefined : placeOf(console, folder, options.write);
    const { trials, minutes, cases } = options;
    const found = await console.watch(resolved.study.seed, (run) => tuneStudy(app, resolved, choice, { ...workOptions(console, store), trials, cases, ...(minutes === undefined ? {} : { minutes }) }, run));
    const settings = withoutDefaults(app.estimators.get(choice.id).settings, found.best.settings);
    const yaml = settingsLines(choice.id, settings);
    if (target !== undefined) await writeResult(target, tunedText(study, choice, settings));
    console.document({ schema: 1, ...found, best: { ...found.best, beyondDefaults: settings }, yaml, written: target ?? null });
    printTuning(console, found, yaml);
    if (target !== undefined) console.print(`\n${console.paint.green("✓")} ${console.paint.bold(relative(console.cwd, target))} is the study with these settings`);
    const shown = target === undefined ? path : relative(console.cwd, target);
    if (shown !== undefined && (target !== undefined || found.best.candidate !== 0)) console.note(console.notePaint.dim(`\nNext: ${target === undefined ? `put these lines into ${shown}, or write them with --write FILE, then ` : ""}${console.hint(`run ${shown}`)}; it is trained already`));
    return exitCodes.done;
  });
}

/** The estimator whose settings are searched: the one that is named, else the first that learns. */
function learnedChoice(app: App, { estimators }: ResolvedStudy, named: string | undefined): EstimatorChoice {
  const found = estimators.find(({ id }) => (named === undefined ? app.estimators.get(id).kind === "learned" : id === named));
  if (found && app.estimators.get(found.id).kind === "learned") return found;
  const learned = app.estimators.all().filter(({ kind }) => kind === "learned").map(({ id }) => id);
  throw new InputError("estimator-incompatible", { where: "inversa tune", what: named === undefined ? "no estimator of this study learns" : `${named} is not trained, so it has no settings to search`, expected: `one of ${learned.join(", ")}`, next: "Name one with --estimator" });
}

/** Data files are named from the study's folder, so a copy must lie there too; nothing is overwritten. */
function placeOf(console: Console, folder: string, named: string): string {
  const path = resolve(console.cwd, named);
  if (dirname(path) !== resolve(folder)) throw new InputError("argument-invalid", { where: "--write", what: `${named} is not beside the study, whose data files are named from its folder`, expected: `a name in ${folder}`, next: `--write ${relative(console.cwd, join(folder, basename(named))) || basename(named)}` });
  if (existsSync(path)) throw new InputError("argument-invalid", { where: "--write", what: `${path} exists already`, expected: "a name that is free" });
  return path;
}

function tunedText({ text, resolved }: OpenStudy, choice: EstimatorChoice, settings: Readonly<Record<string, unknown>>): string {
  return withEstimatorSettings(text, resolved.estimators.indexOf(choice), choice.id, settings);
}
