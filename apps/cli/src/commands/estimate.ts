import { relative, resolve } from "node:path";
import type { Estimate } from "@inversa/core";
import { estimateStudy } from "@inversa/runtime";
import { formatJson } from "../json.ts";
import type { Console } from "../console.ts";
import { printEstimate } from "../estimate/estimate-text.ts";
import { printFitPlots } from "../estimate/fit-plot.ts";
import { estimateByTrainedFile, isTrainedFile } from "../estimate/by-trained-file.ts";
import { exitCodes } from "../failure.ts";
import { withApp } from "../open-app.ts";
import { writeReport } from "../report.ts";
import { openPairs } from "../pairs/open-pairs.ts";
import { estimateByPairs } from "../pairs/pairs-commands.ts";
import { openStudy, workOptions, type StudyOptions } from "../study/open-study.ts";
import { writeResult } from "../write-file.ts";

interface Options extends StudyOptions { readonly report?: string; readonly out?: string }

/** Estimates with one estimator, verifies, and says whether it converged by its exit code. */
export async function estimate(console: Console, path: string | undefined, options: Options): Promise<number> {
  return withApp(console, async ({ app }) => {
    if (isTrainedFile(path)) {
      const answer = await estimateByTrainedFile(console, app, path, options);
      return typeof answer === "number" ? answer : tell(console, answer, options);
    }
    const measured = await openPairs(console, app, path, options);
    if (measured) return estimateByPairs(console, app, measured, options.out);
    const { resolved, store, chosen, text } = await openStudy(console, app, path, options);
    const found = await console.watch(resolved.study.seed, (run) => estimateStudy(app, resolved, chosen, workOptions(console, store), run));
    if (options.report !== undefined) await writeReport(resolve(console.cwd, options.report), app, resolved, [found], text);
    return tell(console, found, options);
  });
}

/** Prints an estimate, and writes it where that was asked for. */
async function tell(console: Console, found: Estimate, options: Options): Promise<number> {
  if (options.out !== undefined) await writeResult(resolve(console.cwd, options.out), `${formatJson(found)}\n`);
  console.document(found);
  printEstimate(console, found);
  if (console.flags.verbose) printFitPlots(console, found);
  for (const [what, file] of [["report", options.report], ["estimate", options.out]]) if (file !== undefined) console.note(`${what}: ${relative(console.cwd, resolve(console.cwd, file)) || file}`);
  return found.diagnostics.converged ? exitCodes.done : exitCodes.fellShort;
}
