/** Tries the estimators on random splits and on cells never seen, and puts the tables into the README. */
import { fileURLToPath } from "node:url";
import { quietRun, type Run } from "@inversa/core";
import { createApp, evaluatePairs, readPairs, readPairsFile, type PairsSplit } from "@inversa/runtime";
import { mean, median } from "@inversa/numerics";
import soilLab from "../../apps/cli/variants/soil-lab.ts";
import { computedOn, markdownTable, replaceResults } from "../results-table.ts";
import { sharedData } from "../shared-data.ts";

const folder = sharedData("nasa", "battery");
if (folder === undefined) process.exit(1);
const app = createApp(soilLab);
const { file } = (await readPairsFile(fileURLToPath(new URL("study.yaml", import.meta.url))))!;
const pairs = await readPairs(app, file, folder);
let stage = -1;
const run: Run = { ...quietRun(pairs.seed), progress: ({ done, total }) => done !== stage && process.stderr.write(`${(stage = done)} of ${total}\n`) };
const { splits } = await evaluatePairs(app, pairs, run);
await app.dispose();

const names = pairs.estimators.map(({ id }) => id);
const percent = (share: number): string => (100 * share).toFixed(2);
const of = ({ estimators }: PairsSplit, id: string) => estimators.find((e) => e.estimator === id)!.targets[0]!;
const random = splits.filter(({ kind }) => kind === "random");
const groups = splits.filter(({ kind }) => kind === "group");

await replaceResults(new URL("README.md", import.meta.url), "results", `
Random splits, ${random[0]!.trained} charges for training and ${random[0]!.tested} for the test, ${random.length} times (relative errors in %):

${markdownTable(["", "RMS, mean of the splits", "largest: median", "from", "to", "splits below 2.97", "95 % intervals hold, %", "training"], names.map((id) => {
  const scores = random.map((split) => of(split, id));
  const largest = scores.map((s) => s.maxRelative).sort((a, b) => a - b);
  const seconds = mean(random.map(({ estimators }) => estimators.find((e) => e.estimator === id)!.trainingSeconds));
  return [id, percent(mean(scores.map((s) => s.rmsRelative))), percent(median(largest)), percent(largest[0]!), percent(largest.at(-1)!), `${largest.filter((v) => v < 0.0297).length} of ${largest.length}`, (100 * mean(scores.map((s) => s.coverage95))).toFixed(1), `${seconds.toFixed(1)} s`];
}))}

A cell never seen, trained on the two others (RMS / largest relative error in %, and how often the 95 % interval held the measured capacity):

${markdownTable(["", ...groups.map(({ name }) => `${name} unseen`)], names.map((id) => [id, ...groups.map((split) => {
  const score = of(split, id);
  return `${percent(score.rmsRelative)} / ${percent(score.maxRelative)} (${(100 * score.coverage95).toFixed(0)} %)`;
})]))}

The largest error of the random splits is that of ${[...new Set(random.map((split) => of(split, names[0]!).worst))].join(", ")} (${names[0]}). ${computedOn()}`);
