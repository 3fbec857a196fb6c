import { copyFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { demoData, emptyFolder, inversa } from "./inversa.ts";

/** The demo's study with an estimator that is trained in milliseconds. */
async function demoStudy(estimators = "  - { id: gaussian-process, settings: { steps: 5, kernel: matern-32, linear: false } } # the main one\n  - { id: least-squares }\n"): Promise<string> {
  const cwd = await emptyFolder();
  for (const name of ["CD-100kPa.csv", "CD-200kPa.csv", "CD-400kPa.csv"]) await copyFile(demoData(name), join(cwd, name));
  const study = (await readFile(demoData("study.yaml"), "utf8")).replace("samples: 2000", "samples: 80").replace(/estimators:\n(.*\n)+?\n/, `estimators:\n${estimators}\n`);
  await writeFile(join(cwd, "study.yaml"), study);
  return cwd;
}

const words = ["tune", "study.yaml", "--trials", "6", "--cases", "30", "--threads", "0"];

describe("tune", () => {
  it("ranks settings, says which mattered and what the best bring, and writes the study with them, ready to run", async () => {
    const cwd = await demoStudy();
    const text = await inversa([...words, "--write", "tuned.yaml"], { cwd });
    expect(text.code).toBe(0);
    for (const part of ["Settings of gaussian-process: 6 tried", "the study's own", "Which settings mattered", "error on 30 fresh simulations", "In the study file:\nestimators:\n  - id: gaussian-process\n    settings: {", "tuned.yaml is the study with these settings"]) expect(text.stdout).toContain(part);
    expect(text.stderr).toContain("inversa run tuned.yaml");
    const [before, after] = await Promise.all(["study.yaml", "tuned.yaml"].map((name) => readFile(join(cwd, name), "utf8")));
    expect(after!.replace(/settings: \{.*\} \} # the main one/, "")).toBe(before!.replace(/settings: \{.*\} \} # the main one/, ""));
    expect(after).not.toBe(before);
    // The trials are there already, and so is what was trained.
    const run = await inversa(["run", "tuned.yaml", "--json"], { cwd });
    expect(run.code).toBe(0);
    expect(run.stderr).not.toContain("train gaussian");

    const again = await inversa([...words, "--json"], { cwd });
    const found = JSON.parse(again.stdout);
    expect(found).toMatchObject({ schema: 1, estimator: "gaussian-process", effort: { of: "simulations" }, written: null, comparison: { cases: 30, before: { score: expect.any(Number) }, after: { score: expect.any(Number) }, ratio: { interval95: [expect.any(Number), expect.any(Number)] } } });
    expect(found.trials.length).toBeGreaterThanOrEqual(8);
    expect((await readFile(found.file, "utf8")).split("\n").filter(Boolean)).toHaveLength(found.trials.length);
    expect(text.stdout).toContain(found.yaml);
  });

  it.each([
    ["a direct estimator", ["--estimator", "least-squares"], "is not trained, so it has no settings to search"],
    ["a place elsewhere", ["--write", "../tuned.yaml"], "is not beside the study"],
    ["a file that is there", ["--write", "study.yaml"], "exists already"],
    ["no time", ["--minutes", "0"], "a number above 0"],
    ["one trial", ["--trials", "1"], "a whole number from 2"],
  ])("answers %s in words", async (_, more, message) => {
    const { code, stderr } = await inversa([...words, ...more], { cwd: await demoStudy() });
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });

  it("says so where no estimator learns", async () => {
    const { code, stderr } = await inversa(words, { cwd: await demoStudy("  - { id: least-squares }\n") });
    expect([code, stderr]).toEqual([2, expect.stringMatching(/No estimator of this study learns[\s\S]*Name one with --estimator/)]);
  });
});
