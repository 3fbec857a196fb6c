import { compileTask, simulate, type Test } from "@inversa/core";
import { testOf, type Reference } from "@inversa/testing";
import { p2d } from "../src/index.ts";
import { referenceOf } from "../test/references.ts";

const batches = 15;

/** What a simulation is to take, ms, at which error of the voltage, mV; cases without a goal are for comparison. */
const goals: Readonly<Record<string, readonly [ms: number, mV: number]>> = {
  "1C discharge, fast": [0.8, 0.5], "2C discharge, fast": [1, 1], "100 s of pulses, 1 s sampling, fast": [0.7, 0.5], "100 s drive cycle, 1 s sampling, lumped, fast": [1, 0.5],
  "1C discharge, D_s(c) (Ecker2015), fast": [2, 0.5],
};

/** Processor time of one core for one simulation with new parameters, through the compiled task that engines run, beside its error against the reference solutions. */
export default async function solveTime() {
  const cases = [
    ["1C discharge", "chen2020-1C-iso"], ["2C discharge", "chen2020-2C-iso"], ["C/2 discharge", "chen2020-C2-iso"], ["1C discharge, lumped", "chen2020-1C-lumped"], ["CC-CV charge, lumped", "chen2020-cccv-lumped"],
    ["100 s of pulses, 1 s sampling", "chen2020-100s-pulses"], ["100 s drive cycle, 1 s sampling, lumped", "chen2020-100s-us06like"],
    ["1C discharge, D_s(c) (Ecker2015)", "ecker2015-1C-iso"], ["1C discharge (Marquis2019)", "marquis2019-1C-iso"],
  ] as const;
  return [...cases.map(([name, id]) => measure(`${name}, fast`, referenceOf(id), "fast", 60)), ...cases.slice(0, 2).map(([name, id]) => measure(`${name}, fine`, referenceOf(id), "fine", 6))];
}

function measure(name: string, reference: Reference, mesh: "fast" | "fine", runs: number) {
  const test = testOf(reference);
  const { fields: _, ...options } = { ...reference.options, mesh } as Record<string, unknown>;
  const simulator = compileTask(p2d, { model: p2d.id, options, columns: [{ parameter: "positiveElectrodeDiffusivityFactor" }, { parameter: "negativeElectrodeDiffusivityFactor" }], fixed: reference.parameters, tests: [test], responses: [["voltage"]], afterStop: "hold" });
  const out = new Float64Array(simulator.width);
  const batch = (): number => {
    const start = process.cpuUsage();
    for (let i = 0; i < runs; i++) simulator.run([0.95 + (0.1 * i) / runs, 1.05 - (0.1 * i) / runs], out);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000 / runs;
  };
  for (let i = 0; i < 4; i++) batch();
  const times = Float64Array.from({ length: batches }, batch).sort();
  const goal = goals[name];
  return { name, unit: "ms", median: times[batches >> 1]!, note: `least ${times[0]!.toFixed(3)} ms; ${error(reference, test, options).toFixed(3)} mV${goal ? `; goal ${goal[0]} ms at ${goal[1]} mV` : ""}` };
}

/** Root mean square difference of the voltage from the reference from 1 s on, mV. */
function error(reference: Reference, test: Test, options: unknown): number {
  const { responses } = simulate(p2d, reference.parameters, test, options);
  const squares = reference.expected["voltage"]!.flatMap((value, i) => (value === null || test.axis[i]! < 1 ? [] : [(responses["voltage"]![i]! - value) ** 2]));
  return 1000 * Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
}
