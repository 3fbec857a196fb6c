import { curveRate, type RateFigure } from "@inversa/testing";
import { ladeDuncan } from "../src/index.ts";

const pressures = [100, 200, 400];
const points = 30;
const rows = 3000;
const ranges = { Kur: [500, 2000], n: [0.3, 0.7], kf: [45, 110], A: [0.3, 0.5], rf: [0.9, 0.98], M: [5e-4, 5e-3], l: [0.7, 1.3], ft: [27, 28.5] } as const;

/** Curves of 30 points a second of one core's time, through the compiled task that engines run. */
export default async function drainedCurves(): Promise<RateFigure[]> {
  return [
    measure("Lade-Duncan drained, to 15 % strain", "drained-triaxial", ["deviatorStress", "volumetricStrain"], rows),
    measure("Lade-Duncan undrained, to 15 % strain", "undrained-triaxial", ["deviatorStress", "porePressure"], rows / 10),
  ];
}

function measure(name: string, protocol: string, responses: readonly string[], rows: number): RateFigure {
  const task: Parameters<typeof curveRate>[2] = {
    options: {},
    fixed: {},
    tests: pressures.map((confiningPressure) => ({ protocol, conditions: { confiningPressure }, axis: Float64Array.from({ length: points }, (_, i) => (0.15 * i) / (points - 1)) })),
    responses: pressures.map(() => responses),
    afterStop: "hold",
  };
  return curveRate(name, ladeDuncan, task, ranges, { rows });
}
