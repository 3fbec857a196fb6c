import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { emptyFolder, inversa } from "./inversa.ts";

/** Springs of two makes: what a user's file may look like. */
const rows = (make: string, count: number): string[] => Array.from({ length: count }, (_, i) => {
  const k = 1 + ((i * 7) % count) / count;
  return [make, i + 1, k.toFixed(4), ...[1, 2, 3].map((x) => (k * x * (1 + 0.01 * Math.sin(i * x))).toFixed(4))].join(",");
});
const csv = `make,specimen,stiffness_N,f1,f2,f3\n${[...rows("A", 30), ...rows("B", 30)].join("\n")}\n`;
const study = `inversa: 1
name: Springs
pairs: { files: [springs.csv], id: [make, specimen], group: make }
series: { force: { columns: f1..f3, unit: N } }
inputs: [force]
targets: { stiffness: { column: stiffness_N, unit: N } }
estimators: [{ id: gaussian-process, settings: { steps: 10 } }]
evaluation: { repeats: 1, folds: 2 }
`;

async function folderWith(text = study): Promise<string> {
  const folder = await emptyFolder();
  await writeFile(join(folder, "springs.csv"), csv);
  await writeFile(join(folder, "pairs.yaml"), text);
  return folder;
}

describe("measured pairs on the command line", () => {
  it("are checked without a model", async () => {
    const { code, stdout } = await inversa(["study", "check", "pairs.yaml", "--json"], { cwd: await folderWith() });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ valid: true, rows: 60, groups: ["A", "B"], inputs: ["force"], targets: [{ name: "stiffness", unit: "N" }] });
  });

  it("are evaluated on random rows and on makes left out; run keeps the result", async () => {
    const cwd = await folderWith();
    const { code, stdout } = await inversa(["run", "pairs.yaml"], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/random split 1 .*gaussian-process/);
    expect(stdout).toMatch(/B left out/);
    expect(JSON.parse(await readFile(join(cwd, "pairs-results/evaluation.json"), "utf8"))).toMatchObject({ name: "Springs", splits: [{ kind: "random" }, { kind: "group", name: "A" }, { kind: "group", name: "B" }] });
  });

  it("answer new rows with intervals, trained once", async () => {
    const cwd = await folderWith();
    expect((await inversa(["train", "pairs.yaml"], { cwd })).code).toBe(0);
    await writeFile(join(cwd, "new.csv"), "make,specimen,f1,f2,f3\nC,1,1.5,3,4.5\n");
    const { code, stdout, stderr } = await inversa(["estimate", "pairs.yaml", "--data", "new.csv", "--out", "answers.json"], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/C 1 +1\.[45]\d*/);
    expect(stderr).toMatch(/held out one by one/);
    const { rows: [row] } = JSON.parse(await readFile(join(cwd, "answers.json"), "utf8"));
    // The noise of the rows is 1 %.
    expect(Math.abs(row.targets.stiffness.value - 1.5)).toBeLessThan(0.03);
    expect(row.targets.stiffness.interval95[0]).toBeLessThan(1.5);
  });

  it("are refused with the line and what to do", async () => {
    const misspelt = await inversa(["evaluate", "pairs.yaml"], { cwd: await folderWith(study.replace("group: make", "group: maker")) });
    expect([misspelt.code, misspelt.stderr]).toEqual([2, expect.stringMatching(/no column "maker".*Did you mean "make"/s)]);
    const flag = await inversa(["evaluate", "pairs.yaml", "--model", "soil/duncan-chang-eb"], { cwd: await folderWith() });
    expect([flag.code, flag.stderr]).toEqual([2, expect.stringMatching(/needs? no forward model/)]);
    const direct = await inversa(["train", "pairs.yaml", "--estimator", "least-squares"], { cwd: await folderWith() });
    expect([direct.code, direct.stderr]).toEqual([2, expect.stringMatching(/cannot be trained/)]);
  });
});
