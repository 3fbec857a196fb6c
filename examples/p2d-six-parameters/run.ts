/**
 * Simulates the windows, trains both networks at both levels of noise, tries all methods on fresh windows and puts the tables into the README.
 * Arguments: windows to train on (72000), windows to test with (1728), how many of these least squares gets (400). What was simulated, trained and compared is kept in `.inversa` here.
 */
import { fileURLToPath } from "node:url";
import { createApp, openStore, readStudyFile, simulateTrainingSet } from "@inversa/runtime";
import batteryLab from "../../apps/cli/variants/battery-lab.ts";
import { watchedRun } from "../compare-estimators.ts";
import { computedOn, markdownTable, replaceResults } from "../results-table.ts";
import { compareMethods, levels, studyAt, type Comparison, type Level } from "./compare-methods.ts";

const [samples = 72_000, cases = 1728, polished = 400] = process.argv.slice(2).map(Number);
const app = createApp(batteryLab);
const { file, folder } = await readStudyFile(fileURLToPath(new URL("study.yaml", import.meta.url)));
const store = openStore(fileURLToPath(new URL(".inversa", import.meta.url)));
const run = watchedRun(file.seed);

const began = process.cpuUsage();
const { seconds, failures, reused } = await simulateTrainingSet(app, await studyAt(app, file, folder, "none", samples), { store }, run);
const { user, system } = process.cpuUsage(began);

const comparisons: Comparison[] = [];
for (const level of Object.keys(levels) as Level[]) comparisons.push(await compareMethods(app, await studyAt(app, file, folder, level, samples), level, { samples, cases, polished }, store, run));
await app.dispose();

const twoDigits = (value: number): string => String(Number(value.toPrecision(2)));
const percent = (share: number): string => (share < 1e-5 ? "< 0.001" : twoDigits(100 * share));
const short: Readonly<Record<string, string>> = {
  negativeElectrodeDiffusivity: "D_n", positiveElectrodeDiffusivity: "D_p", negativeElectrodeReactionRateConstant: "k_n", positiveElectrodeReactionRateConstant: "k_p",
  electrolyteConductivityFactor: "κ", electrolyteDiffusivityFactor: "D_e",
};
/** Mean absolute value of a normal error of standard deviation 1. */
const meanOfNormal = Math.sqrt(2 / Math.PI);

const table = ({ level, methods, floor }: Comparison): string => `
Measurement error: ${level === "none" ? "none" : "1 mV and 0.1 K"}. Relative error, mean / median / largest, %:

${markdownTable(["", ...floor.map(({ name }) => short[name] ?? name), "windows"], [
  ...methods.map(({ estimator, parameters, cases: tried }) => [estimator, ...parameters.map((p) => `${percent(p.meanRelativeError)} / ${percent(p.medianRelativeError)} / ${percent(p.maxRelativeError)}`), String(tried)]),
  ...(level === "none" ? [] : [
    ["mean error that the data can give (Cramér-Rao, in quadrature over the windows)", ...floor.map(({ floor: sd }) => (sd === null ? "-" : percent(meanOfNormal * sd))), ""],
    ["identifiable to 2.2 %", ...floor.map(({ floor: sd }) => (sd !== null && meanOfNormal * sd <= 0.022 ? "yes" : "**no**")), ""],
  ]),
])}`;

const simulated = reused ? "" : ` Simulated in ${seconds.toFixed(0)} s, ${((user + system) / 1e6).toFixed(0)} s of processor time (${((user + system) / 1e3 / samples).toPrecision(2)} ms each); ${failures.count} draws had no end and were replaced.`;
const text = `
${samples.toLocaleString("en")} windows to train on.${simulated}
${comparisons.map(table).join("\n")}

Cost:

${markdownTable(["", "noise", "training", "each estimate"], comparisons.flatMap(({ level, methods }) => methods.map(({ estimator, trainingSeconds, secondsPerCase }) => [estimator, level, trainingSeconds > 0 ? `${trainingSeconds.toFixed(0)} s` : "-", `${twoDigits(1000 * secondsPerCase)} ms`])))}

${computedOn()}
`;
await replaceResults(new URL("README.md", import.meta.url), "results", text);
process.stdout.write(text);
