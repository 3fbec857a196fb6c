import type { SimulationTask } from "@inversa/core";
import { curveRate, type RateFigure } from "@inversa/testing";
import { hypoplasticSand } from "../src/index.ts";

const points = 30;
const rows = 1000;
const ranges = { phic: [30, 36], hs: [1e6, 1e7], n: [0.24, 0.4], ed0: [0.5, 0.65], ec0: [0.9, 1.05], ei0: [1.08, 1.3], alpha: [0.1, 0.25], beta: [1, 2.5] } as const;
const grid = (from: number, to: number): Float64Array => Float64Array.from({ length: points }, (_, i) => from + ((to - from) * i) / (points - 1));
const specimens = [[100, 0.7], [200, 0.8], [400, 0.88]] as const;

const drained = specimens.map(([confiningPressure, initialVoidRatio]) => ({ protocol: "drained-triaxial", conditions: { confiningPressure, initialVoidRatio }, axis: grid(0, 0.15) }));
const undrained = drained.map((test) => ({ ...test, protocol: "undrained-triaxial", axis: grid(0, 0.1) }));
const confined = [0.7, 0.85].map((initialVoidRatio) => ({ protocol: "oedometer", conditions: { initialAxialStress: 20, initialVoidRatio }, axis: grid(20, 800) }));

/** Curves of 30 points a second of one core's time, through the compiled task that engines run. */
export default async function sandCurves(): Promise<RateFigure[]> {
  return [
    measure("drained to 15 %, default accuracy", drained, ["deviatorStress", "volumetricStrain"], "default"),
    measure("drained to 15 %, tight accuracy", drained, ["deviatorStress", "volumetricStrain"], "tight"),
    measure("undrained to 10 %, default accuracy", undrained, ["deviatorStress", "porePressure"], "default"),
    measure("oedometer to 800 kPa, default accuracy", confined, ["axialStrain"], "default"),
  ];
}

function measure(name: string, tests: SimulationTask["tests"], responses: readonly string[], accuracy: string): RateFigure {
  return curveRate(name, hypoplasticSand, { options: { accuracy }, fixed: {}, tests, responses: tests.map(() => responses), afterStop: "hold" }, ranges, { rows });
}
