import { existsSync } from "node:fs";
import { copyFile, mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Estimate, InputError } from "@inversa/core";
import { createApp, exportEstimate } from "@inversa/runtime";
import { exampleEstimate } from "@inversa/testing";
import { beforeAll, describe, expect, it, test } from "vitest";
import { findBrowser } from "../src/export/print-pdf.ts";
import soilLab from "../variants/soil-lab.ts";
import { demoData, emptyFolder, inversa, spawned } from "./inversa.ts";

const data = ["CD-100kPa.csv", "CD-200kPa.csv", "CD-400kPa.csv"];
let estimate: Estimate;

/** A folder with a study and the results of its run. */
async function runFolder(): Promise<string> {
  const folder = await emptyFolder();
  await mkdir(join(folder, "clay-results"));
  await writeFile(join(folder, "clay.yaml"), "model: soil/duncan-chang-eb\n");
  await writeFile(join(folder, "clay-results", "estimate.json"), JSON.stringify({ ...estimate, estimator: "bp+least-squares" }));
  await writeFile(join(folder, "clay-results", "estimate-least-squares.json"), JSON.stringify(estimate));
  return folder;
}

beforeAll(async () => {
  const answer = await inversa(["estimate", "--model", "soil/duncan-chang-eb", "--data", ...data.map(demoData), "--estimator", "least-squares", "--json", "--quiet"]);
  estimate = JSON.parse(answer.stdout) as Estimate;
});

