/** Fits every density series and puts the tables into the README. Needs the data, which are not part of this repository. */
import { createApp } from "@inversa/runtime";
import soilLab from "../../apps/cli/variants/soil-lab.ts";
import { computedOn, markdownTable, replaceResults } from "../results-table.ts";
import { compareSeries } from "./compare-series.ts";
import { dataFolder } from "./fit-series.ts";

if (dataFolder === undefined) process.exit(1);
const app = createApp(soilLab);
const results = await compareSeries(app, dataFolder);
await app.dispose();

const percent = (share: number | undefined): string => (share === undefined ? "-" : (100 * share).toFixed(1));
const shown = (value: number): string => String(Number(value.toPrecision(3)));
const names = results[0]!.estimate.parameters.map(({ name }) => name);
const text = `
Parameters from each series (c = 0); those in parentheses are reported as not identified:

${markdownTable(["series", ...names], results.map(({ name, estimate }) => [name, ...estimate.parameters.map(({ value, identified }) => (identified ? shown(value) : `(${shown(value)})`))]))}

Root mean square error of the deviator stress up to the peak, % of the peak. "Left out": the test at that pressure predicted from a fit to the others.

${markdownTable(
  ["series", "all tests fitted", "reference parameters", ...["50", "100", "200", "300", "400"].map((pressure) => `left out: ${pressure} kPa`)],
  results.map(({ name, error, referenceError, leftOut, observations }) => [
    name, percent(error), percent(referenceError),
    ...[50, 100, 200, 300, 400].map((pressure) => percent(leftOut[observations.findIndex(({ test }) => Math.abs(test.conditions["confiningPressure"]! - pressure) < 10)])),
  ]),
)}

${computedOn()}
`;
await replaceResults(new URL("README.md", import.meta.url), "results", text);
process.stdout.write(text);
