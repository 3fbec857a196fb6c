import { compileTask, type SimulationTask } from "@inversa/core";
import { tsinghua } from "../src/index.ts";

type Measurement = { name: string; unit: string; median: number; note?: string };

const pressures = [100, 200, 400];
const points = 30;
const rows = 1000;
const ranges = { K0: [200, 600], G0: [100, 400], n: [0.4, 0.6], k: [0.5, 0.9], r: [1, 2.5], m1: [1e-3, 1e-2], m2: [0.8, 1], m3: [0.2, 0.6], m4: [0.01, 0.06], m5: [0.4, 0.8] } as const;

/** Curves of 30 points a second of one core's time, through the compiled task that engines run. */
export default async function drainedCurves(): Promise<Measurement[]> {
  return [
    measure("Tsinghua drained, to 1.5 % strain", "drained-triaxial", ["deviatorStress", "volumetricStrain"], 0.015, rows),
    measure("Tsinghua drained, to 15 % strain", "drained-triaxial", ["deviatorStress", "volumetricStrain"], 0.15, rows),
    measure("Tsinghua undrained, to 15 % strain", "undrained-triaxial", ["deviatorStress", "porePressure"], 0.15, rows / 5),
  ];
}

function measure(name: string, protocol: string, responses: readonly string[], end: number, rows: number): Measurement {
  const task: SimulationTask = {
    model: tsinghua.id,
    options: {},
    columns: Object.keys(ranges).map((parameter) => ({ parameter })),
    fixed: {},
    tests: pressures.map((confiningPressure) => ({ protocol, conditions: { confiningPressure }, axis: Float64Array.from({ length: points }, (_, i) => (end * i) / (points - 1)) })),
    responses: pressures.map(() => responses),
    afterStop: "hold",
  };
  const simulator = compileTask(tsinghua, task);
  const width = Object.keys(ranges).length;
  // Points of a lattice fill the box without a generator.
  const theta = Float64Array.from({ length: rows * width }, (_, k) => {
    const [min, max] = Object.values(ranges)[k % width]!;
    return min + (max - min) * ((Math.floor(k / width) * Math.sqrt([2, 3, 5, 7, 11, 13, 17, 19, 23, 29][k % width]!)) % 1);
  });
  const out = new Float64Array(simulator.width);
  const batch = (): number => {
    let reached = 0;
    for (let i = 0; i < rows; i++) if (simulator.run(theta.subarray(i * width, (i + 1) * width), out).status === "reached") reached++;
    return reached;
  };
  for (let i = 0; i < 3; i++) batch();
  let reached = 0;
  const rates = Float64Array.from({ length: 9 }, () => {
    // Processor time, so that other work on the machine does not count.
    const start = process.cpuUsage();
    reached = batch();
    const { user, system } = process.cpuUsage(start);
    return (rows * pressures.length) / ((user + system) / 1e6);
  }).sort();
  return { name, unit: "curves/s", median: Math.round(rates[4]!), note: `${points} points, ${Math.round((100 * reached) / rows)} % of the rows reached the end` };
}
