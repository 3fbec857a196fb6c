import { compileTask, type ForwardModel, type SimulationTask } from "@inversa/core";
import { duncanChangEb, duncanChangEmu } from "../src/index.ts";

type Measurement = { name: string; unit: string; median: number; note?: string };

const pressures = [100, 200, 400];
const points = 30;
const rows = 10_000;

/** Drained curves of 30 points a second of one core's time, through the compiled task that engines run: three pressures, two responses. */
export default async function drainedCurves(): Promise<Measurement[]> {
  const common = { K: [200, 600], n: [0.3, 0.7], Rf: [0.7, 0.9], c: [0, 40], phi: [28, 40] } as const;
  const eb = { ...common, Kb: [100, 400], m: [0, 0.6] } as const;
  const emu = { ...common, G: [0.2, 0.4], F: [0, 0.1], D: [1, 6] } as const;
  return [
    measure("E-B drained, to 2 % strain, volumetric strain", duncanChangEb, eb, 0.02, {}, "volumetricStrain"),
    measure("E-B drained, to 15 % strain, hyperbola", duncanChangEb, eb, 0.15, { failure: "hyperbola" }, "radialStrain"),
    measure("E-B drained, to 15 % strain, most curves end in failure", duncanChangEb, eb, 0.15, {}, "radialStrain"),
    measure("E-mu drained, to 15 % strain, hyperbola", duncanChangEmu, emu, 0.15, { failure: "hyperbola" }, "radialStrain"),
  ];
}

function measure(name: string, model: ForwardModel, ranges: Readonly<Record<string, readonly [number, number]>>, end: number, options: Readonly<Record<string, unknown>>, second: string): Measurement {
  const task: SimulationTask = {
    model: model.id,
    options,
    columns: Object.keys(ranges).map((parameter) => ({ parameter })),
    fixed: {},
    tests: pressures.map((confiningPressure) => ({ protocol: "drained-triaxial", conditions: { confiningPressure }, axis: Float64Array.from({ length: points }, (_, i) => (end * i) / (points - 1)) })),
    responses: pressures.map(() => ["deviatorStress", second]),
    afterStop: "hold",
  };
  const simulator = compileTask(model, task);
  const width = Object.keys(ranges).length;
  // Points of a lattice fill the box without a generator.
  const theta = Float64Array.from({ length: rows * width }, (_, k) => {
    const [min, max] = Object.values(ranges)[k % width]!;
    return min + (max - min) * ((Math.floor(k / width) * Math.sqrt(2 + (k % width))) % 1);
  });
  const out = new Float64Array(simulator.width);
  const batch = (): number => {
    let reached = 0;
    for (let i = 0; i < rows; i++) if (simulator.run(theta.subarray(i * width, (i + 1) * width), out).status === "reached") reached++;
    return reached;
  };
  for (let i = 0; i < 5; i++) batch();
  let reached = 0;
  const rates = Float64Array.from({ length: 15 }, () => {
    // Processor time, so that other work on the machine does not count.
    const start = process.cpuUsage();
    reached = batch();
    const { user, system } = process.cpuUsage(start);
    return (rows * pressures.length) / ((user + system) / 1e6);
  }).sort();
  return { name, unit: "curves/s", median: Math.round(rates[7]!), note: `${points} points, ${Math.round((100 * reached) / rows)} % of the rows reached the end` };
}
