import { dirname, join, relative, resolve } from "node:path";
import { InputError, type Estimate } from "@inversa/core";
import { runStudy, type StudyResult } from "@inversa/runtime";
import { formatJson } from "../json.ts";
import type { Console } from "../console.ts";
import { comparisonTable, printEstimate } from "../estimate/estimate-text.ts";
import { exitCodes } from "../failure.ts";
import { withApp } from "../open-app.ts";
import { writeReport } from "../report.ts";
import { openPairs } from "../pairs/open-pairs.ts";
import { evaluateOnPairs } from "../pairs/pairs-commands.ts";
import { openStudy, stemOf, workOptions } from "../study/open-study.ts";
import { formatCount } from "../terminal/numbers.ts";
import { writeResult } from "../write-file.ts";

interface Options { readonly out?: string; readonly report?: string }

/** The whole pipeline of a study file: simulate, train, estimate, verify, report. */
export async function runCommand(console: Console, path: string, options: Options): Promise<number> {
  return withApp(console, async ({ app }) => {
    const measured = await openPairs(console, app, path, {});
    if (measured) return evaluateOnPairs(console, app, measured, pairsResult(console, path, options));
    const { resolved, store, folder, stem, text } = await openStudy(console, app, path, {});
    const out = options.out === undefined ? join(folder, `${stem}-results`) : resolve(console.cwd, options.out);
    const report = options.report === undefined ? join(out, "report.html") : resolve(console.cwd, options.report);
    const result = await console.watch(resolved.study.seed, (run) => runStudy(app, resolved, workOptions(console, store), run));
    const files = await writeEstimates(out, result.estimates);
    await writeReport(report, app, resolved, result.estimates, text);
    console.document({ schema: 1, study: resolved.hash, files: { ...files, report }, simulated: simulatedDocument(result), estimates: result.estimates });
    const [main] = result.estimates;
    if (main) printEstimate(console, main);
    if (result.estimates.length > 1) console.print(`\n${console.paint.bold("All estimators side by side")}\n${comparisonTable(console, result.estimates)}`);
    console.print(`\n${console.paint.green("✓")} report: ${console.paint.bold(relative(console.cwd, report) || report)}`);
    return result.estimates.every((e) => e.diagnostics.converged) ? exitCodes.done : exitCodes.fellShort;
  });
}

/** Where the evaluation of measured pairs is written. */
function pairsResult(console: Console, path: string, options: Options): string {
  if (options.report !== undefined) throw new InputError("argument-invalid", { where: "--report", what: `${path} holds measured pairs, which have no report yet`, expected: "--out FOLDER for the evaluation as JSON" });
  const full = resolve(console.cwd, path);
  return join(options.out === undefined ? join(dirname(full), `${stemOf(full)}-results`) : resolve(console.cwd, options.out), "evaluation.json");
}

/** Writes `estimate.json`, the main one, and `estimate-NAME.json` for each of the others. */
export async function writeEstimates(folder: string, estimates: readonly Estimate[]): Promise<{ readonly estimates: readonly string[] }> {
  const names = estimates.map((e) => e.estimator.replaceAll(/[^A-Za-z0-9+-]/g, "-"));
  // A study may name one estimator twice, with other settings.
  const numbered = names.map((name, i) => (names.indexOf(name) === i ? name : `${name}-${i + 1}`));
  const files = numbered.map((name, i) => join(folder, i === 0 ? "estimate.json" : `estimate-${name}.json`));
  for (const [i, file] of files.entries()) await writeResult(file, `${formatJson(estimates[i])}\n`);
  return { estimates: files };
}

function simulatedDocument({ simulated }: StudyResult): object | null {
  return simulated ? { samples: simulated.theta.rows, failures: simulated.failures, seconds: simulated.seconds, reused: simulated.reused } : null;
}

export const simulatedText = ({ simulated }: StudyResult): string =>
  simulated ? `${formatCount(simulated.theta.rows)} simulations${simulated.reused ? " (made before)" : ""}${simulated.failures.count > 0 ? `, ${formatCount(simulated.failures.count)} drawn again` : ""}` : "no simulations";
