/** Tries every estimator of the study on 400 fresh noisy cases and puts the table into the README. */
import { fileURLToPath } from "node:url";
import { quietRun, type Run } from "@inversa/core";
import { createApp, evaluateStudy, readStudyFile, resolveStudy } from "@inversa/runtime";
import soilLab from "../../apps/cli/variants/soil-lab.ts";
import { computedOn, markdownTable, replaceResults } from "../results-table.ts";

const app = createApp(soilLab);
const { file, folder } = await readStudyFile(fileURLToPath(new URL("study.yaml", import.meta.url)));
const resolved = await resolveStudy(app, file, folder);
let stage = "";
const run: Run = { ...quietRun(resolved.study.seed), progress: (now) => now.stage !== stage && process.stderr.write(`${(stage = now.stage)}\n`) };
const { floor, estimators, cases } = await evaluateStudy(app, resolved, { cases: 400 }, run);

const share = (value: number | null): string => (value === null ? "-" : (100 * value).toFixed(1));
const ratio = (value: number | null): string => (value === null ? "-" : value.toFixed(2));
const head = ["", ...floor.map(({ name }) => name), "training", "each estimate"];
const cost = (e: (typeof estimators)[number]): string[] => [`${e.trainingSeconds.toFixed(1)} s`, `${(1000 * e.secondsPerCase).toPrecision(2)} ms`];
await replaceResults(new URL("README.md", import.meta.url), "results", `
Root mean square error over the Cramér-Rao floor, over the cases in which the tests determine the parameter:

${markdownTable(head, [["cases that determine it, %", ...floor.map(({ determined }) => share(determined)), "", ""], ...estimators.map((e) => [e.estimator, ...e.parameters.map((p) => ratio(p.rmseOverFloor)), ...cost(e)])])}

Share of the ${cases} cases whose truth lies in the 95 % interval, %:

${markdownTable(head.slice(0, -2), estimators.map((e) => [e.estimator, ...e.parameters.map((p) => share(p.coverage95))]))}

${computedOn()}`);
await app.dispose();
