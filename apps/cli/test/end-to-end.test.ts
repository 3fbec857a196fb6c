import { copyFile, mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { demoData, emptyFolder, spawned, start } from "./inversa.ts";

/* Each of these starts the program as a user does, so they are few. */

const spring = `import { defineForwardModel, defineProtocol } from "@inversa/core";
import { drainedTriaxial } from "@inversa/soil";
const pull = defineProtocol({
  id: "pull", name: "Pull", about: "A spring is pulled.", conditions: {},
  axis: { name: "extension", unit: "m", about: "extension" }, responses: { force: { unit: "N", about: "force" } },
});
export default defineForwardModel({
  id: "toy/spring", name: "Spring", about: "A linear spring.", source: "Hooke (1678)",
  parameters: { k: { unit: "N", bounds: [1, 100], about: "stiffness" } },
  simulations: (on) => [
    on(pull, ({ k }, _, extension) => ({ force: Array.from(extension, (x: number) => k * x) })),
    // The very protocol of the soil plugins: another object with its id would be refused.
    on(drainedTriaxial, ({ k }, _, strain) => ({ deviatorStress: Array.from(strain, (e: number) => k * e) })),
  ],
});
`;

const springStudy = `inversa: 1
model: toy/spring
data:
  - { id: mine, protocol: pull, axis: [0, 1, 2, 3], responses: { force: [0, 5.1, 9.9, 15] } }
estimate: { k: plausible }
simulations: { samples: 200 }
estimators:
  - { id: bp, settings: { epochs: 2 }, then: least-squares }
`;

describe("as a user types it", () => {
  it("help and version come from an empty folder", async () => {
    const cwd = await emptyFolder();
    const help = await spawned(["--help"], cwd);
    expect(help.code).toBe(0);
    for (const command of ["demo", "list", "describe", "simulate", "study", "run", "train", "simulate-set", "merge", "estimate", "evaluate", "tune", "pareto", "export", "serve", "worker", "doctor"]) expect(help.stdout).toMatch(new RegExp(`^ {2}${command}\\b`, "m"));
    expect(await spawned(["--version"], cwd)).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
    expect(await readdir(cwd)).toEqual([]);
  });

  it("a lone model file in the user's folder runs: simulated at once, trained on by worker threads, estimated", async () => {
    const cwd = await emptyFolder();
    await writeFile(join(cwd, "spring.ts"), spring);
    await writeFile(join(cwd, "study.yaml"), springStudy);
    const simulated = await spawned(["simulate", "--plugin", "./spring.ts", "--request", "-", "--json"], cwd, JSON.stringify({ parameters: { k: 3 }, tests: [{ protocol: "pull", axis: [0, 2] }] }));
    expect(simulated.code).toBe(0);
    expect(JSON.parse(simulated.stdout)).toMatchObject({ model: "toy/spring", tests: [{ responses: { force: [0, 6] } }] });

    const estimated = await spawned(["estimate", "study.yaml", "--plugin", "./spring.ts", "--threads", "2", "--json"], cwd);
    expect(estimated.stderr).toContain("simulate");
    expect(estimated.code).toBe(0);
    // Closed form: k = sum(x F) / sum(x^2).
    expect(JSON.parse(estimated.stdout).parameters[0].value).toBeCloseTo((5.1 + 2 * 9.9 + 3 * 15) / 14, 3);
  });

  it("the whole pipeline writes a report beside the study, and a second run reuses what is there", async () => {
    const cwd = await emptyFolder();
    await mkdir(join(cwd, "lab"));
    for (const name of ["CD-100kPa.csv", "CD-200kPa.csv", "CD-400kPa.csv"]) await copyFile(demoData(name), join(cwd, "lab", name));
    const study = (await readFile(demoData("study.yaml"), "utf8")).replace("samples: 2000", "samples: 200").replace("{ id: bp,", "{ id: bp, settings: { epochs: 2 },").replace(/.*id: cnn.*\n/, "");
    await writeFile(join(cwd, "lab", "soil.yaml"), study);
    // As the workspace's wrapper does: the process runs elsewhere, the user's folder is named.
    const first = await spawned(["run", "lab/soil.yaml", "--json"], await emptyFolder(), "", { INVERSA_CWD: cwd });
    expect(first.code).toBe(0);
    const document = JSON.parse(first.stdout);
    expect(document).toMatchObject({ schema: 1, simulated: { samples: 200, reused: false } });
    expect(document.estimates.map((e: { estimator: string }) => e.estimator)).toEqual(["bp+least-squares", "least-squares"]);
    expect(await readFile(join(cwd, "lab/soil-results/report.html"), "utf8")).toContain("Duncan-Chang");
    expect((await readdir(join(cwd, "lab/soil-results"))).toSorted()).toEqual(["estimate-least-squares.json", "estimate.json", "report.html"]);

    const second = await spawned(["run", "lab/soil.yaml"], cwd);
    expect(second.code).toBe(0);
    expect(second.stdout).toContain("side by side");
    expect(second.stderr).not.toContain("train bp");
    expect(second.stdout + second.stderr).not.toContain("\u001B");
  });

  it("Ctrl-C ends a training with exit code 130 and what was kept", async () => {
    const cwd = await emptyFolder();
    for (const name of ["CD-100kPa.csv", "CD-200kPa.csv", "CD-400kPa.csv"]) await copyFile(demoData(name), join(cwd, name));
    await writeFile(join(cwd, "study.yaml"), (await readFile(demoData("study.yaml"), "utf8")).replace("samples: 2000", "samples: 400").replace("{ id: bp,", "{ id: bp, settings: { epochs: 100000 },"));
    const { child, answer } = start(["train", "study.yaml", "--estimator", "bp"], cwd);
    await new Promise<void>((resolve) => { child.stderr!.on("data", (text: string) => { if (text.includes("✓ simulate")) resolve(); }); });
    child.kill("SIGINT");
    const { code, stderr } = await answer;
    expect(code).toBe(130);
    expect(stderr).toContain("Interrupted. What was finished is kept in");
    expect((await readdir(join(cwd, ".inversa"), { recursive: true })).some((name) => name.endsWith(".arrow"))).toBe(true);
  });

  it("a reader that stops reading early is no failure", async () => {
    const { child, answer } = start(["describe", "soil/duncan-chang-eb"], await emptyFolder());
    child.stdout!.destroy();
    expect((await answer).code).toBe(0);
  });
});
