import { compileTask, type SimulationTask } from "@inversa/core";
import { hardeningSoil } from "../src/index.ts";

type Measurement = { name: string; unit: string; median: number; note?: string };

const points = 30;
const rows = 1000;
const ranges = { E50ref: [1e4, 5e4], Eurref: [1.2e5, 2e5], m: [0.4, 0.8], c: [0, 20], phi: [30, 42], psi: [0, 14] } as const;
const grid = (from: number, to: number): Float64Array => Float64Array.from({ length: points }, (_, i) => from + ((to - from) * i) / (points - 1));
const pressures = [100, 200, 400];

const drained = pressures.map((confiningPressure) => ({ protocol: "drained-triaxial", conditions: { confiningPressure }, axis: grid(0, 0.1) }));
const undrained = drained.map((test) => ({ ...test, protocol: "undrained-triaxial", axis: grid(0, 0.02) }));
const confined = [20, 50].map((initialAxialStress) => ({ protocol: "oedometer", conditions: { initialAxialStress }, axis: grid(initialAxialStress, 800) }));

/** Curves of 30 points a second of one core's time, through the compiled task that engines run. */
export default async function hardeningCurves(): Promise<Measurement[]> {
  return [
    measure("drained to 10 %, closed form, plateau", drained, ["deviatorStress", "volumetricStrain"]),
    measure("undrained to 2 %, plateau", undrained, ["deviatorStress", "porePressure"]),
    measure("oedometer to 800 kPa", confined, ["axialStrain"]),
  ];
}

function measure(name: string, tests: SimulationTask["tests"], responses: readonly string[]): Measurement {
  const names = Object.keys(ranges);
  const simulator = compileTask(hardeningSoil, {
    model: hardeningSoil.id, options: { failure: "plateau" }, columns: names.map((parameter) => ({ parameter })), fixed: {}, tests, responses: tests.map(() => responses), afterStop: "hold",
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
