import colours from "picocolors";
import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { renderTable } from "../src/terminal/table.ts";
import { truncate, wrap } from "../src/terminal/wrap.ts";

const plain = colours.createColors(false);

describe("tables line up", () => {
  it("puts a rule under the head and numbers to the right", () => {
    const table = renderTable([{ head: "name" }, { head: "value", align: "right" }, { head: "unit" }], [["K", "47.1", ""], ["phi", "30.72", "°"]], plain, 80);
    expect(table.split("\n")).toEqual([
      "name  value  unit",
      "────  ─────  ────",
      "K      47.1",
      "phi   30.72  °",
    ]);
  });

  it("keeps columns apart when the cells hold wide characters", () => {
    const table = renderTable([{ head: "列" }, { head: "x" }], [["轴向应变", "a"], ["q", "b"]], plain, 80).split("\n");
    const columnOf = (line: string, mark: string): number => stringWidth(line.slice(0, line.indexOf(mark)));
    expect(columnOf(table[2]!, "a")).toBe(10);
    expect(columnOf(table[3]!, "b")).toBe(10);
  });

  it("wraps only the flexible column, into the width there is", () => {
    const table = renderTable([{ head: "id" }, { head: "about", flexible: true }], [["soil/duncan-chang-eb", "one two three four five six seven eight nine ten"]], plain, 50);
    for (const line of table.split("\n")) expect(stringWidth(line)).toBeLessThanOrEqual(50);
    expect(table.replaceAll(/\s+/g, " ")).toContain("one two three four five six seven eight nine ten");
  });

  it("lets the widest of several flexible columns give way first, none below its longest word", () => {
    const table = renderTable([{ head: "id" }, { head: "conditions", flexible: true }, { head: "measured", flexible: true }], [["CD-100kPa", "confiningPressure 100 kPa, initialAxialStress 100 kPa", "deviatorStress, volumetricStrain"]], plain, 60);
    for (const line of table.split("\n")) expect(stringWidth(line)).toBeLessThanOrEqual(60);
    for (const word of ["confiningPressure", "initialAxialStress", "deviatorStress,", "volumetricStrain"]) expect(table).toContain(word);
  });

  it("colours do not count into the width", () => {
    const coloured = renderTable([{ head: "a" }, { head: "b" }], [[colours.createColors(true).green("ok"), "z"]], plain, 80);
    expect(coloured.split("\n")[2]!.endsWith("z")).toBe(true);
    expect(stringWidth(coloured.split("\n")[2]!)).toBe(5);
  });
});

describe("text is wrapped by what is seen", () => {
  it("breaks between words, and inside a word that is longer than a line", () => {
    expect(wrap("the deviator stress reached its limit", 14)).toEqual(["the deviator", "stress reached", "its limit"]);
    expect(wrap("轴向应变偏应力", 6)).toEqual(["轴向应", "变偏应", "力"]);
    expect(wrap("a\nb", 10)).toEqual(["a", "b"]);
  });

  it("keeps a number and its % together", () => {
    expect(wrap("at 13.32 % strain", 9)).toEqual(["at", "13.32 %", "strain"]);
  });

  it("cuts to a width with an ellipsis", () => {
    expect(truncate("short", 10)).toBe("short");
    expect(truncate("轴向应变偏应力", 7)).toBe("轴向应…");
    expect(stringWidth(truncate("轴向应变偏应力", 8))).toBeLessThanOrEqual(8);
  });
});
