import { describe, expect, it } from "vitest";
import { ags4 } from "../src/index.ts";
import { bytesOf, drained, read, refusal, triaxial } from "./writing.ts";

const healthy = triaxial([drained]);
const lines = healthy.split("\r\n");
/** The file with one line changed; lines count from 1, as messages do. */
const changed = (line: number, by: (text: string) => string): string => lines.map((text, i) => (i === line - 1 ? by(text) : text)).join("\r\n");

const lineOf = (start: string, after = 0): number => lines.findIndex((text, i) => i >= after && text.startsWith(start)) + 1;
const tret = lineOf("\"GROUP\",\"TRET\"");

describe("a file that breaks a rule of the format", () => {
  it("is read before it is broken", async () => {
    expect((await read(healthy)).observations).toHaveLength(1);
  });

  it.each([
    ["a quotation mark without a partner", changed(tret + 4, (t) => t.replace("\"301\"", "\"301")), [`line ${tret + 4}`, "quotation mark"]],
    ["text beside quotation marks", changed(tret + 4, (t) => t.replace("\"301\"", "\"3\"01\"\"")), [`line ${tret + 4}`, "quotation marks"]],
    ["a cell too few", changed(tret + 4, (t) => t.replace(",\"301\"", "")), [`line ${tret + 4}`, "group TRET", "16 cells for 17 headings"]],
    ["a cell too many in the UNIT row", changed(tret + 2, (t) => `${t},""`), [`line ${tret + 2}`, "group TRET", "18 cells for 17 headings"]],
    ["a heading twice", changed(tret + 1, (t) => t.replace("TRET_STV", "TRET_DEVF")), [`line ${tret + 1}`, "group TRET", "heading TRET_DEVF", "twice"]],
    ["a blank heading", changed(tret + 1, (t) => t.replace("TRET_STV", "")), [`line ${tret + 1}`, "group TRET", "blank"]],
    ["an unknown data type", changed(tret + 3, (t) => t.replace("\"2DP\"", "\"DP2\"")), [`line ${tret + 3}`, "group TRET", "\"DP2\"", "no data type"]],
    ["no TYPE row", lines.toSpliced(tret + 2, 1).join("\r\n"), [`line ${tret + 3}`, "group TRET", "TYPE"]],
    ["UNIT before HEADING", lines.toSpliced(tret, 2, lines[tret + 1]!, lines[tret]!).join("\r\n"), [`line ${tret + 1}`, "group TRET", "HEADING"]],
    ["an unknown first word", changed(tret + 4, (t) => t.replace("DATA", "DTA")), [`line ${tret + 4}`, "group TRET", "\"DTA\""]],
    ["a group twice", `${healthy}\r\n${lines.slice(tret - 1).join("\r\n")}`, ["group TRET", "twice"]],
    ["a group without a name", changed(tret, () => "\"GROUP\",\"\""), [`line ${tret}`, "name of a group"]],
    ["rows before the first group", `"DATA","1"\r\n${healthy}`, ["line 1", "\"DATA\"", "GROUP"]],
    ["text in a number", changed(tret + 4, (t) => t.replace("\"301\"", "\"3O1\"")), [`line ${tret + 4}`, "group TRET", "heading TRET_DEVF", "\"3O1\"", "not a number"]],
    ["a decimal comma", changed(tret + 4, (t) => t.replace("\"9.5\"", "\"9,5\"")), [`line ${tret + 4}`, "heading TRET_STRN", "\"9,5\""]],
    ["a unit of another kind", changed(tret + 2, (t) => t.replace("\"MPa\"", "\"mm\"")), [`line ${tret + 2}`, "heading TRET_E50", "\"mm\""]],
    ["no unit where one belongs", changed(tret + 2, (t) => t.replace("\"MPa\"", "\"\"")), [`line ${tret + 2}`, "heading TRET_E50", "no unit"]],
    ["a stage of a specimen that is not there", changed(tret + 4, (t) => t.replace("BH1-U3", "BH1-U4")), [`line ${tret + 4}`, "group TRET", "BH1-U4", "TREG"]],
    ["a stage twice", `${healthy}${lines[tret + 3]}\r\n`, [`line ${tret + 5}`, "group TRET", "heading TRET_TESN", "twice"]],
    ["a specimen twice", lines.toSpliced(tret - 2, 0, lines[tret - 3]!).join("\r\n"), [`line ${tret - 1}`, "group TREG", `line ${tret - 2}`]],
    ["an edition before 4", healthy.replace("4.1.1", "3.1"), ["line 5", "group TRAN", "heading TRAN_AGS", "\"3.1\""]],
    ["the format of AGS3", "\"**PROJ\"\r\n\"*PROJ_ID\"\r\n\"1\"\r\n", ["AGS3", "AGS4 export"]],
  ])("(%s) is refused with its place", async (_, text, words) => {
    const mistake = await refusal(text);
    expect(mistake.code).toBe("data-unreadable");
    for (const word of ["site.ags", ...words]) expect(mistake.message).toContain(word);
  });
});

