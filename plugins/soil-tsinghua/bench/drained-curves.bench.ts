import { curveRate, type RateFigure } from "@inversa/testing";
import { tsinghua } from "../src/index.ts";

const pressures = [100, 200, 400];
const points = 30;
const rows = 1000;
const ranges = { K0: [200, 600], G0: [100, 400], n: [0.4, 0.6], k: [0.5, 0.9], r: [1, 2.5], m1: [1e-3, 1e-2], m2: [0.8, 1], m3: [0.2, 0.6], m4: [0.01, 0.06], m5: [0.4, 0.8] } as const;

/** Curves of 30 points a second of one core's time, through the compiled task that engines run. */
export default async function drainedCurves(): Promise<RateFigure[]> {
  return [
    measure("Tsinghua drained, to 1.5 % strain", "drained-triaxial", ["deviatorStress", "volumetricStrain"], 0.015, rows),
    measure("Tsinghua drained, to 15 % strain", "drained-triaxial", ["deviatorStress", "volumetricStrain"], 0.15, rows),
    measure("Tsinghua undrained, to 15 % strain", "undrained-triaxial", ["deviatorStress", "porePressure"], 0.15, rows / 5),
  ];
}

function measure(name: string, protocol: string, responses: readonly string[], end: number, rows: number): RateFigure {
  const task: Parameters<typeof curveRate>[2] = {
    options: {},
    fixed: {},
    tests: pressures.map((confiningPressure) => ({ protocol, conditions: { confiningPressure }, axis: Float64Array.from({ length: points }, (_, i) => (end * i) / (points - 1)) })),
    responses: pressures.map(() => responses),
    afterStop: "hold",
  };
  return curveRate(name, tsinghua, task, ranges, { rows });
}
