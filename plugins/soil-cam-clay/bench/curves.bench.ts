import { compileTask, type ForwardModel, type SimulationTask } from "@inversa/core";
import { modifiedCamClay, originalCamClay } from "../src/index.ts";

type Measurement = { name: string; unit: string; median: number; note?: string };

const points = 30;
const rows = 2000;
const ranges = { M: [0.8, 1.4], lambda: [0.06, 0.3], kappa: [0.01, 0.05], nu: [0.1, 0.35], N: [3.4, 4.5] } as const;

/** Curves of 30 points a second of one core's time, through the compiled task that engines run: three specimens a row. */
export default async function camClayCurves(): Promise<Measurement[]> {
  const strains = Float64Array.from({ length: points }, (_, i) => (0.2 * i) / (points - 1));
  const stresses = Float64Array.from({ length: points }, (_, i) => 50 * 32 ** (i / (points - 1)));
  return [
    measure("modified, drained, normally consolidated, to 20 % strain", modifiedCamClay, "drained-triaxial", strains, "deviatorStress", "volumetricStrain", 1),
    measure("modified, drained, overconsolidated 4, to 20 % strain", modifiedCamClay, "drained-triaxial", strains, "deviatorStress", "volumetricStrain", 4),
    measure("modified, undrained, to 20 % strain", modifiedCamClay, "undrained-triaxial", strains, "deviatorStress", "porePressure", 1),
    measure("modified, oedometer, 50 to 1600 kPa", modifiedCamClay, "oedometer", stresses, "axialStrain", "voidRatio", 2),
    measure("original, drained, normally consolidated, to 20 % strain", originalCamClay, "drained-triaxial", strains, "deviatorStress", "volumetricStrain", 1),
  ];
}

function measure(name: string, model: ForwardModel, protocol: string, axis: Float64Array, first: string, second: string, overconsolidationRatio: number): Measurement {
  const pressures = protocol === "oedometer" ? [50, 50, 50] : [100, 200, 400];
  const task: SimulationTask = {
    model: model.id,
    options: {},
    columns: Object.keys(ranges).map((parameter) => ({ parameter })),
    fixed: {},
    tests: pressures.map((confiningPressure) => ({ protocol, conditions: { confiningPressure, overconsolidationRatio }, axis })),
    responses: pressures.map(() => [first, second]),
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
  for (let i = 0; i < 2; i++) batch();
  let reached = 0;
  const rates = Float64Array.from({ length: 7 }, () => {
    // Processor time, so that other work on the machine does not count.
    const start = process.cpuUsage();
    reached = batch();
    const { user, system } = process.cpuUsage(start);
    return (rows * pressures.length) / ((user + system) / 1e6);
  }).sort();
  return { name, unit: "curves/s", median: Math.round(rates[3]!), note: `${points} points, ${Math.round((100 * reached) / rows)} % of the rows reached the end` };
}
