import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { emptyFolder, inversa } from "./inversa.ts";

/*
 * What a laboratory sends: an AGS4 file with the results of each stage, and the readings in files that it names.
 */

const rows = (lines: readonly (readonly string[])[]): string => lines.map((cells) => cells.map((cell) => `"${cell}"`).join(",")).join("\r\n");
const key = ["LOCA_ID", "SAMP_TOP", "SAMP_REF", "SAMP_TYPE", "SAMP_ID", "SPEC_REF", "SPEC_DPTH"];
const keyUnits = ["", "m", "", "", "", "", "m"];
const keyTypes = ["ID", "2DP", "X", "PA", "ID", "X", "2DP"];
const specimen = ["BH1", "4.50", "U3", "U", "BH1-U3", "1", "4.60"];

const stages = [[100, 301, "9.5", "1.15"], [200, 598, "9.9", "1.47"], [400, 1190, "10.4", "1.88"]] as const;
const ags = [
  rows([["GROUP", "TRAN"], ["HEADING", "TRAN_AGS"], ["UNIT", ""], ["TYPE", "X"], ["DATA", "4.1.1"]]),
  rows([["GROUP", "TREG"], ["HEADING", ...key, "SPEC_DESC", "TREG_TYPE"], ["UNIT", ...keyUnits, "", ""], ["TYPE", ...keyTypes, "X", "PA"], ["DATA", ...specimen, "Medium dense fine SAND", "CD"]]),
  rows([
    ["GROUP", "TRET"], ["HEADING", ...key, "TRET_TESN", "TRET_CONP", "TRET_DEVF", "TRET_STRN", "TRET_EP50", "FILE_FSET"], ["UNIT", ...keyUnits, "", "kPa", "kPa", "%", "%", ""], ["TYPE", ...keyTypes, "X", "0DP", "0DP", "1DP", "2DP", "X"],
    ...stages.map(([pressure, strength, strain, half], i) => ["DATA", ...specimen, String(i + 1), String(pressure), String(strength), strain, half, `FS${i + 1}`]),
  ]),
  rows([["GROUP", "FILE"], ["HEADING", "FILE_FSET", "FILE_NAME"], ["UNIT", "", ""], ["TYPE", "X", "X"], ...stages.map((_, i) => ["DATA", `FS${i + 1}`, `tx-stage${i + 1}.csv`])]),
].join("\r\n\r\n");

/** Readings of one stage, without a word about its pressure: that stands in the AGS file. */
const readings = (strength: number): string => `Axial strain (%),Deviator stress (kPa)\n${[0, 0.5, 1, 2, 4, 7, 9.5].map((a) => `${a},${((strength * 1.1 * a) / (a + 0.95)).toFixed(1)}`).join("\n")}\n`;

const words = (...data: readonly string[]) => ["study", "new", "--model", "soil/duncan-chang-eb", "--estimator", "least-squares", "--data", ...data];

async function folder(): Promise<string> {
  const cwd = await emptyFolder();
  await writeFile(join(cwd, "site.ags"), ags);
  for (const [i, [, strength]] of stages.entries()) await writeFile(join(cwd, `tx-stage${i + 1}.csv`), readings(strength));
  return cwd;
}

describe("an AGS4 file", () => {
  it("alone gives a study of summary points, and the files that would make curves of them", async () => {
    const cwd = await folder();
    const { code, stderr } = await inversa(words("site.ags"), { cwd });
    expect(code).toBe(0);
    expect(stderr).toContain("3 triaxial tests are read as summary points, not curves");
    expect(stderr).toContain("add tx-stage2.csv to the data");
    const check = await inversa(["study", "check", "study.yaml"], { cwd });
    expect(check.code).toBe(0);
    const study = await readFile(join(cwd, "study.yaml"), "utf8");
    expect(study).toMatch(/source: ags4/);
  });

  it("beside the files that it names lends them the conditions of the stages", async () => {
    const cwd = await folder();
    const { code, stderr } = await inversa(words("site.ags", "tx-stage1.csv", "tx-stage2.csv"), { cwd });
    expect(code).toBe(0);
    const study = await readFile(join(cwd, "study.yaml"), "utf8");
    expect(study).toMatch(/tx-stage1\.csv:\n\s*#\s+"BH1 U3 1 stage 1": drained-triaxial, 7 points; deviatorStress; confiningPressure 100 kPa/);
    expect(study).toMatch(/tx-stage2\.csv:\n\s*#\s+"BH1 U3 1 stage 2": drained-triaxial, 7 points; deviatorStress; confiningPressure 200 kPa/);
    expect(study).toMatch(/site\.ags:\n\s*#\s+"BH1 U3 1 stage 3": drained-triaxial, 3 points/);
    expect(study).toContain("confiningPressure 100 kPa (site.ags, line 17; tx-stage1.csv)");
    expect(stderr).toContain("1 triaxial test is read as summary points");
    expect((await inversa(["study", "check", "study.yaml"], { cwd })).code).toBe(0);
  });

  it("has its tests chosen by their names, those of other importers' files included", async () => {
    const cwd = await folder();
    expect(await inversa([...words("site.ags", "tx-stage1.csv"), "--read", 'only=["BH1 U3 1 stage 1", "BH1 U3 1 stage 3"]'], { cwd })).toMatchObject({ code: 0 });
    const study = await readFile(join(cwd, "study.yaml"), "utf8");
    expect([...study.matchAll(/"(BH1 U3 1 stage \d)": drained-triaxial/g)].map(([, id]) => id)).toEqual(["BH1 U3 1 stage 3", "BH1 U3 1 stage 1"]);
  });

  it("may be read with settings of both importers at once; what neither has is refused", async () => {
    const cwd = await folder();
    expect(await inversa([...words("site.ags", "tx-stage1.csv"), "--read", "volumeSign=dilation", "--read", "delimiter=comma"], { cwd })).toMatchObject({ code: 0 });
    expect(await inversa([...words("site.ags", "tx-stage1.csv"), "--read", "volumSign=dilation", "--out", "other.yaml"], { cwd })).toMatchObject({ code: 2, stderr: expect.stringContaining("volumeSign") });
  });

  it("that is broken is refused with line, group and heading, and a way on", async () => {
    const cwd = await folder();
    await writeFile(join(cwd, "broken.ags"), ags.replace("\"598\"", "\"5 98\""));
    const { code, stderr } = await inversa(words("broken.ags"), { cwd });
    expect(code).toBe(2);
    expect(stderr).toMatch(/"5 98" is not a number/);
    expect(stderr).toMatch(/broken\.ags, line 18, group TRET, heading TRET_DEVF/);
  });
});
