import { describe, expect, it } from "vitest";
import { drained, group, read, refusal, specimen, triaxial, undrained } from "./writing.ts";

/** Axial strain (%), volumetric strain (%), deviator stress (kPa) of a drained test that contracts. */
const curve = [[0, 0, 0], [0.5, 0.2, 80], [1, 0.35, 130], [2, 0.6, 190], [5, 1.1, 260], [9.5, 1.4, 301]] as const;

const log = (rows: readonly Readonly<Record<string, string>>[]) => group("TREL", rows.map((row, i) => [specimen(), { TRET_TESN: "1", TREL_MNUM: String(i + 1), ...row }] as const));
const shear = curve.map(([a, v, q]) => ({ TREL_STGN: "3", TREL_STGD: "Shearing", TREL_EZES: a.toFixed(3), TREL_EPES: v.toFixed(3), TREL_SZE: (100 + q).toFixed(1), TREL_SRE: "100.0", TREL_PWP: "300.0" }));
const consolidation = [0, 0.1, 0.2].map((a) => ({ TREL_STGN: "2", TREL_STGD: "Consolidation", TREL_EZES: a.toFixed(3), TREL_EPES: (3 * a).toFixed(3), TREL_SZE: "100.0", TREL_SRE: "100.0", TREL_PWP: "300.0" }));

describe("logged readings (group TREL)", () => {
  it("give the curve of the shearing in place of summary points, under the conditions of the stage", async () => {
    const { observations, warnings } = await read(triaxial([{ ...drained, TRET_STV: "1.40" }], {}, [log([...consolidation, ...shear])]));
    const [{ id, test, responses }] = observations as [typeof observations[0]];
    expect(id).toBe("BH1 U3 1");
    expect(test.conditions).toEqual({ confiningPressure: 100, initialVoidRatio: 0.656 });
    expect([...test.axis]).toEqual(curve.map(([a]) => a / 100));
    expect([...responses["deviatorStress"]!]).toEqual(curve.map(([, , q]) => q));
    expect([...responses["volumetricStrain"]!]).toEqual(curve.map(([, v]) => v / 100));
    expect(warnings.join("\n")).not.toContain("summary points");
  });

  it("of an undrained test count pore pressure from the start of shearing", async () => {
    const rows = curve.map(([a, v, q]) => ({ TREL_STGD: "Shear", TREL_EZES: a.toFixed(3), TREL_SZT: (400 + q).toFixed(1), TREL_CELL: "400.0", TREL_PWP: (300 + 40 * v).toFixed(1) }));
    const { observations } = await read(triaxial([undrained], { TREG_TYPE: "CU" }, [log(rows)]));
    expect([...observations[0]!.responses["deviatorStress"]!]).toEqual(curve.map(([, , q]) => q));
    for (const [i, [, v]] of curve.entries()) expect(observations[0]!.responses["porePressure"]![i]).toBeCloseTo(40 * v, 9);
  });

  it("that do not say which stage is the shearing are asked about", async () => {
    const text = triaxial([drained], {}, [log([...consolidation, ...shear].map((row) => ({ ...row, TREL_STGD: "" })))]);
    expect((await refusal(text)).message).toMatch(/group TREL, heading TREL_STGD.*"2", "3".*Set shearStage/);
    expect((await read(text, { settings: { shearStage: "3" } })).observations[0]!.test.axis).toHaveLength(6);
  });

  it("with text in a number are refused with line and heading", async () => {
    const text = triaxial([drained], {}, [log(shear.with(2, { ...shear[2]!, TREL_SZE: "23O" }))]);
    expect((await refusal(text)).message).toMatch(/line 25, group TREL, heading TREL_SZE.*"23O"/);
  });
});
