import { fileURLToPath } from "node:url";
import { type AppDefinition, quietRun, type Run } from "@inversa/core";
import { createApp, type EvaluatedEstimator, type Evaluation, evaluateStudy, readStudyFile, resolveStudy } from "@inversa/runtime";
import soilLab from "../apps/cli/variants/soil-lab.ts";
import { computedOn, markdownTable, replaceResults } from "./results-table.ts";

/** A run that names each stage on standard error as it begins. */
export function watchedRun(seed: number): Run {
  let stage = "";
  return { ...quietRun(seed), progress: (now) => now.stage !== stage && process.stderr.write(`${(stage = now.stage)}\n`) };
}

const row = (each: EvaluatedEstimator, cell: (score: EvaluatedEstimator["parameters"][number]) => string): readonly string[] => [each.estimator, ...each.parameters.map(cell)];
const share = (value: number | null): string => (value === null ? "-" : (100 * value).toFixed(1));

/** Errors over the Cramér-Rao floor, with what each estimate costs. */
export const overFloorTable = ({ floor, estimators }: Evaluation): string =>
  markdownTable(["", ...floor.map(({ name }) => name), "training", "each estimate"], [
    ["cases that determine it, %", ...floor.map(({ determined }) => share(determined)), "", ""],
    ...estimators.map((each) => [...row(each, ({ rmseOverFloor }) => rmseOverFloor?.toFixed(2) ?? "-"), `${each.trainingSeconds.toFixed(1)} s`, `${Number((1000 * each.secondsPerCase).toPrecision(2))} ms`]),
  ]);

/** How often the truth lies in the 95 % intervals. */
export const coverageTable = ({ floor, estimators }: Evaluation): string =>
  markdownTable(["", ...floor.map(({ name }) => name)], estimators.map((each) => row(each, ({ coverage95 }) => share(coverage95))));

/** Tries every estimator of an example's `study.yaml` on fresh noisy cases and puts the tables into its README. @param folder The example's, with a slash at its end. @param definition What its study is about. */
export async function compareEstimators(folder: URL, cases: number, definition: AppDefinition = soilLab): Promise<void> {
  const app = createApp(definition);
  const { file, folder: place } = await readStudyFile(fileURLToPath(new URL("study.yaml", folder)));
  const evaluation = await evaluateStudy(app, await resolveStudy(app, file, place), { cases }, watchedRun(file.seed));
  await app.dispose();
  await replaceResults(new URL("README.md", folder), "results", `
Root mean square error over the Cramér-Rao floor, over the cases in which the tests determine the parameter:

${overFloorTable(evaluation)}

Share of the ${cases} cases whose truth lies in the 95 % interval, %:

${coverageTable(evaluation)}

${computedOn()}`);
}
