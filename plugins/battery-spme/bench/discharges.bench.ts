import { simulate } from "@inversa/core";
import { spme } from "../src/index.ts";

type Measurement = { name: string; unit: string; median: number; note?: string };

/** Milliseconds of processor time for a 1C discharge to the cut-off voltage, answered at 126 times. */
export default async function discharges(): Promise<Measurement[]> {
  return ([["Chen2020", 5, 2.5, "isothermal"], ["Chen2020", 5, 2.5, "lumped"], ["Ecker2015", 0.15625, 2.5, "isothermal"]] as const).map(([cell, value, voltage, thermal]) => {
    const test = { protocol: "cycling", conditions: { initialSoc: 1 }, axis: Float64Array.from({ length: 126 }, (_, i) => 28 * i), program: { steps: [{ mode: "current", value, until: { voltage } }] } };
    return { name: `${cell} 1C, ${thermal}`, unit: "ms", median: time(() => simulate(spme, {}, test, { cell, thermal })) };
  });
}

function time(run: () => unknown): number {
  const batch = 50;
  for (let i = 0; i < 2 * batch; i++) run();
  const costs = Float64Array.from({ length: 15 }, () => {
    const start = process.cpuUsage();
    for (let i = 0; i < batch; i++) run();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1e3 / batch;
  }).sort();
  return Math.round(1000 * costs[7]!) / 1000;
}
