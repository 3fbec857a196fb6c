/** Fits one set of parameters to the sand at all densities and puts the tables into the README. Needs the data, which are not part of this repository. */
import { createApp } from "@inversa/runtime";
import soilLab from "../../apps/cli/variants/soil-lab.ts";
import type { CurveError } from "../curve-errors.ts";
import { valuesOf } from "../fit-tests.ts";
import { dataFolder } from "../karlsruhe-sand/fit-series.ts";
import { computedOn, markdownTable, replaceResults } from "../results-table.ts";
import { errorsOf, fitSand, indexTests, leftOut, observationsOf, over, publishedSet, volumeAtPeak, weighing } from "./compare-sets.ts";
import { readSeries } from "./sand-tests.ts";
import { predictUndrained } from "./undrained.ts";

if (dataFolder === undefined) process.exit(1);
const app = createApp(soilLab);
const model = app.models.get("soil/hypoplastic-sand");
const series = await readSeries(app, dataFolder);
const observations = observationsOf(series);
const published = (await publishedSet())!;

const estimate = await fitSand(app, observations);
const ours = valuesOf(estimate);
const others = [
  { name: "the same, priors from index tests", values: valuesOf(await fitSand(app, observations, { estimate: indexTests })) },
  ...(await Promise.all([1, 0.05, 0].map(async (weight) => ({ name: `the same, volumetric strain counting ${weight}`, values: valuesOf(await fitSand(app, observations, { responses: weighing(weight) })) })))),
];
const predicted = await leftOut(app, model, series);
const [undrained, undrainedByBook] = [await predictUndrained(app, dataFolder, ours), await predictUndrained(app, dataFolder, published)];
await app.dispose();

const shown = (value: number): string => String(Number(value.toPrecision(3)));
const percent = (share: number): string => (100 * share).toFixed(1);
const sums = (name: string, errors: readonly CurveError[]): readonly string[] => [name, ...(["deviatorStress", "volumetricStrain", "axialStrain"] as const).map((response) => percent(over(errors, response)))];
const [fitted, book] = [errorsOf(model, ours, observations), errorsOf(model, published, observations)];
const of = (errors: readonly CurveError[], id: string, response: string): string => percent(errors.find((error) => error.observation === id && error.response === response)!.relative);

const text = `
Root mean square of the errors over all tests, each error a root mean square over its curve, % of the curve's largest value:

${markdownTable(["", "deviator stress, 17 tests", "volumetric strain, 17 tests", "oedometer strain, 8 tests"], [
  sums("published set", book),
  sums("**the study**, all tests fitted", fitted),
  ...others.map(({ name, values }) => sums(name, errorsOf(model, values, observations))),
  sums("each density series predicted from the others", predicted),
])}

Parameters, with 95 % intervals of the study's:

${markdownTable(["", "published", "the study", ...others.map(({ name }) => name.replace(/^the same, /, ""))], estimate.parameters.map(({ name, value, interval95 }) => [
  name, shown(published[name]!), `${shown(value)} (${interval95!.map(shown).join(" to ")})`, ...others.map(({ values }) => shown(values[name]!)),
]))}

Drained tests up to the peak; volumetric strain at the peak in %, contraction positive:

${markdownTable(
  ["test", "pressure, kPa", "e0", "q: published", "q: fitted", "q: left out", "εv: published", "εv: fitted", "εv: left out", "at the peak: measured", "published", "fitted"],
  series.flatMap(({ drained }) => drained).map((observation) => {
    const { id, test: { conditions }, responses } = observation;
    return [
      id, conditions["confiningPressure"]!.toFixed(0), conditions["initialVoidRatio"]!.toFixed(3),
      ...["deviatorStress", "volumetricStrain"].flatMap((response) => [book, fitted, predicted].map((errors) => of(errors, id, response))),
      percent(responses["volumetricStrain"]!.at(-1)!), percent(volumeAtPeak(model, published, observation)), percent(volumeAtPeak(model, ours, observation)),
    ];
  }),
)}

Oedometer tests, first loading from 10 to 400 kPa:

${markdownTable(["test", "e at 10 kPa", "published", "fitted", "left out"], series.flatMap(({ confined }) => confined).map(({ id, test }) => [id, test.conditions["initialVoidRatio"]!.toFixed(3), ...[book, fitted, predicted].map((errors) => of(errors, id, "axialStrain"))]))}

Undrained tests predicted from the parameters of the study, the void ratio of each specimen being estimated; errors in % of the largest value:

${markdownTable(["test", "pressure, kPa", "to axial strain, %", "e0, the study", "q", "p'", "e0, published set", "q", "p'"], undrained.map(({ id, pressure, end, voidRatio, interval, stress, meanStress }, i) => {
  const book = undrainedByBook[i]!;
  return [id, pressure.toFixed(0), percent(end), `${voidRatio.toFixed(3)} (${interval.map((e) => e.toFixed(3)).join(" to ")})`, percent(stress), percent(meanStress), book.voidRatio.toFixed(3), percent(book.stress), percent(book.meanStress)];
}))}

${computedOn()}
`;
await replaceResults(new URL("README.md", import.meta.url), "results", text);
process.stdout.write(text);
