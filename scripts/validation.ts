/** Holds every soil model against the shared reference curves, sweeps it over its plausible ranges, and puts the tables into docs/validation.md. */
import { readFileSync } from "node:fs";
import { compileTask, type ForwardModel, layoutOf, plausibleRange, simulate, type SimulationTask } from "@inversa/core";
import { median, random } from "@inversa/numerics";
import { createApp } from "@inversa/runtime";
import soilLab from "../apps/cli/variants/soil-lab.ts";
import { computedOn, markdownTable, replaceResults } from "../examples/results-table.ts";
import { type GeotechReference, geotechReferences, isStrain } from "../tests/geotech-references.ts";

const app = createApp(soilLab);
const models = app.models.all();

/** Which model a case belongs to, by the beginning of its name. */
const families = [
  ["dc-eb-", "soil/duncan-chang-eb"], ["dc-emu-", "soil/duncan-chang-emu"], ["mcc-", "soil/modified-cam-clay"], ["lade-duncan-", "soil/lade-duncan"],
  ["tsinghua-", "soil/tsinghua"], ["hypo-", "soil/hypoplastic-sand"], ["hs-", "soil/hardening-soil"],
] as const;

/** Largest differences of a case: of stresses over the largest stress of their curve, of strains and void ratios as they are. */
function errorsOf(model: ForwardModel, { parameters, options, test, expected }: GeotechReference, accuracy: string): readonly string[] {
  if (accuracy === "tight" && !Object.hasOwn(model.options, "accuracy")) return ["=", "="];
  const curve = simulate(model, parameters, test, { ...options, ...(accuracy === "tight" ? { accuracy } : {}) });
  const largest = (names: readonly string[], over: (values: Float64Array) => number): string => {
    const errors = names.map((name) => Math.max(...Array.from(expected[name]!, (value, i) => Math.abs(curve.responses[name]![i]! - value))) / over(expected[name]!));
    return errors.length === 0 ? "-" : Math.max(...errors).toExponential(0).replace("0e+0", "0");
  };
  const names = Object.keys(expected);
  return [largest(names.filter((name) => !isStrain(name)), (values) => Math.max(...values.map(Math.abs))), largest(names.filter(isStrain), () => 1)];
}

const even = (from: number, to: number, points = 30): Float64Array => Float64Array.from({ length: points }, (_, i) => from + ((to - from) * i) / (points - 1));

/** One specimen under each kind of test, and what is computed of it. */
const sweeps = [
  { protocol: "drained-triaxial", conditions: { confiningPressure: 200 }, axis: even(0, 0.15), responses: ["deviatorStress", "volumetricStrain"] },
  { protocol: "undrained-triaxial", conditions: { confiningPressure: 200 }, axis: even(0, 0.1), responses: ["deviatorStress", "porePressure"] },
  { protocol: "constant-p-triaxial", conditions: { confiningPressure: 200 }, axis: even(0, 0.15), responses: ["deviatorStress", "volumetricStrain"] },
  { protocol: "oedometer", conditions: { initialAxialStress: 50, confiningPressure: 25 }, axis: even(50, 800), responses: ["axialStrain"] },
  { protocol: "isotropic-compression", conditions: { confiningPressure: 50 }, axis: even(50, 800), responses: ["volumetricStrain"] },
];

interface Sweep { readonly rate: number; readonly ends: ReadonlyMap<string, number> }

/** Simulates draws from the plausible ranges on one thread: curves a second of its time, and how often they ended how. */
function sweep(model: ForwardModel, { protocol, conditions, axis, responses }: (typeof sweeps)[number], draws = 1000): Sweep {
  const free = Object.entries(model.parameters).filter(([, quantity]) => quantity.default === undefined);
  const needsDensity = model.id === "soil/hypoplastic-sand" ? { initialVoidRatio: 0.72 } : {};
  const task: SimulationTask = {
    model: model.id, options: {}, columns: free.map(([parameter]) => ({ parameter })), fixed: {}, tests: [{ protocol, conditions: { ...conditions, ...needsDensity }, axis }], responses: [responses], afterStop: "hold",
  };
  const simulator = compileTask(model, task);
  const out = new Float64Array(layoutOf(task).width);
  const defaults = Object.fromEntries(Object.entries(model.parameters).flatMap(([name, quantity]) => (quantity.default === undefined ? [] : [[name, quantity.default]])));
  const thetas: Float64Array[] = [];
  for (let index = 0; thetas.length < draws; index++) {
    const generator = random(1, index);
    const theta = Float64Array.from(free, ([, quantity]) => {
      const [low, high] = plausibleRange(quantity);
      const t = generator.next();
      return quantity.scale === "log" ? low * (high / low) ** t : low + (high - low) * t;
    });
    // Sets that contradict themselves are no part of a prior.
    if (!model.invalid?.({ ...defaults, ...Object.fromEntries(free.map(([name], j) => [name, theta[j]!])) })) thetas.push(theta);
  }
  const ends = new Map<string, number>();
  const rates = Array.from({ length: 4 }, () => {
    ends.clear();
    const began = process.cpuUsage();
    for (const theta of thetas) {
      const { status } = simulator.run(theta, out);
      ends.set(status, (ends.get(status) ?? 0) + 1);
    }
    const { user, system } = process.cpuUsage(began);
    return draws / ((user + system) / 1e6);
  });
  return { rate: median(rates.slice(1)), ends };
}

const named = (ends: ReadonlyMap<string, number>): string => [...ends].filter(([status]) => status !== "reached").toSorted((a, b) => b[1] - a[1]).map(([status, count]) => `${status} ${(count / 10).toFixed(1)}`).join(", ") || "-";

const references = families.flatMap(([prefix, id]) => geotechReferences(prefix).map((reference) => [reference, app.models.get(id)] as const));
const measured = models.map((model) => ({ model, sweeps: sweeps.map((each) => sweep(model, each)) }));
await app.dispose();

const thousands = (rate: number): string => Number(rate.toPrecision(2)).toLocaleString("en");
const protocols = sweeps.map(({ protocol }) => protocol);
const tables = `
## Against reference curves

${references.length > 0
    ? markdownTable(["case", "test", "stress", "strain", "stress, tight", "strain, tight"], references.map(([reference, model]) => [reference.id, reference.test.protocol, ...errorsOf(model, reference, "default"), ...errorsOf(model, reference, "tight")]))
    : "The reference curves (../shared/reference/geotech) are not beside the repository."}

## How fast

Curves of 30 points a second on one thread, median of three rounds of 1,000 draws from the plausible ranges:

${markdownTable(["model", ...protocols], measured.map(({ model, sweeps: each }) => [model.id, ...each.map(({ rate }) => thousands(rate))]))}

## How curves end

Share of the same draws, in %, whose curve ends before the last point of its axis, by the reason that the model names; - where all reach it:

${markdownTable(["model", ...protocols], measured.map(({ model, sweeps: each }) => [model.id, ...each.map(({ ends }) => named(ends))]))}

${computedOn()}
`;
await replaceResults(new URL("../docs/validation.md", import.meta.url), "results", tables);
process.stdout.write(readFileSync(new URL("../docs/validation.md", import.meta.url), "utf8"));
