/** Tries every estimator on a simulated programme for every model and puts the table into the README. A word on the command line picks the models whose id holds it, and writes nothing. */
import { createApp } from "@inversa/runtime";
import soilLab from "../../apps/cli/variants/soil-lab.ts";
import { watchedRun } from "../compare-estimators.ts";
import { computedOn, markdownTable, replaceResults } from "../results-table.ts";
import { type Effort, evaluateModel, type ModelResult, type ModelScore } from "./evaluate-model.ts";
import { modelStudies } from "./studies.ts";

const effort: Effort = { samples: 3000, epochs: { bp: 100, cnn: 25 }, cases: 100, searchCases: 16, searchEvaluations: 5000, engine: "wasm" };
const word = process.argv[2] ?? "";
const app = createApp(soilLab);
const results: ModelResult[] = [];
for (const { model } of modelStudies.filter((study) => study.model.includes(word))) {
  process.stderr.write(`\n${model}\n`);
  results.push(await evaluateModel(app, model, effort, watchedRun(1)));
}
await app.dispose();

const names = [...new Set(results.flatMap(({ scores }) => scores.map(({ estimator }) => estimator)))];
const seconds = (value: number): string => (value < 1 ? `${Number((1000 * value).toPrecision(2))} ms` : `${value < 10 ? value.toFixed(1) : value.toFixed(0)} s`);
const table = (cell: (score: ModelScore) => string): string =>
  markdownTable(["model", "parameters", "determined, %", ...names], results.map(({ model, parameters, determined, scores }) => [model, String(parameters), (100 * determined).toFixed(0), ...names.map((name) => {
    const found = scores.find(({ estimator }) => estimator === name);
    return found ? cell(found) : "-";
  })]));
const text = `
Root mean square error over the standard deviation of the prior, all parameters together (1: nothing learnt):

${table(({ overPrior }) => overPrior.toPrecision(2))}

Root mean square error over the Cramér-Rao floor, where the tests determine a parameter (1: the best an unbiased estimator can do):

${table(({ overFloor }) => overFloor.toPrecision(2))}

Time of an estimate, after training where there is any:

${table(({ secondsPerCase, trainingSeconds, failed }) => `${seconds(secondsPerCase)}${trainingSeconds > 0 ? ` (${seconds(trainingSeconds)})` : ""}${failed > 0 ? `, ${failed} failed` : ""}`)}

${effort.cases} cases for networks and least squares, ${effort.searchCases} for the searches, of at most ${effort.searchEvaluations.toLocaleString("en")} simulations each; ${effort.samples.toLocaleString("en")} simulations and ${effort.epochs.bp} and ${effort.epochs.cnn} epochs for BP and CNN, on ${effort.engine}. ${computedOn()}
`;
if (!word) await replaceResults(new URL("README.md", import.meta.url), "results", text);
process.stdout.write(text);
