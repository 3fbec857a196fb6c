/** Fits both cells, predicts every discharge and puts the tables into the README. Needs the data, which are not part of this repository. */
import { createApp } from "@inversa/runtime";
import batteryLab from "../../apps/cli/variants/battery-lab.ts";
import { computedOn, markdownTable, replaceResults } from "../results-table.ts";
import { dataFolder, fittedTests, readDischarges } from "./cell-tests.ts";
import { fitCell, predict, type CellFit } from "./fit-cell.ts";

if (dataFolder === undefined) process.exit(1);
const app = createApp(batteryLab);
const discharges = await readDischarges(app, dataFolder);
const chosen = (names: readonly string[]) => names.map((name) => discharges.get(name)!);
const chen = await fitCell(app, chosen(fittedTests["Chen's cell"]));
const rate = await fitCell(app, chosen(fittedTests["rate test"]));

const show = (value: number): string => String(Number(value.toPrecision(3)));
const parameters = chen.estimate.parameters.map(({ name }, j) => [name, ...[chen, rate].map(({ estimate }) => {
  const { value, interval95, identified } = estimate.parameters[j]!;
  const text = `${show(value)} (${interval95!.map(show).join(" to ")})`;
  return identified ? text : `not identified: ${text}`;
})]);
const predictions = [...discharges].map(([name, discharge]) => [name, ...([["literature", {}], ["Chen's cell", chen], ["rate test", rate]] as const).map(([fit, known]) => {
  const { voltage, temperature, ended } = predict(app, known, discharge);
  const fitted = fit !== "literature" && fittedTests[fit].includes(name);
  return `${fitted ? "fitted: " : ""}${(1000 * voltage).toFixed(1)} mV, ${temperature.toFixed(1)} K${ended === undefined ? "" : " (ended early)"}`;
})]);
const onFine = (fit: CellFit, names: readonly string[]): string => chosen(names).map((discharge) => `${(1000 * predict(app, fit, discharge, "fine").voltage).toFixed(1)}`).join(" and ");
const cost = ({ estimate, seconds, processorSeconds }: CellFit): string => `${processorSeconds.toFixed(1)} s of processor time (${seconds.toFixed(1)} s on this busy machine), ${estimate.diagnostics.simulations} simulations`;
const text = `
Root mean square errors over 150 points, each test from its own voltage at rest:

${markdownTable(["test", "literature values", "fitted to Chen's cell", "fitted to the cell of the rate test"], predictions)}

Parameters with 95 % intervals, SI units:

${markdownTable(["", "Chen's cell", "cell of the rate test"], parameters)}

Fits: ${cost(chen)}; ${cost(rate)}. With the same parameters on the fine mesh, C/10 and C/2: ${onFine(chen, fittedTests["Chen's cell"])} mV; ${onFine(rate, fittedTests["rate test"])} mV.

${computedOn()}
`;
await app.dispose();
await replaceResults(new URL("README.md", import.meta.url), "results", text);
process.stdout.write(text);
