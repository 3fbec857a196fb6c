/** Fits every specimen and puts the tables into the README. Needs the data, which are not part of this repository. */
import { createApp } from "@inversa/runtime";
import soilLab from "../../apps/cli/variants/soil-lab.ts";
import { computedOn, markdownTable, replaceResults } from "../results-table.ts";
import { dataFolder, fitStages, readSpecimens, swellingStages, virginStages } from "./fit-stages.ts";

if (dataFolder === undefined) process.exit(1);
const app = createApp(soilLab);
const specimens = await readSpecimens(app, dataFolder);
const clays: Readonly<Record<string, string>> = { K100: "kaolin K1", K80B20: "kaolin K1 with 20 % bentonite", SW100: "Speswhite kaolin" };

const row = async (id: string, from: number): Promise<readonly string[]> => {
  const specimen = specimens.get(id)!;
  const virgin = virginStages(specimen, from);
  const unloads = specimen.test.axis.at(-1)! < Math.max(...specimen.test.axis);
  const { parameters, fit } = await fitStages(app, unloads ? [virgin, swellingStages(specimen)] : [virgin]);
  const shown = (name: string): string => {
    const found = parameters.find((parameter) => parameter.name === name);
    return found ? `${found.value.toFixed(3)} (${found.interval95!.map((end) => end.toFixed(3)).join(" to ")})` : "-";
  };
  const { axis } = virgin.test;
  return [id, clays[id.split("-")[1]!]!, `${axis.length}, ${axis[0]!.toFixed(0)} to ${axis.at(-1)!.toFixed(0)}`, shown("lambda"), shown("kappa"), shown("N"), Math.max(...fit.map(({ rmse }) => rmse)).toFixed(4)];
};
const rows = [await row("D1-K100", 150), await row("D1-K100", 90)];
for (const id of ["A7-K100", "F2-K100", "G1-SW100", "E4-K80B20"]) rows.push(await row(id, 90));
await app.dispose();

const text = `
${markdownTable(["specimen", "clay", "virgin stages, kPa", "lambda", "kappa", "N", "error in e"], rows)}

In parentheses 95 % intervals; the error is the largest root mean square difference of a line. ${computedOn()}
`;
await replaceResults(new URL("README.md", import.meta.url), "results", text);
process.stdout.write(text);
