import { drainedTriaxial } from "@inversa/soil";
import { describe, expect, it } from "vitest";
import { curve, read, refusal, undrained, write, type Shape } from "./writing.ts";

const series = (values: Float64Array | undefined): readonly number[] => [...(values ?? [])];

describe("a trial of a triaxial test", () => {
  it.each(["2.5.a", "2.6", "3"])("of DIGGS %s becomes a curve with its pore pressure, under the stress at the end of consolidation", async (edition) => {
    const { observations, inferred } = await read(write([undrained], { edition }));
    const [{ id, test, responses }] = observations as [typeof observations[0]];
    expect(id).toBe("BH1 4.6 m");
    expect(test.protocol).toBe("undrained-triaxial");
    expect(test.conditions).toEqual({ confiningPressure: 100, initialVoidRatio: 0.66 });
    expect(series(test.axis)).toEqual(curve.map(([a]) => a / 100));
    expect(series(responses["deviatorStress"])).toEqual(curve.map(([, q]) => q));
    expect(series(responses["porePressure"])).toEqual(curve.map(([, , u]) => u));
    expect(inferred.map(({ what }) => what).join("\n")).toContain("confiningPressure 100 kPa (effectiveStressEndofConsolidationStage)");
  });

  it("has each reading in the unit that stands with it, and a gap where one is missing", async () => {
    const mixed: Shape = { increments: undrained.increments!.with(2, { deviatorStress: "0.06 MPa", axialStrain: "0.01 m/m" }).with(3, { axialStrain: "2 %", inducedPoreWaterPressure: "45 kPa" }) };
    const { observations: [observation], warnings } = await read(write([mixed]));
    expect(observation!.test.axis[2]).toBe(0.01);
    expect(observation!.responses["deviatorStress"]![2]).toBeCloseTo(60, 12);
    expect(observation!.responses["deviatorStress"]![3]).toBeNaN();
    expect(observation!.responses["porePressure"]![2]).toBeNaN();
    expect(warnings.join("\n")).toMatch(/deviatorStress lacks 1 of 6 readings/);
  });

  it("counts total pore pressure from the start of shearing", async () => {
    const total = { ...undrained, shear: { porewaterPressureStartOfShearing: "300 kPa" }, increments: curve.map(([a, q, u]) => ({ deviatorStress: `${q} kPa`, axialStrain: `${a} %`, totalPoreWaterPressure: `${300 + u} kPa` })) };
    expect(series((await read(write([total]))).observations[0]!.responses["porePressure"])).toEqual(curve.map(([, , u]) => u));
    const first = { ...total, shear: {} };
    expect(series((await read(write([first]))).observations[0]!.responses["porePressure"])).toEqual(curve.map(([, , u]) => u));
  });

  it("of a drained test knows the volume at failure, and says that it knows no more", async () => {
    const shape = { increments: curve.map(([a, q]) => ({ deviatorStress: `${q} kPa`, axialStrain: `${a} %` })), shear: { axialStrainAtFailure: "5 %", volumetricStrainAtFailureDrainedOnly: "-1.5 %" } };
    const { observations: [observation], warnings } = await read(write([shape], { type: "CD" }));
    expect(observation!.test.protocol).toBe("drained-triaxial");
    expect(series(observation!.responses["volumetricStrain"])).toEqual([0, Number.NaN, Number.NaN, Number.NaN, -0.015, Number.NaN]);
    expect(warnings.join("\n")).toContain("no volume change on the way");
    const turned = await read(write([shape], { type: "CD" }), { settings: { volumeSign: "dilation" } });
    expect(turned.observations[0]!.responses["volumetricStrain"]![4]).toBe(0.015);
  });

  it("takes cell less pore pressure where no effective stress is stated, and asks where the two disagree", async () => {
    const pressures = { totalCellPressureDuringShearStage: "400 kPa", porewaterPressureStartOfShearing: "300 kPa" };
    expect((await read(write([{ ...undrained, consolidation: {}, shear: pressures }]))).observations[0]!.test.conditions["confiningPressure"]).toBe(100);
    const text = write([{ ...undrained, shear: { ...pressures, totalCellPressureDuringShearStage: "500 kPa" } }]);
    expect((await refusal(text)).message).toMatch(/100 kPa.*200 kPa.*Set effectiveStress/);
    expect((await read(text, { settings: { effectiveStress: "difference" } })).observations[0]!.test.conditions["confiningPressure"]).toBe(200);
    expect((await read(text, { conditions: { confiningPressure: 150 } })).observations[0]!.test.conditions["confiningPressure"]).toBe(150);
  });

  it("of loads and deflections is made stresses and strains by height and diameter, the area corrected", async () => {
    const shape = { dimensions: { height: "100 mm", diameter: "5 cm" }, increments: curve.map(([a, q]) => ({ axialLoad: `${q} N`, axialDeflection: `${a} mm` })) };
    const { observations: [observation], inferred } = await read(write([shape]));
    for (const [i, [d, load]] of curve.entries()) {
      expect(observation!.test.axis[i]).toBeCloseTo(-Math.log(1 - d / 100), 14);
      expect(observation!.responses["deviatorStress"]![i]).toBeCloseTo((load / 1000 / (Math.PI * 0.025 ** 2)) * (1 - d / 100), 9);
    }
    expect(Object.keys(observation!.test.conditions)).toEqual(["confiningPressure", "initialVoidRatio"]);
    expect(inferred.map(({ because }) => because).join("\n")).toContain("q = P/A");
    const bare = write([{ increments: shape.increments }]);
    expect((await refusal(bare)).message).toMatch(/initialHeight.*nowhere stated/);
    expect((await read(bare, { conditions: { initialHeight: 100, initialDiameter: 50 } })).observations[0]!.responses["deviatorStress"]).toEqual(observation!.responses["deviatorStress"]);
  });

  it("without increments is start and failure, which is told", async () => {
    const { observations: [observation], warnings } = await read(write([{ shear: { axialStrainAtFailure: "12 %", deviatorStressAtFailure: "92 kPa", inducedPorewaterPressureAtFailure: "52 kPa" } }]));
    expect(series(observation!.test.axis)).toEqual([0, 0.12]);
    expect(series(observation!.responses["deviatorStress"])).toEqual([0, 92]);
    expect(series(observation!.responses["porePressure"])).toEqual([0, 52]);
    expect(warnings.join("\n")).toContain("start and failure");
  });

  it("is one of several by its number; only chooses", async () => {
    const text = write([undrained, { ...undrained, consolidation: { effectiveStressEndofConsolidationStage: "200 kPa" } }]);
    expect((await read(text)).observations.map(({ id, test }) => [id, test.conditions["confiningPressure"]])).toEqual([["BH1 4.6 m trial 1", 100], ["BH1 4.6 m trial 2", 200]]);
    expect((await read(text, { settings: { only: ["BH1 4.6 m trial 2"] } })).observations).toHaveLength(1);
    expect((await refusal(text, { settings: { only: ["BH2"] } })).message).toContain("\"BH1 4.6 m trial 1\"");
  });
});

