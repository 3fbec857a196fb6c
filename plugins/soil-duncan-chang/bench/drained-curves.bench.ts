import type { ForwardModel } from "@inversa/core";
import { curveRate, type RateFigure } from "@inversa/testing";
import { duncanChangEb, duncanChangEmu } from "../src/index.ts";

const pressures = [100, 200, 400];
const points = 30;
const rows = 10_000;

/** Drained curves of 30 points a second of one core's time, through the compiled task that engines run: three pressures, two responses. */
export default async function drainedCurves(): Promise<RateFigure[]> {
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

function measure(name: string, model: ForwardModel, ranges: Readonly<Record<string, readonly [number, number]>>, end: number, options: Readonly<Record<string, unknown>>, second: string): RateFigure {
  const task: Parameters<typeof curveRate>[2] = {
    options,
    fixed: {},
    tests: pressures.map((confiningPressure) => ({ protocol: "drained-triaxial", conditions: { confiningPressure }, axis: Float64Array.from({ length: points }, (_, i) => (end * i) / (points - 1)) })),
    responses: pressures.map(() => ["deviatorStress", second]),
    afterStop: "hold",
  };
  return curveRate(name, model, task, ranges, { rows });
}
