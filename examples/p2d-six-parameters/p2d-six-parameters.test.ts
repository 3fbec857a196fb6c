import { fileURLToPath } from "node:url";
import { quietRun } from "@inversa/core";
import { createApp, evaluateStudy, readStudyFile } from "@inversa/runtime";
import { afterAll, describe, expect, it } from "vitest";
import batteryLab from "../../apps/cli/variants/battery-lab.ts";
import { compareMethods, studyAt } from "./compare-methods.ts";

/** Reduced: 400 windows in place of 72,000, a small network, 100 and 12 cases in place of 1,728 and 400; run.ts does all of it. */
describe("six P2D parameters from a window of 100 s", async () => {
  const app = createApp(batteryLab);
  afterAll(() => app.dispose());
  const { file, folder } = await readStudyFile(fileURLToPath(new URL("study.yaml", import.meta.url)));
  // oxlint-disable-next-line unicorn/no-thenable -- the word of a study file, a string; nothing awaits it
  const network = { id: "bp", settings: { epochs: 40, batchSize: 16, engine: "float64" }, then: { id: "least-squares", settings: { starts: 1, intervals: "covariance" } } };
  const search = file.estimators.at(-1)!;
  const run = quietRun(file.seed);
  const { floor, methods } = await compareMethods(app, await studyAt(app, { ...file, estimators: [network, search] }, folder, "1 mV", 400), "1 mV", { samples: 400, cases: 100, polished: 12 }, undefined, run);
  const exact = await evaluateStudy(app, await studyAt(app, { ...file, estimators: [search] }, folder, "none", 400), { noise: false, cases: 4 }, run);
  const of = (name: string) => methods.find(({ estimator }) => estimator === name)!.parameters;

  it("tells all six parameters, four of them to a few per cent and two worse", () => {
    expect(floor.map(({ name, determined }) => [name, determined > 0.9])).toEqual(floor.map(({ name }) => [name, true]));
    const [Dn, Dp, kn, kp, kappa, De] = floor.map((each) => each.floor!);
    expect(Math.max(Dn!, Dp!, kn!, De!)).toBeLessThan(0.04);
    expect(Math.min(kp!, kappa!)).toBeGreaterThan(0.04);
  });
  // Over 12 cases a root mean square is known to a fifth.
  it.each(["bp+least-squares", "least-squares"])("%s reaches the Cramér-Rao floor", (name) => {
    for (const { rmseOverFloor } of of(name)) {
      expect(rmseOverFloor).toBeGreaterThan(0.4);
      expect(rmseOverFloor).toBeLessThan(1.7);
    }
  });
  it("least squares finds the truth where nothing is measured wrongly", () => {
    for (const { maxRelativeError } of exact.estimators[0]!.parameters) expect(maxRelativeError).toBeLessThan(1e-3);
  });
  it("a network learns from 400 windows already", () => {
    for (const { rmseOverPrior } of of("bp")) expect(rmseOverPrior).toBeLessThan(0.6);
  });
});
