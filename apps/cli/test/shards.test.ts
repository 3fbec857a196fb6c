import { copyFile, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { demoData, emptyFolder, inversa, start } from "./inversa.ts";

/** The demo's study with so few simulations that only the plumbing is tried. */
async function demoStudy(samples: number): Promise<string> {
  const cwd = await emptyFolder();
  for (const name of ["CD-100kPa.csv", "CD-200kPa.csv", "CD-400kPa.csv"]) await copyFile(demoData(name), join(cwd, name));
  const study = (await readFile(demoData("study.yaml"), "utf8")).replace("samples: 2000", `samples: ${samples}`).replace("{ id: bp,", "{ id: gaussian-process,").replace(/.*id: cnn.*\n/, "");
  await writeFile(join(cwd, "study.yaml"), study);
  return cwd;
}

const simulate = (cwd: string, ...words: readonly string[]) => inversa(["simulate-set", "study.yaml", "--threads", "0", "--json", ...words], { cwd });

describe("simulate-set and merge", () => {
  it("share the work of a study: afterwards run simulates nothing", async () => {
    const cwd = await demoStudy(100);
    expect((await inversa(["merge", "study.yaml"], { cwd })).stderr).toMatch(/There are no shards yet[\s\S]*study-shards[\s\S]*simulate-set study.yaml --shard 1\/4 makes the first of four/);
    const first = await simulate(cwd, "--shard", "1/3");
    expect(first.code).toBe(0);
    expect(JSON.parse(first.stdout)).toMatchObject({ schema: 1, shard: { number: 1, of: 3 }, first: 0, samples: 33, reused: false, file: join(cwd, "study-shards/shard-1-of-3.arrow") });
    expect((await simulate(cwd, "--shard", "3/3")).code).toBe(0);

    const early = await inversa(["merge", "study.yaml", "--app", "full"], { cwd });
    expect(early).toMatchObject({ code: 2, stderr: expect.stringMatching(/1 of 3 shards is missing: 2 \(samples 33-65 of 0-99\)[\s\S]*inversa simulate-set study.yaml --shard 2\/3 --app full/) });

    expect((await simulate(cwd, "--shard", "2/3", "--out", "elsewhere")).code).toBe(0);
    const merged = await inversa(["merge", "study.yaml", "study-shards", "elsewhere/*.arrow", "--json"], { cwd });
    expect(JSON.parse(merged.stdout)).toMatchObject({ schema: 1, shards: 3, samples: 100 });
    const run = await inversa(["run", "study.yaml", "--json"], { cwd });
    expect(run.code).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({ simulated: { samples: 100, reused: true } });
  });

  it("without a shard simulate the whole set where run finds it, or into a file that merge takes", async () => {
    const cwd = await demoStudy(40);
    const whole = JSON.parse((await simulate(cwd, "--out", "set.arrow")).stdout);
    expect(whole).toMatchObject({ shard: { number: 1, of: 1 }, samples: 40, file: join(cwd, "set.arrow") });
    const kept = JSON.parse((await simulate(cwd)).stdout);
    expect(kept).toMatchObject({ shard: null, samples: 40, set: whole.set, reused: false, file: expect.stringContaining(join(cwd, ".inversa", "simulations")) });
    const before = await readFile(kept.file);
    expect((await inversa(["merge", "study.yaml", "set.arrow"], { cwd })).code).toBe(0);
    expect(await readFile(kept.file)).toEqual(before);
  });

  it("seed and number of samples given as flags belong to the set, and to the hints", async () => {
    const cwd = await demoStudy(100);
    expect((await simulate(cwd, "--shard", "1/2", "--samples", "30", "--seed", "5")).code).toBe(0);
    expect((await inversa(["merge", "study.yaml", "--samples", "30", "--seed", "5"], { cwd })).stderr).toContain("simulate-set study.yaml --shard 2/2 --samples 30 --seed 5");
    expect((await inversa(["merge", "study.yaml"], { cwd })).stderr).toContain("seed 5 there, 1 here; samples 30 there, 100 here");
  });

  it.each([["0/4", "add 1"], ["5/4", "K from 1 to 4"], ["/4", "may be empty"], ["3", "K/N"], ["1/200", "at most 100 shards"]])("answer --shard %s in words", async (shard, words) => {
    const { code, stderr, stdout } = await inversa(["simulate-set", "study.yaml", "--shard", shard], { cwd: await demoStudy(100) });
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(words);
  });

  it("a machine that dies in the middle of a shard loses little: the same command makes the same file", async () => {
    const cwd = await demoStudy(6000);
    const shards = join(cwd, "study-shards");
    const { child, answer } = start(["simulate-set", "study.yaml", "--shard", "2/2", "--threads", "0"], cwd);
    const pieces = async (): Promise<readonly string[]> => (await readdir(join(shards, "shard-2-of-2.arrow.pieces")).catch(() => [])).filter((name) => name.endsWith(".arrow"));
    while ((await pieces()).length < 2) await new Promise((resolve) => { setTimeout(resolve, 2); });
    child.kill("SIGKILL");
    await answer;
    const left = await pieces();
    expect(left.length).toBeGreaterThan(0);
    expect(await readdir(shards)).toEqual(["shard-2-of-2.arrow.pieces"]);
    expect((await simulate(cwd, "--shard", "2/2")).code).toBe(0);
    expect((await simulate(cwd, "--shard", "2/2", "--out", "again")).code).toBe(0);
    expect(await readFile(join(shards, "shard-2-of-2.arrow"))).toEqual(await readFile(join(cwd, "again", "shard-2-of-2.arrow")));
    expect(await readdir(shards)).toEqual(["shard-2-of-2.arrow"]);
  });
});
