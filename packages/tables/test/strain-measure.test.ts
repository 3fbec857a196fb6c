import { describe, expect, it } from "vitest";
import { drained, drainedRows, read, readOne, refusal, table, told, usual } from "./reading.ts";

const engineering = { settings: { strainMeasure: "engineering" } } as const;

describe("the measure of strains", () => {
  it("stays as written unless the user says otherwise, and that is told", async () => {
    const reading = await read(table(usual));
    expect([...reading.observations[0]!.test.axis]).toEqual(drained.axis);
    expect(told(reading)).toContain("natural strain, as it stands <- setting strainMeasure");
  });

  it("is turned from engineering into natural: a specimen of 100 mm that is 90 mm high has a strain of ln(100/90)", async () => {
    const { test, responses } = await readOne(table(usual, [[0, 0, 0], [10, 2, 50], [50, 5, 80]]), engineering);
    expect(test.axis[1]).toBeCloseTo(Math.log(100 / 90), 15);
    expect(test.axis[2]).toBeCloseTo(Math.LN2, 15);
    expect(responses["volumetricStrain"]![1]).toBeCloseTo(Math.log(100 / 98), 15);
    expect([...responses["deviatorStress"]!]).toEqual([0, 50, 80]);
  });

  it("keeps the geometry: height, width and volume of one specimen give strains that add up", async () => {
    const [height, width] = [0.9, 1.04];
    const volume = height * width * width;
    const rows = [[0, 0, 0], [5, -1, 30], [100 * (1 - height), 100 * (1 - width), 50]];
    const derived = await readOne(table(["eps_a [%]", "eps_r [%]", "q [kPa]"], rows), engineering);
    const strain = (response: string): number => derived.responses[response]![2]!;
    expect(strain("volumetricStrain")).toBeCloseTo(-Math.log(volume), 12);
    expect(strain("volumetricStrain")).toBeCloseTo(derived.test.axis[2]! + 2 * strain("radialStrain"), 12);
  });

  it("of extension is natural too, and strains from void ratios are natural already", async () => {
    const extended = await readOne(table(["eps_a [%]", "q [kPa]"], [[0, 0], [-5, -20], [-10, -30]]), { settings: { strainMeasure: "engineering", sign: "keep" } });
    expect(extended.test.axis[2]).toBeCloseTo(-Math.log(1.1), 15);
    const rows = drainedRows.map(([a, v, q]) => [a, 1.8 * Math.exp(-v / 100) - 1, q]);
    const { responses } = await readOne(table(["eps_a [%]", "e [-]", "q [kPa]"], rows), engineering);
    expect(responses["volumetricStrain"]!.at(-1)).toBeCloseTo(0.021225, 12);
  });

  it("shows itself beside the displacement that it was worked out from", async () => {
    const rows = (strain: (d: number) => number): string => table(["Displacement (mm)", ...usual], drainedRows.map(([e, v, q]) => [2 * e, strain(2 * e), v, q]));
    const [asEngineering, asNatural] = [rows((d) => Number((d / 2).toPrecision(4))), rows((d) => -100 * Math.log(1 - d / 200))];
    const proportional = /axialStrain grows in proportion to axialDisplacement \("Displacement \(mm\)"\), so it is engineering strain.*0\.15 stands for 0\.162519; set strainMeasure to engineering/;
    expect((await read(asEngineering)).warnings.join()).toMatch(proportional);
    expect((await read(asEngineering, engineering)).warnings.join()).not.toContain("proportion");
    expect((await read(asNatural)).warnings.join()).not.toContain("proportion");
  });

  it("leaves no specimen at 100 %", async () => {
    const error = await refusal(table(usual, [[0, 0, 0], [50, 2, 50], [100, 5, 80]]), engineering);
    expect(error.message).toMatch(/axialStrain reaches 100 %/);
  });
});
