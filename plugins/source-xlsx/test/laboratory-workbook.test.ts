import { describe, expect, it } from "vitest";
import { curve, fileOf, inDecimals, read, refusal } from "./reading.ts";

describe("a workbook of a laboratory, saved by LibreOffice", async () => {
  const reading = await read("laboratory.xlsx", fileOf("laboratory.xlsx"));
  const [cd1, cd2, cd3] = reading.observations;

  it("gives a test for each visible sheet of readings, in the order of the sheets", () => {
    expect(reading.observations.map((o) => o.id)).toEqual(["laboratory CD1", "laboratory CD2", "laboratory 固结排水3"]);
    expect(reading.observations.every((o) => o.test.protocol === "drained-triaxial")).toBe(true);
    expect(cd1!.provenance).toMatchObject({ file: "laboratory.xlsx", source: "xlsx" });
  });

  it("takes pressures from the header block or from the sheet of specimens, where they agree", () => {
    expect(reading.observations.map((o) => o.test.conditions)).toEqual([
      { confiningPressure: 100, initialVoidRatio: 0.69 }, { confiningPressure: 200, initialVoidRatio: 0.67 }, { confiningPressure: 400, initialVoidRatio: 0.66 },
    ]);
  });

  it("reads units from the row below the headings, and formulas by their stored results", () => {
    expect([...cd1!.test.axis]).toEqual(inDecimals(0));
    expect([...cd1!.responses["volumetricStrain"]!]).toEqual(inDecimals(1));
    for (const [i, q] of cd1!.responses["deviatorStress"]!.entries()) expect(q).toBeCloseTo(curve[i]![2], 10);
  });

  it("reads percentages as they are shown, a unit in the number format, and an error as a gap", () => {
    expect([...cd2!.test.axis]).toEqual(inDecimals(0));
    expect([...cd2!.responses["volumetricStrain"]!]).toEqual(inDecimals(1));
    expect(reading.inferred).toContainEqual({ what: "axialStrain in %", because: "column A shows its numbers so (test \"CD2\")" });
    expect(cd2!.responses["deviatorStress"]![3]).toBeNaN();
    expect(cd2!.responses["deviatorStress"]!.at(-1)).toBe(2 * curve.at(-1)![2]);
    expect(reading.warnings.join("\n")).toContain("deviatorStress lacks 1 of 10 readings");
  });

  it("reads Chinese headings and sheets", () => {
    expect([...cd3!.test.axis]).toEqual(inDecimals(0));
    expect(cd3!.responses["deviatorStress"]!.at(-1)).toBeCloseTo(4 * curve.at(-1)![2], 10);
  });

  it("says what it leaves out: hidden sheets, sheets without a curve", () => {
    expect(reading.warnings).toEqual(expect.arrayContaining([expect.stringMatching(/hidden sheets are not read: "Raw"/), expect.stringMatching(/sheet "Notes" holds no curve/)]));
  });

  it("reads a hidden sheet where the user names it, and refuses a name that is none", async () => {
    const { observations } = await read("laboratory.xlsx", fileOf("laboratory.xlsx"), { settings: { sheets: ["Raw"], protocol: "drained-triaxial" }, conditions: { confiningPressure: 100 } });
    expect(observations[0]!.responses["deviatorStress"]!.at(-1)).toBeCloseTo(9 * curve.at(-1)![2], 10);
    expect((await refusal("laboratory.xlsx", fileOf("laboratory.xlsx"), { settings: { sheets: ["CD9"] } })).message).toMatch(/no sheet "CD9".*"CD1", "CD2"/);
  });
});

describe("other workbooks", () => {
  it("whose formulas have no stored results are refused with the first such cell", async () => {
    const error = await refusal("uncalculated.xlsx", fileOf("uncalculated.xlsx"));
    expect(error.code).toBe("data-unreadable");
    expect(error.message).toMatch(/uncalculated\.xlsx, sheet "CD1", row 7, cell E7: the formula "=D7-\$B\$2" has no stored result, nor have 9 others.*save it again/s);
  });

  it.each([["laboratory.xls", /Excel 97/], ["laboratory.ods", /OpenDocument/]])("in the format of %s are refused with the way out", async (name, words) => {
    const error = await refusal(name, fileOf(name));
    expect(error.message).toMatch(words);
    expect(error.message).toContain("save it as .xlsx");
  });
});
