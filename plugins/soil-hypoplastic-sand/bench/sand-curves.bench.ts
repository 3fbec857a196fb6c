import { compileTask, type SimulationTask } from "@inversa/core";
import { hypoplasticSand } from "../src/index.ts";

type Measurement = { name: string; unit: string; median: number; note?: string };

const points = 30;
const rows = 1000;
const ranges = { phic: [30, 36], hs: [1e6, 1e7], n: [0.24, 0.4], ed0: [0.5, 0.65], ec0: [0.9, 1.05], ei0: [1.08, 1.3], alpha: [0.1, 0.25], beta: [1, 2.5] } as const;
const grid = (from: number, to: number): Float64Array => Float64Array.from({ length: points }, (_, i) => from + ((to - from) * i) / (points - 1));
const specimens = [[100, 0.7], [200, 0.8], [400, 0.88]] as const;

const drained = specimens.map(([confiningPressure, initialVoidRatio]) => ({ protocol: "drained-triaxial", conditions: { confiningPressure, initialVoidRatio }, axis: grid(0, 0.15) }));
const undrained = drained.map((test) => ({ ...test, protocol: "undrained-triaxial", axis: grid(0, 0.1) }));
const confined = [0.7, 0.85].map((initialVoidRatio) => ({ protocol: "oedometer", conditions: { initialAxialStress: 20, initialVoidRatio }, axis: grid(20, 800) }));

/** Curves of 30 points a second of one core's time, through the compiled task that engines run. */
export default async function sandCurves(): Promise<Measurement[]> {
  return [
    measure("drained to 15 %, default accuracy", drained, ["deviatorStress", "volumetricStrain"], "default"),
    measure("drained to 15 %, tight accuracy", drained, ["deviatorStress", "volumetricStrain"], "tight"),
    measure("undrained to 10 %, default accuracy", undrained, ["deviatorStress", "porePressure"], "default"),
    measure("oedometer to 800 kPa, default accuracy", confined, ["axialStrain"], "default"),
  ];
}

function measure(name: string, tests: SimulationTask["tests"], responses: readonly string[], accuracy: string): Measurement {
  const names = Object.keys(ranges);
  const simulator = compileTask(hypoplasticSand, {
    model: hypoplasticSand.id, options: { accuracy }, columns: names.map((parameter) => ({ parameter })), fixed: {}, tests, responses: tests.map(() => responses), afterStop: "hold",
  });
  // Points of a lattice fill the box without a generator.
  const theta = Float64Array.from({ length: rows * names.length }, (_, k) => {
    const [min, max] = Object.values(ranges)[k % names.length]!;
    return min + (max - min) * ((Math.floor(k / names.length) * Math.sqrt(2 + (k % names.length))) % 1);
  });
  const out = new Float64Array(simulator.width);
  let reached = 0;
  const batch = (): void => {
    reached = 0;
    for (let i = 0; i < rows; i++) if (simulator.run(theta.subarray(i * names.length, (i + 1) * names.length), out).status === "reached") reached++;
  };
  batch();
  const rates = Float64Array.from({ length: 5 }, () => {
    // Processor time, so that other work on the machine does not count.
    const start = process.cpuUsage();
    batch();
    const { user, system } = process.cpuUsage(start);
    return (rows * tests.length) / ((user + system) / 1e6);
  }).sort();
  return { name, unit: "curves/s", median: Math.round(rates[2]!), note: `${points} points, ${Math.round((100 * reached) / rows)} % of the rows reached the end` };
}
