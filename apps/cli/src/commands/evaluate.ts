import { resolve } from "node:path";
import { evaluateStudy, type EvaluatedEstimator, type Evaluation, type ResolvedStudy } from "@inversa/runtime";
import { formatJson } from "../json.ts";
import type { Console } from "../console.ts";
import { exitCodes } from "../failure.ts";
import { withApp } from "../open-app.ts";
import { openPairs } from "../pairs/open-pairs.ts";
import { evaluateOnPairs } from "../pairs/pairs-commands.ts";
import { openStudy, workOptions, type StudyOptions } from "../study/open-study.ts";
import { unitLabel } from "@inversa/core";
import { formatCount, formatDuration, formatNumber, formatPercent } from "../terminal/numbers.ts";
import { renderTable } from "../terminal/table.ts";
import { wrap } from "../terminal/wrap.ts";
import { writeResult } from "../write-file.ts";

interface Options extends StudyOptions { readonly cases: number; readonly out?: string }

/** Tries the study's estimators on fresh simulated cases with known truth. */
export async function evaluate(console: Console, path: string | undefined, options: Options): Promise<number> {
  return withApp(console, async ({ app }) => {
    const measured = await openPairs(console, app, path, options);
    if (measured) return evaluateOnPairs(console, app, measured, options.out);
    const { resolved, store, chosen } = await openStudy(console, app, path, options);
    const wanted: ResolvedStudy = chosen === undefined ? resolved : { ...resolved, estimators: resolved.estimators.filter(({ id }) => id === chosen) };
    const evaluation = await console.watch(resolved.study.seed, (run) => evaluateStudy(app, wanted, { ...workOptions(console, store), cases: options.cases }, run));
    if (options.out !== undefined) await writeResult(resolve(console.cwd, options.out), `${formatJson(evaluation)}\n`);
    console.document(evaluation);
    console.print(`\n${formatCount(evaluation.cases)} simulated cases with known parameters${evaluation.noise ? ", measured with the study's noise" : ""}`);
    for (const estimator of evaluation.estimators) printScores(console, resolved, evaluation, estimator);
    const legend = "Over floor: the RMSE over the smallest that an unbiased method can reach (Cramér-Rao); 1 is perfect. 95 % holds: how often the interval held the truth; it should be about 95 %. Determined: in how many cases the tests determine the parameter at all; the floor counts those.";
    console.note(console.notePaint.dim(`\n${wrap(legend, console.noteWidth).join("\n")}`));
    return exitCodes.done;
  });
}

function printScores(console: Console, { space }: ResolvedStudy, { floor }: Evaluation, estimator: EvaluatedEstimator): void {
  const { paint } = console;
  const times = [estimator.trainingSeconds > 0 && `trained in ${formatDuration(estimator.trainingSeconds)}`, `${formatNumber(estimator.secondsPerCase * 1000, 3)} ms a case`].filter(Boolean).join(", ");
  console.print(`\n${paint.bold(estimator.estimator)}  ${paint.dim(times)}`);
  console.print(renderTable(
    [{ head: "parameter" }, { head: "RMSE", align: "right" }, { head: "unit" }, { head: "median", align: "right" }, { head: "largest", align: "right" }, { head: "over floor", align: "right" }, { head: "95 % holds", align: "right" }, { head: "determined", align: "right" }],
    estimator.parameters.map((p, j) => [
      p.name, formatNumber(p.rmse, 3), unitLabel(space.quantities[j]!.unit), formatPercent(p.medianRelativeError), formatPercent(p.maxRelativeError),
      p.rmseOverFloor === null ? "-" : p.rmseOverFloor.toFixed(2), p.coverage95 === null ? "-" : `in ${formatPercent(p.coverage95)}`,
      `in ${formatPercent(floor.find((f) => f.name === p.name)?.determined ?? Number.NaN)}`,
    ]),
    paint, console.width,
  ));
  if (estimator.failed > 0) console.print(`${paint.red("✗")} found nothing in ${estimator.failed} cases`);
  if (estimator.notConverged > 0) console.print(`${paint.yellow("!")} did not converge in ${estimator.notConverged} cases`);
}
