import type { ForwardModel } from "@inversa/core";
import { curveRate, type RateFigure } from "@inversa/testing";
import { modifiedCamClay, originalCamClay } from "../src/index.ts";

const points = 30;
const rows = 2000;
const ranges = { M: [0.8, 1.4], lambda: [0.06, 0.3], kappa: [0.01, 0.05], nu: [0.1, 0.35], N: [3.4, 4.5] } as const;

/** Curves of 30 points a second of one core's time, through the compiled task that engines run: three specimens a row. */
export default async function camClayCurves(): Promise<RateFigure[]> {
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

function measure(name: string, model: ForwardModel, protocol: string, axis: Float64Array, first: string, second: string, overconsolidationRatio: number): RateFigure {
  const pressures = protocol === "oedometer" ? [50, 50, 50] : [100, 200, 400];
  const task: Parameters<typeof curveRate>[2] = {
    options: {},
    fixed: {},
    tests: pressures.map((confiningPressure) => ({ protocol, conditions: { confiningPressure, overconsolidationRatio }, axis })),
    responses: pressures.map(() => [first, second]),
    afterStop: "hold",
  };
  return curveRate(name, model, task, ranges, { rows });
}
