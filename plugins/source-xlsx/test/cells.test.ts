import { describe, expect, it } from "vitest";
import { cellOf } from "../src/cells.ts";

const shown = (value: number | string | boolean | Date | null, numFmt?: string, startOf1904 = false): unknown => cellOf(value, numFmt === undefined ? undefined : { value, type: "number", style: { numFmt } }, startOf1904);

describe("a cell", () => {
  it.each([
    [0.05, "0.00%", { value: 5, unit: "%" }], [0.07, "0%;[Red]-0%", { value: 7, unit: "%" }], [0, "0.0%", { value: 0, unit: "%" }], [1e-7, "0.00%", { value: 1e-5, unit: "%" }],
    [5, "0.0\\%", { value: 5, unit: "%" }], [5, "0.0\" %\"", { value: 5, unit: "%" }], [100, "0.00\" kPa\"", { value: 100, unit: "kPa" }], [38.1, "#,##0.0\\ \\m\\m", { value: 38.1, unit: "mm" }],
  ])("%d under the format %s has the unit that it is shown with", (value, format, expected) => expect(shown(value, format)).toEqual(expected));

  it.each(["General", "0.00", "#,##0.00", "0.00E+00", "_-* #,##0.00\\ \"€\"_-", "0.00_ ;[Red]\\-0.00\\ ", "0 \"readings\""])("under the format %s is a plain number", (format) => expect(shown(1234.5, format)).toBe(1234.5));

  it.each([["[h]:mm:ss", false], ["h:mm", false], ["mm:ss.0", true]])("of a time under %s is the share of a day", (format, old) => {
    const noon = old ? Date.UTC(1904, 0, 1, 12) : Date.UTC(1899, 11, 31, 12);
    expect(shown(new Date(noon), format, old)).toEqual({ value: 0.5, unit: "d" });
  });

  it("of a time longer than two months is not a day short for the 29 February 1900 that spreadsheets count", () => {
    expect(shown(new Date(Date.UTC(1900, 2, 1)), "[h]:mm")).toEqual({ value: 61, unit: "d" });
  });

  it("of a date is text, with its time where it has one", () => {
    expect(shown(new Date(Date.UTC(2024, 2, 1)), "dd/mm/yyyy")).toBe("2024-03-01");
    expect(shown(new Date(Date.UTC(2024, 2, 1, 9, 30)), "yyyy-mm-dd hh:mm")).toBe("2024-03-01 09:30:00");
    expect(shown(new Date(Number.NaN), "yyyy")).toBe("");
  });

  it("of text, of yes and no, and of nothing", () => {
    expect([shown("  q [kPa] "), shown(true), shown(null)]).toEqual(["q [kPa]", "TRUE", ""]);
  });
});