describe("a trial that cannot be read", () => {
  it.each([
    ["total stresses", { ...undrained, shear: { undrainedShearStrengthAtFailure: "52 kPa" } }, "UU", "undrained strength 52 kPa"],
    ["loads without strains", { increments: curve.map(([, q]) => ({ axialLoad: `${q} N` })) }, "CU", "no axialStrain or axialDeflection"],
    ["no stress", { ...undrained, consolidation: {} }, "CU", "no positive effective stress"],
    ["nothing at all", {}, "CU", "no shearing increments"],
    ["anisotropic consolidation", undrained, "CAUC", "anisotropic"],
  ] as const)("(%s) is left out with its line and the reason", async (_, shape, type, words) => {
    const mistake = await refusal(write([shape], { type }));
    expect(mistake.message).toContain(words);
    expect(mistake.message).toMatch(/line \d+/);
  });

  it("of unknown type is asked about", async () => {
    const text = write([undrained], { type: "XYZ" });
    expect((await refusal(text)).message).toMatch(/"XYZ".*drained or undrained\?.*Set drainage/);
    expect((await read(text, { settings: { drainage: "undrained" } })).observations).toHaveLength(1);
    expect((await read(write([undrained], { type: "consolidated undrained" }))).observations).toHaveLength(1);
  });

  it("of a kind that the model does not compute says so", async () => {
    expect((await refusal(write([undrained]), { protocols: [drainedTriaxial] })).message).toContain("the model does not compute: Undrained triaxial");
  });
});
