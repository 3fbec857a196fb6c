import { chen2020, formula, tableFunction } from "../src/index.ts";

type Measurement = { name: string; unit: string; median: number; note?: string };

const written = (x: number): number => 1.9793 * Math.exp(-39.3631 * x) + 0.2482 - 0.0909 * Math.tanh(29.8538 * (x - 0.1234)) - 0.04478 * Math.tanh(14.9159 * (x - 0.2769)) - 0.0205 * Math.tanh(30.4444 * (x - 0.6103));
const kappaWritten = (c: number): number => 0.1297 * (c / 1000) ** 3 - 2.51 * (c / 1000) ** 1.5 + 3.329 * (c / 1000);

/** Properties read from formulas and tables beside the same typed into the program, nanoseconds of processor time a call. */
export default async function properties(): Promise<Measurement[]> {
  const { negativeElectrode: { ocp }, electrolyte: { conductivity } } = chen2020;
  const x = Array.from({ length: 101 }, (_, i) => i / 100);
  const table = tableFunction(x, x.map(written));
  // Other formulas too, so that closures are as polymorphic as in a program that holds several cells.
  for (const text of ["x ** 2 + exp(x) * tanh(x)", "sqrt(x) / (1 + x)", "exp(-((x - 0.08309) ** 2) / 0.004616)", "log(1 + x) * x ** 1.5"]) time(formula(text).value, 1);
  return [
    { name: "Chen2020 negative potential, typed into the program", unit: "ns", median: time(written, 1) },
    { name: "the same from its formula", unit: "ns", median: time(ocp.value, 1) },
    { name: "its slope from its formula", unit: "ns", median: time(ocp.derivative, 1) },
    { name: "the same from a table of 101 points", unit: "ns", median: time(table.value, 1) },
    { name: "Nyman's conductivity, typed into the program", unit: "ns", median: time(kappaWritten, 2000) },
    { name: "the same from its formula", unit: "ns", median: time(conductivity.value, 2000) },
  ];
}

function time(f: (x: number) => number, scale: number): number {
  const calls = 100_000;
  let sum = 0;
  const batch = (): void => {
    for (let i = 0; i < calls; i++) sum += f((scale * (i + 0.5)) / calls);
  };
  for (let i = 0; i < 5; i++) batch();
  const costs = Float64Array.from({ length: 15 }, () => {
    const start = process.cpuUsage();
    batch();
    const { user, system } = process.cpuUsage(start);
    return (1e3 * (user + system)) / calls;
  }).sort();
  return Number.isFinite(sum) ? Math.round(10 * costs[7]!) / 10 : Number.NaN;
}