describe("what does not change the meaning", () => {
  const testsIn = async (text: string) => (await read(text)).observations.map(({ id, test, responses }) => ({ id, test, responses }));
  const warningsOf = async (text: string): Promise<string> => (await read(text)).warnings.join("\n");

  it.each([
    ["line feeds alone", healthy.replaceAll("\r\n", "\n")],
    ["a byte order mark", `\ufeff${healthy}`],
    ["blank lines", `\r\n\r\n${healthy.replaceAll("\r\n", "\r\n\r\n")}`],
    ["blanks behind commas", healthy.replaceAll("\",\"", "\", \"")],
    ["no quotation marks", healthy.replaceAll("\"", "")],
    ["another way of writing the same depth", changed(tret + 4, (t) => t.replace("\"4.50\"", "\"4.5\""))],
    ["no edition", healthy.replace("4.1.1", "")],
  ])("(%s) is read alike", async (_, text) => {
    expect(await testsIn(text)).toEqual(await testsIn(healthy));
  });

  it("is passed over in groups that no test is built from: a quotation mark in the description of a stratum", async () => {
    const geol = "\r\n\"GROUP\",\"GEOL\"\r\n\"HEADING\",\"LOCA_ID\",\"GEOL_DESC\"\r\n\"DATA\",\"BH1\",\"Brown \"sandy CLAY\",\"x\"\r\n";
    expect(await testsIn(`${healthy}${geol}`)).toEqual(await testsIn(healthy));
    expect((await refusal(geol.trimStart())).message).toContain("only groups GEOL");
  });

  it("is told where it shows that a spreadsheet saved the file, and where the edition is missing", async () => {
    expect(await warningsOf(healthy.replaceAll("\"", ""))).toContain("line 1: cells stand without quotation marks");
    expect(await warningsOf(healthy.replace("4.1.1", ""))).toContain("TRAN_AGS");
  });

  it("is told where characters are neither ASCII nor UTF-8", async () => {
    const text = triaxial([drained], { SPEC_DESC: "SAND at 20\u00b0" });
    const latin = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    const { warnings, observations } = await read(latin);
    expect(observations).toHaveLength(1);
    expect(warnings.join()).toContain("Windows-1252");
  });
});

describe("recognise", () => {
  it("is sure of AGS4 by its first bytes, whatever the name, and knows AGS3 to refuse it", () => {
    expect(ags4.recognise({ name: "export.txt", bytes: bytesOf(healthy) })).toBe(1);
    expect(ags4.recognise({ name: "export.txt", bytes: bytesOf(`\ufeff${healthy}`) })).toBe(1);
    expect(ags4.recognise({ name: "export.csv", bytes: bytesOf("\"**PROJ\"\r\n") })).toBeGreaterThan(0.95);
    expect(ags4.recognise({ name: "export.csv", bytes: bytesOf("strain,q\n0,0\n") })).toBe(0);
    expect(ags4.recognise({ name: "export.ags", bytes: new Uint8Array() })).toBe(0);
  });
});
