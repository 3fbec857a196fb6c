/** Fits the sand under three priors, times three searches against the published sets and puts the tables into the README. Needs the data, which are not part of this repository. */
import { createApp } from "@inversa/runtime";
import soilLab from "../../apps/cli/variants/soil-lab.ts";
import { curveErrors } from "../curve-errors.ts";
import { fitStudy, valuesOf } from "../fit-tests.ts";
import { publishedSets } from "../published-hypoplasticity.ts";
import { computedOn, markdownTable, replaceResults } from "../results-table.ts";
import { sharedData } from "../shared-data.ts";
import { priorsWithin, scoreOf, spreadOf, studyWith, timedSearch, widePriors, type Passed } from "./compare-fits.ts";

if (sharedData("hochstetten-sand") === undefined) process.exit(1);
const app = createApp(soilLab);
const published = await publishedSets("hochstetten-hypoplasticity");
const study = await studyWith(app);
const targets = [published.find(({ name }) => name.startsWith("GA-cal"))!, ...published].map(({ values }) => scoreOf(study, values));
const bars = [targets[0]!, Math.min(...targets)];
// First of all, so that the times are those of a program that has just started.
const searches = [];
for (const choice of study.estimators) searches.push({ id: choice.id, ...(await timedSearch(app, study, choice, bars)) });
const [informed, wide, inside] = [await fitStudy(app, study), await fitStudy(app, await studyWith(app, widePriors)), await fitStudy(app, await studyWith(app, priorsWithin(published)))];
await app.dispose();

const shown = (value: number): string => String(Number(value.toPrecision(3)));
const sets = [
  ...published,
  { name: "**least squares**, the study", values: valuesOf(informed) },
  { name: "least squares, wide flat priors", values: valuesOf(wide) },
  { name: "least squares, kept within the published spread", values: valuesOf(inside) },
  ...searches.filter(({ id }) => id !== "least-squares").map(({ id, values }) => ({ name: `${id}, the study`, values })),
];
const curves = ["OE1", "OE2", "q 100", "q 200", "q 300", "εv 100", "εv 200", "εv 300"];
const errorsOf = (values: Readonly<Record<string, number>>): readonly string[] => {
  const errors = curveErrors(study.model, values, study.study.observations, ["axialStrain", "deviatorStress", "volumetricStrain"]);
  return ["axialStrain", "deviatorStress", "volumetricStrain"].flatMap((response) => errors.filter((error) => error.response === response).map(({ relative }) => (100 * relative).toFixed(1)));
};
const spread = spreadOf(published);
const interval = (ends: readonly [number, number] | null): string => (ends ? ` (${shown(ends[0])} to ${shown(ends[1])})` : "");
const when = (passed: Passed | undefined): string => (passed ? `${passed.seconds.toPrecision(2)} s, ${passed.evaluations}` : "never");

const text = `
GA-cal's score (smaller is better), and the root mean square error of each curve, % of its largest value:

${markdownTable(["", "score", ...curves], sets.map(({ name, values }) => [name, scoreOf(study, values).toFixed(4), ...errorsOf(values)]))}

Parameters with 95 % intervals; those in brackets are reported as not identified:

${markdownTable(
  ["", "published", "the study", "wide flat priors", "within the spread"],
  informed.parameters.map(({ name, unit, value, interval95, identified }) => {
    const free = wide.parameters.find((p) => p.name === name)!;
    const bound = inside.parameters.find((p) => p.name === name)!;
    const cell = (known: boolean, words: string): string => (known ? words : `[${words}]`);
    return [
      `${name}${unit === "1" ? "" : `, ${unit}`}`, `${shown(spread[name]![0])} to ${shown(spread[name]![1])}`,
      cell(identified, `${shown(value)}${interval(interval95)}`), cell(free.identified, `${shown(free.value)}${interval(free.interval95)}`), shown(bound.value),
    ];
  }),
)}

Searches on one thread from a cold start, in seconds of processor time; evaluations count all five tests:

${markdownTable(
  ["", `as good as GA-cal's set (${bars[0]!.toFixed(4)}) after`, `as good as the best published set (${bars[1]!.toFixed(4)}) after`, "whole search", "its score"],
  searches.map(({ id, passed, seconds, evaluations, score }) => [id, ...passed.map(when), `${seconds.toFixed(2)} s, ${evaluations}`, score.toFixed(4)]),
)}

${computedOn()}
`;
await replaceResults(new URL("README.md", import.meta.url), "results", text);
process.stdout.write(text);
