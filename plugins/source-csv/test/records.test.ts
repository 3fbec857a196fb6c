import { readSettings } from "@inversa/core";
import { describe, expect, it } from "vitest";
import { csv } from "../src/index.ts";

const read = (text: string, settings: object = {}) => csv.records!({ name: "t.csv", bytes: new TextEncoder().encode(text) }, readSettings(csv.settings, settings, "settings of csv") as never);

describe("a file as a plain table of records", () => {
  it("has numbers where cells hold numbers, words where they do not, and nothing for a gap", () => {
    expect(read("name,a,b,c\nx,1.5,nan,2\ny,-2e3,,3\n")).toMatchObject({ headings: ["name", "a", "b", "c"], rows: [["x", 1.5, "", 2], ["y", -2000, "", 3]] });
  });
  it("takes delimiter and decimal sign as every other file", () => {
    expect(read("# from the lab\nname;a;b\nx;0,5;1\ny;1,25;2\n").rows).toEqual([["x", 0.5, 1], ["y", 1.25, 2]]);
  });
  it("names places as an editor does, blank lines and comments counted", () => {
    expect(read("# comment\nname,a,b\n\nx,1,2\n").place(0, 1)).toMatch(/t\.csv, line 4, column 2/);
  });
  it.each([["", /empty/], ["1,2\n3,4\n", /no headings/], ["a,b\n", /no records|no rows of numbers/]])("refuses %j", (text, message) => expect(() => read(text)).toThrow(message));
});
