/** Tries every estimator of the study on 1,600 fresh noisy cases, trains both networks on every engine present, and puts the tables into the README. */
import { fileURLToPath } from "node:url";
import { InputError } from "@inversa/core";
import { createApp, evaluateStudy, type EvaluatedEstimator, readStudyFile, resolveStudy, simulateTrainingSet, trainStudy } from "@inversa/runtime";
import soilLab from "../../apps/cli/variants/soil-lab.ts";
import { coverageTable, watchedRun } from "../compare-estimators.ts";
import { computedOn, markdownTable, replaceResults } from "../results-table.ts";

const app = createApp(soilLab);
const { file, folder } = await readStudyFile(fileURLToPath(new URL("study.yaml", import.meta.url)));
const resolved = await resolveStudy(app, file, folder);
const { names } = resolved.space;
const run = watchedRun(resolved.study.seed);

/** Trainings on one engine each; the others follow the same settings and differ by rounding alone. */
async function trainingTimes(): Promise<readonly (readonly string[])[]> {
  const simulated = await simulateTrainingSet(app, resolved, {}, run);
  const times: string[][] = [];
  for (const engine of ["native", "wasm", "float64"]) {
    const cells: string[] = [];
    let label = engine;
    for (const id of ["bp", "cnn"]) {
      const choice = resolved.estimators.find((each) => each.id === id)!;
      try {
        const { training } = await trainStudy(app, resolved, { id, settings: { ...(choice.settings as object), engine } }, { simulated }, run);
        label = training.summary.split(", ").at(-1)!;
        cells.push(`${training.seconds.toFixed(1)} s, ${training.history.length} epochs`);
      } catch (error) {
        if (!(error instanceof InputError && error.code === "option-invalid")) throw error;
        cells.push("not present here");
      }
    }
    times.push([label, ...cells]);
  }
  return times;
}

const evaluation = await evaluateStudy(app, resolved, { cases: 1600 }, run);
const { floor, estimators, cases } = evaluation;
const times = await trainingTimes();
await app.dispose();

const table = (first: string, rows: readonly (readonly string[])[]): string => markdownTable([first, ...names], rows);
const row = (of: EvaluatedEstimator, cell: (score: EvaluatedEstimator["parameters"][number]) => string): readonly string[] => [of.estimator, ...of.parameters.map(cell)];
const digits = (value: number | null | undefined): string => (value === null || value === undefined ? "-" : value.toPrecision(3));
/** The floor is known in working coordinates; for a logarithmic parameter that is a relative error. */
const ofFloor = (value: number | null, j: number): string => (value === null ? "-" : resolved.space.logarithmic[j] ? `${(100 * value).toPrecision(2)} %` : value.toPrecision(2));

const text = `
Root mean square error over the Cramér-Rao floor, over the cases in which the tests determine the parameter (1 is the best an unbiased estimator can do):

${table("", [
  ["floor", ...floor.map(({ floor: value }, j) => ofFloor(value, j))],
  ["cases that determine it", ...floor.map(({ determined }) => `${Math.round(100 * determined)} %`)],
  ...estimators.map((each) => row(each, ({ rmseOverFloor }) => rmseOverFloor?.toFixed(2) ?? "-")),
])}

Root mean square error over all ${cases} cases, in the parameters' units:

${table("", estimators.map((each) => row(each, ({ rmse }) => digits(rmse))))}

Share of the ${cases} cases whose truth lies in the 95 % interval, %:

${coverageTable(evaluation)}

Cost:

${markdownTable(["", "training", "each estimate", "not converged"], estimators.map((each) => [each.estimator, `${each.trainingSeconds.toFixed(1)} s`, `${(1000 * each.secondsPerCase).toPrecision(2)} ms`, String(each.notConverged)]))}

Training on each engine, 8,100 samples:

${markdownTable(["engine", "BP", "CNN"], times)}

${computedOn()}
`;
await replaceResults(new URL("README.md", import.meta.url), "results", text);
process.stdout.write(text);
