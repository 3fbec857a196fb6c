import { csvCell, type Estimate, readSettings } from "@inversa/core";
import { duncanChangEb } from "@inversa/soil-duncan-chang";
import { exampleEstimate } from "@inversa/testing";
import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import { csv, json, report } from "../src/index.ts";

const estimate = exampleEstimate(duncanChangEb, { fixed: { dphi: 0.5 } });
const write = async (exporter: typeof csv, from: Estimate = estimate, settings: unknown = {}, model: typeof duncanChangEb | undefined = duncanChangEb) =>
  exporter.write({ estimate: from, ...(model ? { model } : {}), estimators: {}, settings: readSettings(exporter.settings, settings, exporter.id) });
const text = async (...call: Parameters<typeof write>): Promise<Readonly<Record<string, string>>> => Object.fromEntries((await write(...call)).files.map(({ name, content }) => [name, String(content)]));
/** As a spreadsheet reads it, comments included. */
const rowsOf = (content: string): readonly (readonly string[])[] => parse(content, { relax_column_count: true, relax_quotes: true }) as string[][];
const recordsOf = (content: string): readonly Readonly<Record<string, string>>[] => parse(content, { columns: true, comment: "#", comment_no_infix: true }) as Record<string, string>[];

describe("CSV", () => {
  test("lists every parameter: estimated with its interval, fixed, and at the model's default", async () => {
    const records = recordsOf((await text(csv))["parameters.csv"]!);
    expect(records.map(({ parameter, status }) => `${parameter} ${status}`)).toEqual([
      "K estimated", "n estimated", "Rf estimated", "c estimated", "phi estimated", "dphi fixed", "Kb estimated", "m estimated", "Kur default", "pa default",
    ]);
    const K = estimate.parameters[0]!;
    expect(records[0]).toMatchObject({ unit: "1", value: String(K.value), low95: String(K.interval95![0]), high95: String(K.interval95![1]), identified: "true", reliable: "true" });
    expect(records[5]).toMatchObject({ value: "0.5", low95: "", identified: "" });
  });

  test("needs no model: then only what the estimate holds is listed", async () => {
    const { files } = await csv.write({ estimate, estimators: {}, settings: readSettings(csv.settings, {}, "csv") });
    expect(recordsOf(String(files[0]!.content)).map(({ parameter }) => parameter)).toEqual(["K", "n", "Rf", "c", "phi", "Kb", "m", "dphi"]);
  });

  test("has conditions with hashes, and measured and computed curves reading by reading", async () => {
    const files = await text(csv);
    expect(recordsOf(files["tests.csv"]!)[0]).toMatchObject({ test: "test-1", condition: "confiningPressure", value: "1005", unit: "kPa", file: "test-1.csv", sha256: "0".repeat(64) });
    const curves = recordsOf(files["curves.csv"]!);
    expect(curves.filter(({ kind, response }) => kind === "measured" && response === "deviatorStress").map(({ axis_value: at, value, unit }) => [at, value, unit])).toEqual([["0", "0", "kPa"], ["0.01", "1", "kPa"], ["0.02", "2", "kPa"]]);
    expect(Object.keys(await text(csv, estimate, { curves: false }))).toEqual(["parameters.csv", "tests.csv"]);
  });

  test("begins with provenance and conventions, unless it must not", async () => {
    const head = (await text(csv))["parameters.csv"]!.split("\r\n").filter((line) => line.startsWith("#")).join("\n");
    for (const word of ["Inversa 0.0.0", "test-1.csv, sha256 0000", "sign", "compression positive", "p_a", "101.325 kPa", "void ratio"]) expect(head).toContain(word);
    expect((await text(csv, estimate, { comments: false }))["parameters.csv"]).toMatch(/^parameter,symbol,/);
  });

  test("gives no spreadsheet a formula, from whatever names and notes", async () => {
    const evil = '=cmd|"/c calc"!A0';
    const hostile = exampleEstimate(duncanChangEb, {
      modelName: `x,${evil}`,
      observations: ["=1+1", "+A1", "-2+3", "@SUM(A1)", "\tx", `a,${evil}`, `b;${evil}`, "c\n=1"].map((id) => ({ ...estimate.observations[0]!, id, source: { file: `f,${evil}`, sha256: evil } })),
      parameters: estimate.parameters.map((parameter) => ({ ...parameter, note: evil, about: `y;${evil}` })),
    });
    for (const content of Object.values(await text(csv, hostile))) {
      expect(rowsOf(content).flat().filter((value) => /^\s*([=@]|[+-](?!\d))/.test(value))).toEqual([]);
    }
  });

  test.each([["plain", "plain"], [-1.5, "-1.5"], [Number.NaN, ""], [null, ""], [true, "true"], ['a "b", c', '"a ""b"", c"'], ["-5", "'-5"], ["two\nlines", "two lines"]])("writes %j as %s", (value, expected) => {
    expect(csvCell(value)).toBe(expected);
  });
});

test("JSON names every parameter once, with provenance and cautions before them", async () => {
  const open = exampleEstimate(duncanChangEb, { parameters: estimate.parameters.map((p) => (p.name === "m" ? { ...p, identified: false, note: "on a bound" } : p)) });
  const document = JSON.parse((await text(json, open))["parameters.json"]!) as Record<string, never>;
  expect(Object.keys(document)).toEqual(["schema", "provenance", "conventions", "cautions", "model", "modelName", "options", "parameters", "tests", "misfit", "uncertainty"]);
  expect(document).toMatchObject({ model: "soil/duncan-chang-eb", cautions: ["do not rely on m = 0.4: on a bound"], parameters: { K: { status: "estimated", identified: true }, m: { identified: false }, pa: { value: 101.325, status: "default" } }, provenance: { inputs: [{ test: "test-1", file: "test-1.csv" }] } });
  expect((await text(json, open, { indent: false }))["parameters.json"]!.split("\n")).toHaveLength(2);
});

test("the report carries project, author, conventions, defaults and hashes, and nothing that runs", async () => {
  const page = (await text(report, estimate, { project: "Dam <7>", preparedBy: "A. Bishop" }))["calibration-report.html"]!;
  for (const word of ["Dam &lt;7&gt;", "A. Bishop", "compression positive", "101.325 kPa", "held at 101.325, the model", "held at 0.5 by the study", "0".repeat(64), "@bottom-right{content:counter(page)"]) expect(page).toContain(word);
  expect(page).not.toMatch(/<script|src=|href="http/);
});
