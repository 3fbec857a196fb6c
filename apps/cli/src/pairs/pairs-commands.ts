import { relative, resolve } from "node:path";
import { unitLabel } from "@inversa/core";
import { answerPairs, evaluatePairs, pairsDocument, trainPairs, type App, type MeasuredPairs, type PairAnswer, type PairsAnswer, type PairsEvaluation, type PairsSplit, type TrainedOnPairs } from "@inversa/runtime";
import type { Console } from "../console.ts";
import { exitCodes } from "../failure.ts";
import { formatJson } from "../json.ts";
import { formatCount, formatDuration, formatNumber, formatPercent, formatWithInterval } from "../terminal/numbers.ts";
import { renderTable } from "../terminal/table.ts";
import { wrap } from "../terminal/wrap.ts";
import { writeResult } from "../write-file.ts";
import { writeTrained } from "../estimate/write-trained.ts";
import type { OpenPairs } from "./open-pairs.ts";

/** What a file of pairs holds, before anything is trained. */
export function checkPairs(console: Console, { pairs }: OpenPairs): number {
  const { paint } = console;
  const groups = [...new Set(pairs.groups)];
  console.document(pairsDocument(pairs));
  console.print(`${paint.green("✓")} ${paint.bold(pairs.name)} holds measured pairs: no forward model is needed`);
  for (const [head, text] of [["rows", `${formatCount(pairs.ids.length)}${groups.length > 1 ? ` of ${groups.join(", ")}` : ""}`], ["reads", `${pairs.curves.join(", ")} (${pairs.set.inputs.columns} numbers)`], ["tells", pairs.targets.map(({ name, about }) => `${name} (${about})`).join(", ")], ["by", pairs.estimators.map(({ id }) => id).join(", ")]] as const) {
    console.print(`  ${paint.dim(head.padEnd(10))} ${text}`);
  }
  return exitCodes.done;
}

/** Trains every estimator of the file and keeps it. */
export async function trainOnPairs(console: Console, app: App, { pairs, store }: OpenPairs, out: string | undefined): Promise<number> {
  const trained: TrainedOnPairs[] = [];
  for (const choice of pairs.estimators) trained.push(await console.watch(pairs.seed, (run) => trainPairs(app, pairs, choice, { store, byGroup: true }, run)));
  const files = await writeTrained(console, trained, out);
  console.document({ study: pairs.hash, store: store.folder, ...(files ? { files } : {}), trained: trained.map(({ id, training, reused }) => ({ estimator: id, reused, ...training })) });
  for (const one of trained) {
    console.print(`\n${console.paint.green("✓")} ${console.paint.bold(one.id)}  ${one.training.summary}${one.reused ? console.paint.dim("  (trained before)") : ""}`);
    console.print(`  ${formatCount(one.training.rows)} rows, ${formatDuration(one.training.seconds)}; ${one.calibration.about}`);
  }
  return exitCodes.done;
}

/** Answers the rows of `--data`, or the file's own by an estimator that was trained on them. */
export async function estimateByPairs(console: Console, app: App, { pairs, asked, store }: OpenPairs, out: string | undefined): Promise<number> {
  const trained = await console.watch(pairs.seed, (run) => trainPairs(app, pairs, pairs.estimators[0]!, { store, byGroup: true }, run));
  const answer = answerPairs(pairs, trained, asked ?? pairs);
  return tellAnswers(console, pairs, asked ? answer : { ...answer, warnings: ["These rows were trained on, so their errors say nothing of new ones: inversa evaluate does. Name new rows with --data", ...answer.warnings] }, out);
}

/** Prints what was answered, and writes it where that was asked for. */
export async function tellAnswers(console: Console, pairs: Pick<MeasuredPairs, "targets">, answer: PairsAnswer, out: string | undefined): Promise<number> {
  const { warnings } = answer;
  if (out !== undefined) await writeResult(resolve(console.cwd, out), `${formatJson(answer)}\n`);
  console.document(answer);
  console.print(renderTable(
    [{ head: "row" }, ...pairs.targets.flatMap(({ name, unit }) => [{ head: `${name}${unitLabel(unit) ? ` ${unitLabel(unit)}` : ""}`, align: "right" as const }, { head: "95 % interval", align: "right" as const }, { head: "measured", align: "right" as const }])],
    shortened(answer.rows).map((row) => (row ? [row.id, ...pairs.targets.flatMap(({ name }) => {
      const { value, interval95, measured } = row.targets[name]!;
      const shown = formatWithInterval(value, interval95);
      return [shown.value, shown.interval, measured === undefined ? "-" : formatNumber(measured)];
    })] : ["..."])),
    console.paint, console.width,
  ));
  console.note(console.notePaint.dim(wrap(answer.uncertainty, console.noteWidth).join("\n")));
  for (const warning of warnings) console.note(`${console.notePaint.yellow("!")} ${wrap(warning, console.noteWidth - 2).join("\n  ")}`);
  if (out !== undefined) console.note(`answers: ${relative(console.cwd, resolve(console.cwd, out))}`);
  return exitCodes.done;
}

/** A screenful: the first rows and the last. */
const shortened = (rows: readonly PairAnswer[]): readonly (PairAnswer | undefined)[] => (rows.length <= 24 ? rows : [...rows.slice(0, 12), undefined, ...rows.slice(-6)]);

/** Tests the estimators on rows that they were not trained on. */
export async function evaluateOnPairs(console: Console, app: App, { pairs }: OpenPairs, out: string | undefined): Promise<number> {
  const evaluation = await console.watch(pairs.seed, (run) => evaluatePairs(app, pairs, run));
  if (out !== undefined) await writeResult(resolve(console.cwd, out), `${formatJson(evaluation)}\n`);
  console.document(evaluation);
  for (const { name } of pairs.targets) printScores(console, evaluation, name);
  const legend = "Errors are shares of the measured value. A random split tests on rows whose neighbours were trained on; a group left out is one that the estimator has never seen. 95 % holds: how often the interval held the measured value.";
  console.note(console.notePaint.dim(`\n${wrap(legend, console.noteWidth).join("\n")}`));
  if (out !== undefined) console.note(`evaluation: ${relative(console.cwd, resolve(console.cwd, out))}`);
  return exitCodes.done;
}

function printScores(console: Console, { splits }: PairsEvaluation, target: string): void {
  console.print(`\n${console.paint.bold(target)}`);
  const label = ({ kind, name }: PairsSplit): string => (kind === "random" ? `random split ${name}` : `${name} left out`);
  console.print(renderTable(
    [{ head: "tested on" }, { head: "rows", align: "right" }, { head: "estimator" }, { head: "RMS", align: "right" }, { head: "median", align: "right" }, { head: "largest", align: "right" }, { head: "at" }, { head: "95 % holds", align: "right" }],
    splits.flatMap((split) => split.estimators.map(({ estimator, targets }) => {
      const score = targets.find(({ name }) => name === target)!;
      return [label(split), String(split.tested), estimator, formatPercent(score.rmsRelative), formatPercent(score.medianRelative), formatPercent(score.maxRelative), score.worst, `in ${formatPercent(score.coverage95)}`];
    })),
    console.paint, console.width,
  ));
}
