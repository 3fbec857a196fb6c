import type { SimulationTask } from "@inversa/core";
import { curveRate, type RateFigure } from "@inversa/testing";
import { hardeningSoil } from "../src/index.ts";

const points = 30;
const rows = 1000;
const ranges = { E50ref: [1e4, 5e4], Eurref: [1.2e5, 2e5], m: [0.4, 0.8], c: [0, 20], phi: [30, 42], psi: [0, 14] } as const;
const grid = (from: number, to: number): Float64Array => Float64Array.from({ length: points }, (_, i) => from + ((to - from) * i) / (points - 1));
const pressures = [100, 200, 400];

const drained = pressures.map((confiningPressure) => ({ protocol: "drained-triaxial", conditions: { confiningPressure }, axis: grid(0, 0.1) }));
const undrained = drained.map((test) => ({ ...test, protocol: "undrained-triaxial", axis: grid(0, 0.02) }));
const confined = [20, 50].map((initialAxialStress) => ({ protocol: "oedometer", conditions: { initialAxialStress }, axis: grid(initialAxialStress, 800) }));

/** Curves of 30 points a second of one core's time, through the compiled task that engines run. */
export default async function hardeningCurves(): Promise<RateFigure[]> {
  return [
    measure("drained to 10 %, closed form, plateau", drained, ["deviatorStress", "volumetricStrain"]),
    measure("undrained to 2 %, plateau", undrained, ["deviatorStress", "porePressure"]),
    measure("oedometer to 800 kPa", confined, ["axialStrain"]),
  ];
}

function measure(name: string, tests: SimulationTask["tests"], responses: readonly string[]): RateFigure {
  return curveRate(name, hardeningSoil, { options: { failure: "plateau" }, fixed: {}, tests, responses: tests.map(() => responses), afterStop: "hold" }, ranges, { rows });
}
