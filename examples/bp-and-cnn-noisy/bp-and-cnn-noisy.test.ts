import { fileURLToPath } from "node:url";
import { quietRun } from "@inversa/core";
import { mean } from "@inversa/numerics";
import { createApp, evaluateStudy, readStudyFile, resolveStudy } from "@inversa/runtime";
import { afterAll, describe, expect, it } from "vitest";
import soilLab from "../../apps/cli/variants/soil-lab.ts";

/** Reduced: 1,500 samples in place of 9,000, 60 and 12 epochs in place of 80, 150 cases in place of 400; run.ts does all of it. */
describe("estimators on noisy curves", async () => {
  const app = createApp(soilLab);
  afterAll(() => app.dispose());
  const { file, folder } = await readStudyFile(fileURLToPath(new URL("study.yaml", import.meta.url)));
  const settings = { epochs: 60, batchSize: 32, engine: "float64" };
  // oxlint-disable-next-line unicorn/no-thenable -- the word of a study file, a string; nothing awaits it
  const estimators = [{ id: "bp", settings, then: "least-squares" }, { id: "cnn", settings: { ...settings, epochs: 12 } }, { id: "least-squares" }];
  const resolved = await resolveStudy(app, { ...file, estimators, simulations: { ...file.simulations, samples: 1500 } }, folder);
  const { floor, estimators: results } = await evaluateStudy(app, resolved, { cases: 150 }, quietRun(file.seed));
  const of = (name: string) => results.find(({ estimator }) => estimator === name)!.parameters;
  /** Names and values that lie outside a range: none, if all is well. */
  const outside = (values: readonly { readonly name: string; readonly value: number | null }[], low: number, high: number) => values.filter(({ value }) => value === null || value < low || value > high);
  const overFloor = (name: string) => of(name).map(({ name: parameter, rmseOverFloor }) => ({ name: parameter, value: rmseOverFloor }));

  it("can find every parameter but Kb and m in nearly every case, and those in many", () => {
    const determined = floor.map(({ name, determined: value }) => ({ name, value }));
    expect(outside(determined.slice(0, 5), 0.95, 1)).toEqual([]);
    expect(outside(determined.slice(5), 0.3, 1)).toEqual([]);
  });
  // Over 150 cases a root mean square is known to 6 %.
  it.each(["bp+least-squares", "least-squares"])("%s reaches the Cramér-Rao floor", (name) => expect(outside(overFloor(name), 0.8, 1.25)).toEqual([]));
  it.each([["bp", 2.5], ["cnn", 5]] as const)("%s comes near it after seconds of training", (name, times) => {
    expect(outside(overFloor(name), 0.8, times)).toEqual([]);
    expect(outside(of(name).map(({ name: parameter, rmseOverPrior }) => ({ name: parameter, value: rmseOverPrior })), 0, 0.8)).toEqual([]);
  });
  it.each(["bp", "cnn", "bp+least-squares", "least-squares"])("the 95 % intervals of %s hold the truth about that often", (name) => {
    const shares = of(name).map(({ coverage95 }) => coverage95!);
    expect(mean(shares)).toBeGreaterThan(0.92);
    expect(mean(shares)).toBeLessThan(0.985);
    // 3.5 standard deviations (28 shares are looked at) of a share of 150 cases and of what 150 simulations held out of training tell the networks.
    expect(Math.min(...shares)).toBeGreaterThan(0.95 - 3.5 * Math.sqrt((0.95 * 0.05 * 2) / 150));
  });
});
