import { readSettings } from "@inversa/core";
import { describe, expect, it } from "vitest";
import { type Cell, letters, numberFormatOf, provenanceOf, readTables, rowOf, sheetPlace, tableSettings, type TableFile } from "../src/index.ts";
import { drained, drainedRows, soil, usual } from "./reading.ts";

type Sheets = Readonly<Record<string, readonly (readonly Cell[])[]>>;

/** A workbook as an importer of spreadsheets would hand it over. */
function workbook(sheets: Sheets, name = "lab.xlsx"): TableFile {
  const tables = Object.entries(sheets).map(([title, cells]) => {
    const rows = cells.map((row, i) => rowOf(i + 1, row));
    const place = sheetPlace(name, title);
    return { title, rows, place, ...numberFormatOf(rows, false, { decimal: "auto", thousands: "auto" }, place) };
  });
  return { name, tables, inferred: [], provenance: () => provenanceOf({ name, bytes: new Uint8Array(3) }, "xlsx") };
}

const read = async (sheets: Sheets, settings = {}): ReturnType<typeof readTables> =>
  readTables([workbook(sheets)], { source: "xlsx", protocols: soil, settings: readSettings(tableSettings, settings, "settings of xlsx") });

const readings: readonly (readonly Cell[])[] = [usual, ...drainedRows];
const pressure = (kPa: number): readonly Cell[] => ["Confining pressure", kPa, "kPa"];

describe("cells of a spreadsheet", () => {
  it("keep their numbers: 1.234 is no question there, and text beside them may have a decimal comma", async () => {
    const [reading] = await read({ CD: [pressure(100), usual, [0, 0, 0], [1.234, "0,219", 1.25], [2.5, "0,559", 61.96]] }, { sign: "keep" });
    const { test, responses } = reading!.observations[0]!;
    expect([...test.axis]).toEqual([0, 0.01234, 0.025]);
    expect([...responses["volumetricStrain"]!]).toEqual([0, 0.00219, 0.00559]);
    expect([...responses["deviatorStress"]!]).toEqual([0, 1.25, 61.96]);
  });

  it("with a percent sign are in percent, whatever the number behind them", async () => {
    const percent = drainedRows.map(([a, v, q]): readonly Cell[] => [{ value: a, unit: "%" }, { value: v, unit: "%" }, q]);
    for (const head of [usual, ["Axial strain", "Volumetric strain", "q (kPa)"]]) {
      const [reading] = await read({ CD: [pressure(100), head, ...percent] });
      expect([...reading!.observations[0]!.test.axis]).toEqual(drained.axis);
      expect([...reading!.observations[0]!.responses["volumetricStrain"]!]).toEqual(drained.volumetricStrain);
    }
  });

  it("are named as spreadsheets name them", async () => {
    const broken = readings.map((row, i) => (i === 5 ? [0.5, 0.2, "see note"] : row));
    await expect(read({ "CD 100": [pressure(100), ...broken] })).rejects.toThrow(/lab\.xlsx, sheet "CD 100", row 7: cell C7 \("q \[kPa\]"\) holds "see note"/);
    expect([0, 25, 26, 701, 702].map(letters)).toEqual(["A", "Z", "AA", "ZZ", "AAA"]);
  });
});

describe("several sheets", () => {
  it("are tests of their own, named and described by their titles", async () => {
    const [reading] = await read({ "CD 100 kPa": readings, "CD 200 kPa": readings, Notes: [["Operator", "N. N."]] });
    expect(reading!.observations.map((o) => [o.id, o.test.conditions["confiningPressure"]])).toEqual([["lab CD 100 kPa", 100], ["lab CD 200 kPa", 200]]);
    expect(reading!.warnings.join()).toContain("sheet \"Notes\" holds no curve");
  });

  it("may describe each other: a sheet of specimens has a line for every test", async () => {
    const specimens: readonly (readonly Cell[])[] = [["Test", "σ3 (kPa)", "e0"], ["T1", 100, 0.7], ["T2", 300, 0.8]];
    const [reading] = await read({ Summary: specimens, T1: readings, T2: readings });
    expect(reading!.observations.map((o) => o.test.conditions)).toEqual([{ confiningPressure: 100, initialVoidRatio: 0.7 }, { confiningPressure: 300, initialVoidRatio: 0.8 }]);
  });
});