describe("export", () => {
  it("writes beside the estimate, and warns of what should not be overlooked", async () => {
    const folder = await runFolder();
    const answer = await inversa(["export", "clay-results/estimate.json", "--to", "abaqus"], { cwd: folder });
    expect([answer.code, answer.stdout]).toEqual([0, expect.stringContaining("clay-results/duncan-chang-eb.abaqus.inp")]);
    expect(answer.stderr).toMatch(/the UMAT adds 1 kPa/);
    const text = await readFile(join(folder, "clay-results/duncan-chang-eb.abaqus.inp"), "utf8");
    for (const { source } of estimate.observations) expect(text).toContain(`${source!.file}, sha256 ${source!.sha256}`);
    expect(text).toContain(estimate.provenance.study);
    const K = estimate.parameters.find(({ name }) => name === "K")!.value;
    expect(Number(/^\*USER MATERIAL.*\n([^,]+),/m.exec(text)![1])).toBeCloseTo(K, 8);
  });

  it.each([["the folder of a run", "clay-results"], ["the study", "clay.yaml"], ["the report", "clay-results/report.html"], ["the folder of the study", "."]])("finds the estimate by %s", async (_, place) => {
    const folder = await runFolder();
    const answer = await inversa(["export", place, "--to", "json", "--out", "-"], { cwd: folder });
    expect(answer.code).toBe(0);
    expect(JSON.parse(answer.stdout)).toMatchObject({ model: "soil/duncan-chang-eb", provenance: { estimator: "bp+least-squares" } });
    expect(answer.stderr).toMatch(/of 2 estimates the first is taken, by bp\+least-squares/);
  });

  it("takes the estimate of another estimator, one from standard input, and what run prints", async () => {
    const folder = await runFolder();
    expect(JSON.parse((await inversa(["export", "clay-results", "--to", "json", "--out", "-", "--estimator", "least-squares"], { cwd: folder })).stdout)).toMatchObject({ provenance: { estimator: "least-squares" } });
    const piped = await inversa(["export", "-", "--to", "plaxis", "--out", "-"], { input: JSON.stringify({ schema: 1, estimates: [estimate] }) });
    expect(piped.stdout).toMatch(/^# APPROXIMATION: Hardening Soil/);
  });

  it("writes several files into a folder, and says in one document what it wrote", async () => {
    const folder = await runFolder();
    const answer = await inversa(["export", "clay-results", "--to", "csv", "--out", "tables", "--json"], { cwd: folder });
    const document = JSON.parse(answer.stdout) as { readonly files: readonly { readonly path: string }[] };
    expect(document).toMatchObject({ schema: 1, format: "csv", estimator: "bp+least-squares", cautions: expect.any(Array), remarks: [] });
    expect(document.files.map(({ path }) => path)).toEqual(["parameters.csv", "tests.csv", "curves.csv"].map((name) => join(folder, "tables", name)));
    expect(await readdir(join(folder, "tables"))).toHaveLength(3);
    expect((await inversa(["export", "clay-results", "--to", "csv", "--out", "one.csv"], { cwd: folder })).stderr).toMatch(/writes 3 files .* names one[\s\S]*a folder/);
  });

  it("warns of parameters that the data do not determine, and still succeeds", async () => {
    const open = { ...estimate, parameters: estimate.parameters.map((p, i) => (i === 1 ? { ...p, identified: false, note: "on a bound" } : p)), diagnostics: { ...estimate.diagnostics, reliable: false } };
    const answer = await inversa(["export", "-", "--to", "flac3d", "--out", "-"], { input: JSON.stringify(open) });
    expect(answer.code).toBe(0);
    expect(answer.stderr).toMatch(/do not rely on n = \S+: on a bound/);
    expect(answer.stderr).toMatch(/miss the data by far/);
    expect(answer.stdout).toMatch(/CAUTION: do not rely on n = /);
  });

  it.each([
    [["export", ".", "--to", "plaxxis"], /There is no format "plaxxis"[\s\S]*plaxis, abaqus, flac3d, opensees, incremental-driver, csv, json, report, pdf[\s\S]*Did you mean "plaxis"\?/],
    [["export", "nothing.json", "--to", "csv"], /nothing\.json does not exist/],
    [["export", "other.yaml", "--to", "csv"], /other\.yaml does not exist/],
    [["export", "clay.yaml", "--to", "abaqus", "--set", "units=furlong"], /"furlong" is not a choice[\s\S]*kN-m or N-m or N-mm or lbf-ft/],
    [["export", "clay.yaml", "--to", "abaqus", "--set", "unit=N-m"], /Did you mean "units"\?/],
    [["export", "clay-results", "--to", "json", "--estimator", "cnn"], /no estimate by "cnn"[\s\S]*one of bp\+least-squares, least-squares/],
    [["export", "clay.yaml"], /--to/],
    [["export", "clay-results/estimate.json", "--to", "json", "--out", "clay-results/estimate.json"], /is the estimate itself/],
    [["export", "clay.yaml", "--to", "pdf"], /no Chromium, Chrome or Edge was found[\s\S]*--to report/i],
  ])("answers %j with words", async (words, expected) => {
    const answer = await inversa(words, { cwd: await runFolder() });
    expect(answer.code).toBe(2);
    expect(answer.stderr).toMatch(expected);
  });

  it("says that a study has not been run, and how to", async () => {
    const folder = await emptyFolder();
    await copyFile(demoData("study.yaml"), join(folder, "study.yaml"));
    expect((await inversa(["export", "study.yaml", "--to", "csv"], { cwd: folder })).stderr).toMatch(/has not been run[\s\S]*inversa run study\.yaml/);
  });

  it("takes a pressure that looks like a number for the choice that it names", async () => {
    const folder = await runFolder();
    expect((await inversa(["export", "clay.yaml", "--to", "abaqus", "--set", "pa=100", "--out", "-"], { cwd: folder })).stdout).toMatch(/, 100\n\*DEPVAR/);
  });

  it.skipIf(findBrowser(process.env) === undefined)("prints the report to PDF where there is a browser", async () => {
    const folder = await runFolder();
    const answer = await spawned(["export", "clay.yaml", "--to", "pdf", "--out", "clay.pdf"], folder);
    expect([answer.code, existsSync(join(folder, "clay.pdf"))]).toEqual([0, true]);
    expect((await readFile(join(folder, "clay.pdf"))).subarray(0, 5).toString()).toBe("%PDF-");
  });
});

describe("the formats", () => {
  it("are listed and described, with what they do not write", async () => {
    expect(JSON.parse((await inversa(["list", "exporters", "--json"])).stdout)).toMatchObject({ exporters: expect.arrayContaining([expect.objectContaining({ id: "abaqus", models: expect.arrayContaining(["soil/modified-cam-clay"]) }), expect.objectContaining({ id: "pdf", plugin: "@inversa/cli" })]) });
    const text = await inversa(["describe", "abaqus"]);
    for (const word of ["*USER MATERIAL", "Keywords Reference Guide", "From memory:", "yieldSurface", "soil/cam-clay: "]) expect(text.stdout.replaceAll(/\s+/g, " ")).toContain(word);
    expect((await inversa(["describe", "csv"])).stderr).toMatch(/an exporter of that name too: inversa describe exporter\/csv/);
    expect(JSON.parse((await inversa(["describe", "exporter/csv", "--json"])).stdout)).toMatchObject({ kind: "exporter", models: "any" });
  });

  const app = createApp(soilLab);

  it("go where the documentation says, and nowhere else", async () => {
    const documentation = await readFile(new URL("../../../docs/exports.md", import.meta.url), "utf8");
    const rows = documentation.split("\n").filter((line) => line.startsWith("| ") && /^\| (model \|| *`soil\/)/.test(line)).map((line) => line.split("|").slice(1, -1).map((text) => text.trim()));
    const [head, ...body] = rows;
    const formats = head!.slice(1).map((text) => text.replaceAll("`", ""));
    const said = body.flatMap(([models, ...cells]) => models!.split(", ").flatMap((model) => cells.flatMap((text, i) => (text === "–" ? [] : [`${model.replaceAll("`", "")} as ${formats[i]}`]))));
    const held = app.exporters.all().flatMap(({ id, models }) => (models === "any" ? [] : models.map((model) => `${model} as ${id}`)));
    expect(said.toSorted()).toEqual(held.toSorted());
    expect(body.flatMap(([models]) => models!.match(/soil\/[\w-]+/g)).toSorted()).toEqual(app.models.all().map(({ id }) => id).toSorted());
  });

  test.each(app.models.all().flatMap((model) => app.exporters.all().map((exporter) => [model.id, exporter.id] as const)))("%s as %s is written, or refused with a reason and the formats that remain", async (model, to) => {
    const outcome = await exportEstimate(app, to, exampleEstimate(app.models.get(model)), {}).then(
      ({ files }) => files.map(({ name }) => /^[\w.-]+$/.test(name)),
      (error: unknown) => error instanceof InputError && error.code === "export-unsupported" && error.mistake.what.length > 40 && /csv, json, report/.test(error.mistake.next ?? "") ? "refused in words" : error,
    );
    expect(outcome === "refused in words" || (Array.isArray(outcome) && outcome.length > 0 && outcome.every(Boolean)) ? "as promised" : outcome).toBe("as promised");
  });
});
