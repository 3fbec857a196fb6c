import { drainedTriaxial } from "@inversa/soil";
import { describe, expect, it } from "vitest";
import { drained, group, read, refusal, specimen, tran, triaxial, undrained, write } from "./writing.ts";

const series = (values: Float64Array | undefined): readonly number[] => [...(values ?? [])];
const told = ({ inferred }: Awaited<ReturnType<typeof read>>): string => inferred.map(({ what, because }) => `${what} <- ${because}`).join("\n");

describe("a stage of a drained test", () => {
  it("becomes the start, half the strength and failure, volume only where it is measured", async () => {
    const { observations, warnings } = await read(triaxial([drained]));
    const [{ id, test, responses }] = observations as [typeof observations[0]];
    expect(id).toBe("BH1 U3 1");
    expect(test.protocol).toBe("drained-triaxial");
    expect(test.conditions).toEqual({ confiningPressure: 100, initialVoidRatio: 0.656 });
    expect(series(test.axis)).toEqual([0, 0.0115, 0.095]);
    expect(series(responses["deviatorStress"])).toEqual([0, 150.5, 301]);
    expect(series(responses["volumetricStrain"])).toEqual([0, Number.NaN, -0.031]);
    expect(warnings.join("\n")).toMatch(/1 triaxial test is read as summary points, not curves/);
  });

  it("takes the strain at half the strength from the secant modulus where only that is stated", async () => {
    const { observations } = await read(triaxial([{ ...drained, TRET_EP50: "" }]));
    expect(observations[0]!.test.axis[1]).toBeCloseTo(150.5 / 13_100, 12);
  });

  it("has no middle point without either, which is told", async () => {
    const { observations, warnings } = await read(triaxial([{ ...drained, TRET_EP50: "", TRET_E50: "" }]));
    expect(series(observations[0]!.responses["deviatorStress"])).toEqual([0, 301]);
    expect(warnings.join("\n")).toContain("no stiffness");
  });

  it("has no middle point where failure is not the peak", async () => {
    const { observations, warnings } = await read(triaxial([drained], { TREG_FCR: "Maximum principal stress ratio" }));
    expect(observations[0]!.test.axis).toHaveLength(2);
    expect(warnings.join("\n")).toContain("Maximum principal stress ratio");
  });

  it("warns where modulus and strain at half the strength contradict each other, and where the point lies behind failure", async () => {
    expect((await read(triaxial([{ ...drained, TRET_E50: "8.0" }]))).warnings.join("\n")).toContain("TRET_EP50 is used");
    const { observations, warnings } = await read(triaxial([{ ...drained, TRET_EP50: "11", TRET_E50: "" }]));
    expect(observations[0]!.test.axis).toHaveLength(2);
    expect(warnings.join("\n")).toContain("lies outside the test");
  });

  it("turns the sign of its volume change, and engineering strains into natural ones, when told so", async () => {
    const { observations } = await read(triaxial([drained]), { settings: { volumeSign: "dilation", strainMeasure: "engineering" } });
    expect(observations[0]!.responses["volumetricStrain"]![2]).toBeCloseTo(-Math.log1p(-0.031), 14);
    expect(observations[0]!.test.axis[2]).toBeCloseTo(-Math.log1p(-0.095), 14);
  });

  it("says which volume changes a model without dilatancy cannot follow", async () => {
    expect((await read(triaxial([drained]))).warnings.join("\n")).toContain("weight 0");
    expect((await read(triaxial([{ ...drained, TRET_STV: "2.1" }]))).warnings.join("\n")).not.toContain("weight 0");
  });

  it("is left out with its line where strength or stress is missing; others stay", async () => {
    const { observations, warnings } = await read(triaxial([drained, { ...drained, TRET_TESN: "2", TRET_DEVF: "" }, { ...drained, TRET_TESN: "3", TRET_CONP: "", TRET_PWPI: "" }]));
    expect(observations.map(({ id }) => id)).toEqual(["BH1 U3 1 stage 1"]);
    expect(warnings.join("\n")).toMatch(/stage 2" \(line 18\) is left out: it states no deviator stress \(TRET_DEVF\)/);
    expect(warnings.join("\n")).toMatch(/stage 3" \(line 19\) is left out: it states no effective stress/);
  });
});

describe("a stage of an undrained test", () => {
  it("has the excess pore pressure at failure", async () => {
    const { observations } = await read(triaxial([undrained], { TREG_TYPE: "CU" }));
    expect(observations[0]!.test.protocol).toBe("undrained-triaxial");
    expect(series(observations[0]!.responses["porePressure"])).toEqual([0, Number.NaN, 52]);
  });

  it("counts pore pressure from the back pressure where its start is not recorded, and is without it where neither is", async () => {
    const back = await read(triaxial([{ ...undrained, TRET_PWPI: "", TRET_BACK: "300" }], { TREG_TYPE: "CU" }));
    expect(series(back.observations[0]!.responses["porePressure"])).toEqual([0, Number.NaN, 52]);
    const none = await read(triaxial([{ ...undrained, TRET_PWPI: "" }], { TREG_TYPE: "CU" }));
    expect(Object.keys(none.observations[0]!.responses)).toEqual(["deviatorStress"]);
    expect(none.warnings.join("\n")).toContain("TRET_PWPF is not used");
  });
});

describe("the type of a test", () => {
  it.each([
    ["CD", true], ["CDM", true], ["CIDC", true], ["CU", false], ["CUM", false], ["CIUC", false], ["CIUCM", false], ["UUP", false], ["cu", false],
  ])("%s tells whether it is drained", async (type, isDrained) => {
    const { observations } = await read(triaxial([{ ...drained, ...undrained }], { TREG_TYPE: type }));
    expect(observations[0]!.test.protocol).toBe(isDrained ? "drained-triaxial" : "undrained-triaxial");
  });

  it("is taken from the file's own words for a code, or from the drainage of the stage", async () => {
    const abbr = { name: "ABBR", headings: [["ABBR_HDNG", "", "X"], ["ABBR_CODE", "", "X"], ["ABBR_DESC", "", "X"]], rows: [["TREG_TYPE", "XYZ", "Consolidated undrained, slow"]] } as const;
    expect((await read(triaxial([undrained], { TREG_TYPE: "XYZ" }, [abbr]))).observations[0]!.test.protocol).toBe("undrained-triaxial");
    expect((await read(triaxial([{ ...drained, TRET_DRN: "Drained" }], { TREG_TYPE: "XYZ" }))).observations[0]!.test.protocol).toBe("drained-triaxial");
  });

  it("is asked about where nothing says it, and settled by a setting", async () => {
    const text = triaxial([drained], { TREG_TYPE: "XYZ" });
    const mistake = await refusal(text);
    expect(mistake.code).toBe("data-ambiguous");
    expect(mistake.message).toMatch(/line 11, group TREG, heading TREG_TYPE.*"XYZ".*drained or undrained.*Set drainage/);
    expect((await read(text, { settings: { drainage: "drained" } })).observations).toHaveLength(1);
  });

  it("is refused where the stage says the opposite", async () => {
    expect((await refusal(triaxial([{ ...drained, TRET_DRN: "Undrained" }]))).message).toMatch(/line 17, group TRET, heading TRET_DRN.*line 11/);
  });

  it("of extension counts stress and strain negative", async () => {
    const { observations } = await read(triaxial([drained], { TREG_TYPE: "CIDE" }));
    expect(series(observations[0]!.responses["deviatorStress"])).toEqual([0, -301]);
    expect(series(observations[0]!.test.axis)).toEqual([0, -0.095]);
  });

  it("of anisotropic consolidation begins at the deviator stress of consolidation, and needs both stresses", async () => {
    const { observations } = await read(triaxial([{ ...drained, TRET_CRP: "100", TRET_CVP: "200" }], { TREG_TYPE: "CADC" }));
    expect(observations[0]!.test.conditions).toMatchObject({ confiningPressure: 100, initialAxialStress: 200 });
    expect(series(observations[0]!.responses["deviatorStress"])).toEqual([100, 301]);
    expect((await refusal(triaxial([drained], { TREG_TYPE: "CADC" }))).message).toContain("TRET_CVP");
  });

  it("in several stages of one specimen gives no void ratio after the first", async () => {
    const { observations } = await read(triaxial([drained, { ...drained, TRET_TESN: "2" }], { TREG_TYPE: "CDM" }));
    expect(observations.map(({ test }) => test.conditions["initialVoidRatio"])).toEqual([0.656, undefined]);
  });
});

describe("the state at the start of shearing", () => {
  it("is asked about where stated stress and cell less pore pressure disagree", async () => {
    const text = triaxial([{ ...drained, TRET_CELL: "450" }]);
    const mistake = await refusal(text);
    expect(mistake.code).toBe("data-ambiguous");
    expect(mistake.message).toMatch(/line 17, group TRET, heading TRET_CONP.*100 kPa.*150.*effectiveStress/);
    const pressure = async (effectiveStress: string) => (await read(text, { settings: { effectiveStress } })).observations[0]!.test.conditions["confiningPressure"];
    expect([await pressure("stated"), await pressure("difference")]).toEqual([100, 150]);
  });

  it("follows from cell and pore pressure where it is not stated", async () => {
    const reading = await read(triaxial([{ ...drained, TRET_CONP: "" }]));
    expect(reading.observations[0]!.test.conditions["confiningPressure"]).toBe(100);
    expect(told(reading)).toContain("TRET_CELL less TRET_PWPI");
  });

  it("has the void ratio after consolidation, or that of dry and particle density", async () => {
    const after = await read(triaxial([{ ...drained, TRET_VOLM: "2.0" }]));
    expect(after.observations[0]!.test.conditions["initialVoidRatio"]).toBeCloseTo(1.656 * 0.98 - 1, 12);
    const lpdn = group("LPDN", [[specimen("9"), { LPDN_PDEN: "#2.65" }]]);
    const dense = await read(triaxial([{ ...drained, TRET_IVR: "", TRET_DDEN: "1.60" }], {}, [lpdn]));
    expect(dense.observations[0]!.test.conditions["initialVoidRatio"]).toBeCloseTo(2.65 / 1.6 - 1, 12);
    expect(told(dense)).toContain("assumed");
  });

  it("takes conditions that the user gives before the file's", async () => {
    expect((await read(triaxial([drained]), { conditions: { overconsolidationRatio: 2 } })).observations[0]!.test.conditions).toMatchObject({ confiningPressure: 100, overconsolidationRatio: 2 });
    expect((await refusal(triaxial([drained]), { conditions: { pressure: 2 } })).code).toBe("condition-unknown");
  });
});

describe("a file of many tests", () => {
  const two = write([
    tran,
    group("TREG", [[specimen("1"), { TREG_TYPE: "CD", SPEC_DESC: "Medium dense fine SAND", TREG_PHI: "36.9" }], [specimen("2"), { TREG_TYPE: "CU", SPEC_DESC: "Firm brown CLAY" }]]),
    group("TRET", [[specimen("1"), drained], [specimen("2"), undrained], [specimen("2"), { ...undrained, TRET_TESN: "2", TRET_CONP: "200", TRET_CELL: "500" }]]),
    group("TRIG", [[specimen("3"), { TRIG_TYPE: "UU" }]]),
    group("TRIT", [[specimen("3"), { TRIT_TESN: "1", TRIT_CELL: "100", TRIT_DEVF: "104" }]]),
  ]);

  it("of two soils is asked about, with the soils and their specimens", async () => {
    const mistake = await refusal(two);
    expect(mistake.code).toBe("data-ambiguous");
    expect(mistake.message).toMatch(/2 soils: SAND \(BH1 U3 1\); CLAY \(BH1 U3 2\).*only=\["BH1 U3 1"\]/);
    expect((await read(two, { settings: { soils: "together" } })).observations).toHaveLength(3);
  });

  it("gives the tests of a specimen, or one of them, by name; an unknown name is refused with those that are there", async () => {
    expect((await read(two, { settings: { only: ["BH1 U3 2"] } })).observations.map(({ id }) => id)).toEqual(["BH1 U3 2 stage 1", "BH1 U3 2 stage 2"]);
    expect((await read(two, { settings: { only: ["bh1 u3 2 stage 2"] } })).observations.map(({ id }) => id)).toEqual(["BH1 U3 2 stage 2"]);
    const mistake = await refusal(two, { settings: { only: ["BH2"] } });
    expect(mistake.message).toMatch(/"BH2".*"BH1 U3 1", "BH1 U3 2 stage 1"/);
  });

  it("keeps tests of other kinds out of a study whose model does not compute them, and says so", async () => {
    const { observations, warnings } = await read(two, { protocols: [drainedTriaxial] });
    expect(observations.map(({ id }) => id)).toEqual(["BH1 U3 1"]);
    expect(warnings.join("\n")).toContain("2 tests are left out, of a kind that the model does not compute: Undrained triaxial");
  });

  it("says of tests in total stresses what they are good for, and makes no curve of them", async () => {
    const { warnings } = await read(two, { settings: { soils: "together" } });
    expect(warnings.join("\n")).toMatch(/"BH1 U3 3 UU" \(line \d+\) is a test in total stresses.*undrained strength 52 kPa at a cell pressure of 100 kPa.*phi = 0/);
  });

  it("hands on the laboratory's own evaluation to compare with", async () => {
    expect(told(await read(two, { settings: { only: ["BH1 U3 1"] } }))).toContain("phi' = 36.9°");
  });

  it("names specimens by depth or all of their key where hole, sample and reference are not enough", async () => {
    const at = (depth: string) => specimen("").with(6, depth);
    const text = write([tran, group("TREG", [[at("4.60"), { TREG_TYPE: "CD" }], [at("4.75"), { TREG_TYPE: "CD" }]]), group("TRET", [[at("4.60"), drained], [at("4.75"), drained]])]);
    expect((await read(text)).observations.map(({ id }) => id)).toEqual(["BH1 U3 4.6 m", "BH1 U3 4.75 m"]);
  });

  it("without any test it reads is refused with the groups that it holds", async () => {
    expect((await refusal(write([tran]))).message).toContain("only groups TRAN");
  });
});
