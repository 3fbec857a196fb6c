import { describe, expect, it } from "vitest";
import { curve, inDecimals, read, refusal, usual, workbook } from "./reading.ts";

const told = ({ inferred }: Awaited<ReturnType<typeof read>>): string => inferred.map((i) => `${i.what} <- ${i.because}`).join("\n");

describe("sheets", () => {
  it("of one test and of what is known about it are read together", async () => {
    const bytes = await workbook({ name: "Input", rows: [["Project", "Dam 7"], ["Cell pressure", 400, "kPa", null, "Back pressure", 300, "kPa"]] }, { name: "Data", rows: [usual, ...curve] });
    const reading = await read("CD.xlsx", bytes);
    expect(reading.observations.map((o) => [o.id, o.test.conditions["confiningPressure"]])).toEqual([["CD", 100]]);
    expect(told(reading)).toContain("sheet \"Input\", row 2");
  });

  it("may hold tests side by side, one below the other, or told apart by a merged cell", async () => {
    const beside = await workbook({ name: "S", rows: [["100 kPa", null, null, "200 kPa", null, null], [...usual, ...usual], ...curve.map((r) => [...r, r[0], r[1], 2 * r[2]])], merges: [{ startRow: 0, endRow: 0, startCol: 0, endCol: 2 }, { startRow: 0, endRow: 0, startCol: 3, endCol: 5 }] });
    const named = await workbook({ name: "S", rows: [["Test", ...usual], ...["CD1 100 kPa", "CD2 200 kPa"].flatMap((test, k) => curve.map((r, i) => [i === 0 ? test : null, r[0], r[1], (k + 1) * r[2]]))], merges: [{ startRow: 1, endRow: 10, startCol: 0, endCol: 0 }, { startRow: 11, endRow: 20, startCol: 0, endCol: 0 }] });
    for (const bytes of [beside, named]) {
      const { observations } = await read("lab.xlsx", bytes);
      expect(observations.map((o) => [o.test.conditions["confiningPressure"], o.responses["deviatorStress"]!.at(-1)])).toEqual([[100, 208.98], [200, 417.96]]);
      expect([...observations[1]!.test.axis]).toEqual(inDecimals(0));
    }
  });

  it("with text among the numbers are refused with the cell", async () => {
    const bytes = await workbook({ name: "CD 100 kPa", rows: [usual, ...curve.slice(0, 4), [0.4, 0.2, "broken"], ...curve.slice(4)] });
    expect((await refusal("lab.xlsx", bytes)).message).toMatch(/lab\.xlsx, sheet "CD 100 kPa", row 6: cell C6 .*"broken"/);
    expect((await read("lab.xlsx", bytes, { settings: { badRows: "skip" } })).observations[0]!.test.axis.length).toBe(10);
  });

  it("without known headings are refused with sheet and row; columns can be named by letter", async () => {
    const bytes = await workbook({ name: "CD 100 kPa", rows: [["First", "Second (%)", "Third"], ...curve.map((r) => r.map((v) => v + 0))] });
    expect((await refusal("lab.xlsx", bytes)).message).toMatch(/sheet "CD 100 kPa", row 1: none of the headings "First", "Second \(%\)", "Third" is known/);
    const mapping = [{ column: "A", channel: "axialStrain", unit: "%" }, { column: "B", channel: "volumetricStrain" }, { column: "C", channel: "deviatorStress", unit: "kPa" }];
    const { observations } = await read("lab.xlsx", bytes, { settings: { mapping } });
    expect([...observations[0]!.test.axis]).toEqual(inDecimals(0));
    expect(observations[0]!.responses["deviatorStress"]!.at(-1)).toBe(208.98);
  });

  it("with numbers as text in a decimal comma are read, and said so", async () => {
    const bytes = await workbook({ name: "CD 100 kPa", rows: [usual, ...curve.map((r) => r.map((v) => String(v).replace(".", ",")))] });
    const reading = await read("lab.xlsx", bytes);
    expect([...reading.observations[0]!.test.axis]).toEqual(inDecimals(0));
    expect(told(reading)).toContain("decimal comma");
  });
});
