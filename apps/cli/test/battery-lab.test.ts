import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { emptyFolder, inversa } from "./inversa.ts";

const lab = ["--app", "battery-lab"];

describe("the variant battery-lab", () => {
  it("prints a request to start from, and answers it", async () => {
    const cwd = await emptyFolder();
    const { stdout } = await inversa(["simulate", "--example", ...lab], { cwd });
    await writeFile(join(cwd, "request.json"), stdout);
    const answer = await inversa(["simulate", "--request", "request.json", "--json", ...lab], { cwd });
    expect(answer.code).toBe(0);
    const { model, tests, units } = JSON.parse(answer.stdout) as { model: string; tests: { status: string; axis: number[]; responses: Record<string, (number | null)[]> }[]; units: Record<string, string> };
    expect(model).toBe("battery/p2d");
    expect(tests[0]).toMatchObject({ status: "reached", responses: { soc: expect.arrayContaining([1]) } });
    expect(units).toMatchObject({ time: "s", voltage: "V", current: "A", temperature: "K", soc: "1" });
  });
  it("describes what the default cell holds, and the presets", async () => {
    const { stdout, code } = await inversa(["describe", "battery/p2d", "--json", ...lab]);
    expect(code).toBe(0);
    const { parameters, presets } = JSON.parse(stdout) as { parameters: { name: string; held?: number; plausible: [number, number]; optional: boolean }[]; presets: Record<string, unknown> };
    expect(parameters.find(({ name }) => name === "positiveElectrodeDiffusivity")).toMatchObject({ held: 4e-15, plausible: [4e-16, 4e-14], optional: true });
    expect(Object.keys(presets)).toEqual(["six-parameters", "measured-cell", "transport"]);
  });
  it("says at once that it has no demonstration", async () => {
    const cwd = await emptyFolder();
    const { code, stdout, stderr } = await inversa(["demo", ...lab], { cwd });
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/battery-lab has no demonstration/);
    expect(await readdir(cwd)).toEqual([]);
  });
  it("takes its own model where study new is told none", async () => {
    const cwd = await emptyFolder();
    const rows = Array.from({ length: 40 }, (_, i) => `${90 * i},2.5,${4.1 - 0.01 * i}`);
    await writeFile(join(cwd, "discharge.csv"), ["time / s,current / A,voltage / V", ...rows].join("\n"));
    const { code, stderr } = await inversa(["study", "new", "--data", "discharge.csv", "--condition", "initialSoc=1", "--condition", "ambientTemperature=298.15", ...lab], { cwd });
    expect(stderr).not.toMatch(/✗/);
    expect(code).toBe(0);
    expect(await readFile(join(cwd, "study.yaml"), "utf8")).toMatch(/^model: battery\/p2d/m);
  });
  it.each<[string, object, RegExp]>([
    ["a cell that is not there", { cell: "Chen2021" }, /"Chen2021" is not built in, and there is no file.*Did you mean "Chen2020"/s],
    ["a step that never ends", { tests: [{ protocol: "cycling", steps: [{ mode: "rest" }], axis: [0] }] }, /Step 1 \(rest\) never ends/],
    ["nothing to follow", { tests: [{ protocol: "cycling", axis: [0] }] }, /Neither a current nor steps/],
    ["a misspelt parameter", { parameters: { positiveElectrodeDifusivity: 1e-15 } }, /Did you mean "positiveElectrodeDiffusivity"/],
  ])("refuses %s in words", async (_, change, message) => {
    const request = { model: "battery/p2d", parameters: {}, tests: [{ protocol: "cycling", steps: [{ mode: "rest", duration: 10 }], axis: [0, 5] }], ...change };
    const { code, stderr } = await inversa(["simulate", "--request", "-", ...lab], { input: JSON.stringify(request) });
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });
});
