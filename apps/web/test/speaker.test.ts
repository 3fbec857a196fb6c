import { InputError, readSettings, simulate } from "@inversa/core";
import { createApp, parseStudyFile } from "@inversa/runtime";
import { readFiles } from "@inversa/runtime/browser";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { speaker } from "../src/i18n/speaker.ts";
import { zhPhrases } from "../src/i18n/zh/phrases.ts";
import { demoData } from "./stage.ts";

const { default: full } = (await import("../../cli/variants/full.ts")) as { default: Parameters<typeof createApp>[0] };
const app = createApp(full);
const { said } = speaker(zhPhrases);

/** Words in a row, outside of quotation marks and of what people are to write. */
const english = (text: string): boolean => /[a-z]{2,}[,;:.]? [a-z]{2,}/.test(text.replaceAll(/"[^"]*"|`[^`]*`|“[^”]*”|（modle: .*）|.* 之一$/g, ""));

async function mistakeOf(work: () => unknown): Promise<InputError> {
  try { await work(); } catch (error) { if (error instanceof InputError) return error; throw error; }
  throw new Error("nothing was wrong");
}

const rows = readFileSync(demoData("CD-100kPa.csv"), "utf8").trimEnd().split(/\r?\n/);
const head = rows.findIndex((row) => row.startsWith("Axial strain"));
const read = (content: string, name = "CD-100kPa.csv") => readFiles(app, [{ name, bytes: new TextEncoder().encode(content) }]);
const replaced = (at: number, by: (row: string) => string): string => rows.map((row, i) => (i === head + at ? by(row) : row)).join("\n");

describe("real mistakes in Chinese", () => {
  const duncanChang = app.models.get("soil/duncan-chang-eb");
  const test = { protocol: "drained-triaxial", conditions: { confiningPressure: 100 }, axis: Float64Array.of(0, 0.01) };
  it.each<readonly [string, () => unknown]>([
    ["an empty file", () => read("")],
    ["a file of an unknown kind", () => read("\u0089PNG", "photo.png")],
    ["text in a number's place", () => read(replaced(3, (row) => row.replace(/^[^,]+/, "abc")))],
    ["a row that ends early", () => read(replaced(4, (row) => row.split(",")[0]!))],
    ["one column only", () => read(rows.map((row) => row.split(",")[0]!).join("\n"))],
    ["numbers without headings", () => read(rows.slice(head + 1).join("\n"))],
    ["a condition that is nowhere stated", () => read(rows.slice(head).join("\n"), "test.csv")],
    ["columns without units", () => read("axial strain,deviator stress\n0,0\n0.5,50\n1,80\n2,110\n")],
    ["two decimal signs", () => read("axial strain (%);deviator stress (kPa)\n0,0;0,0\n1.5;20,5\n2,5;40,5\n")],
    ["no workbook", () => read("not a workbook", "x.xlsx")],
    ["no AGS file", () => read('"GROUP","PROJ"\r\n"HEADING","PROJ_ID"\r\n"UNIT",""\r\n"TYPE","ID"\r\n"DATA","1"\r\n', "x.ags")],
    ["a setting that does not exist", () => readSettings(app.estimators.get("bp").settings, { epoch: 5 }, "settings of bp")],
    ["a setting out of range", () => readSettings(app.estimators.get("bp").settings, { epochs: -1 }, "settings of bp")],
    ["a parameter out of bounds", () => simulate(duncanChang, { K: -1, n: 0.5, Rf: 0.8, c: 0, phi: 35, Kb: 100, m: 0.5 }, test)],
    ["a parameter that is missing", () => simulate(duncanChang, {}, test)],
    ["a condition out of range", () => simulate(duncanChang, {}, { ...test, conditions: { confiningPressure: -5 } })],
    ["an axis that runs backwards", () => simulate(duncanChang, {}, { ...test, axis: Float64Array.of(0, NaN) })],
    ["a pattern without quotes in a study", () => parseStudyFile("inversa: 1\nmodel: *CD\n", "study.yaml")],
    ["a study with a misspelt key", () => parseStudyFile("inversa: 1\nmodle: soil/duncan-chang-eb\n", "study.yaml")],
  ])("%s", async (_, work) => {
    const { what, where, expected, next } = (await mistakeOf(work)).mistake;
    expect([what, where, expected, next].flatMap((text) => (text === undefined ? [] : [said(text)])).filter(english)).toEqual([]);
  });

  it("what was recognised in the demo's files, and why", async () => {
    const readings = await read(rows.join("\n"));
    expect(readings.flatMap(({ inferred, warnings }) => [...inferred.flatMap(({ what, because }) => [what, because]), ...warnings]).map(said).filter(english)).toEqual([]);
  });

  it("the end of a curve", () => {
    const { message = "" } = simulate(duncanChang, { K: 300, n: 0.5, Rf: 0.8, c: 0, phi: 35, Kb: 100, m: 0.5 }, { ...test, axis: Float64Array.from({ length: 50 }, (__, i) => i / 100) });
    expect(message).toMatch(/reached its limit/);
    expect(english(said(message))).toBe(false);
  });
});

describe("a speaker", () => {
  const { said: say } = speaker({
    names: { deviatorStress: "偏应力" },
    sentences: { "{name} stays at {value}": "{name}始终为 {value}", "no {kind} \"{name}\"": "没有{kind}“{name}”", "column": "列", "worst: {name} of {test}{2}": "{test} 的{name}最差{2}", "; and {n} more": "；另有 {n} 条", "one of {names}": "{names} 之一" },
    marks: { stop: "。", comma: "，", list: "、", semicolon: "；", colon: "：", open: "（", close: "）", is: " = " },
  });
  it("says what stands in a hole, numbers as they are", () => expect(say("deviatorStress stays at 47.2 kPa")).toBe("偏应力始终为 47.2 kPa"));
  it("leaves names in quotation marks, and those of which people are to write one", () => {
    expect(say("no column \"deviatorStress\"")).toBe("没有列“deviatorStress”");
    expect(say("one of deviatorStress, K")).toBe("deviatorStress, K 之一");
    expect(say("one of K, deviatorStress")).toBe("K, deviatorStress 之一");
  });
  it("finds where one hole ends and the next begins", () => {
    expect(say("worst: deviatorStress of CD-1; and 3 more")).toBe("CD-1 的偏应力最差；另有 3 条");
    expect(say("worst: deviatorStress of CD-1")).toBe("CD-1 的偏应力最差");
  });
  it("says sentences in a row, large at their beginning, and a name with its value", () => {
    expect(say("No column \"a\". No column \"b\".")).toBe("没有列“a”。没有列“b”。");
    expect(say("deviatorStress 12.5 kPa")).toBe("偏应力 = 12.5 kPa");
  });
  it("keeps what is quoted from a file, though it is cut off in its braces", () =>
    expect(say("deviatorStress stays at 1 (data: { a: { b, c,...), no column \"x\"")).toBe("偏应力始终为 1（data: { a: { b, c,...），没有列“x”"));
  it("leaves what it does not know, as a plugin from elsewhere says it", () => {
    expect(say("The sand stays at rest until the wave of the sea comes")).toBe("The sand stays at rest until the wave of the sea comes");
    expect(say("E50 of the fines")).toBe("E50 of the fines");
  });
});
