import { createApp } from "@inversa/runtime";
import { afterAll, describe, expect, it } from "vitest";
import soilLab from "../../apps/cli/variants/soil-lab.ts";
import { dataFolder, fitStages, readSpecimens, swellingStages, virginStages } from "./fit-stages.ts";

describe.skipIf(dataFolder === undefined)("kaolin in isotropic compression (skipped where ../shared/data is absent)", async () => {
  const app = createApp(soilLab);
  afterAll(() => app.dispose());
  const specimens = dataFolder === undefined ? undefined! : await readSpecimens(app, dataFolder);

  it("has the lambda and kappa that a ruler finds, and intervals that hold the ruler's", async () => {
    const specimen = specimens.get("D1-K100")!;
    const [virgin, swelling] = [virginStages(specimen, 150), swellingStages(specimen)];
    expect([virgin, swelling].map(({ test }) => test.axis.length)).toEqual([4, 4]);
    const { parameters, diagnostics } = await fitStages(app, [virgin, swelling]);
    expect(diagnostics.converged).toBe(true);
    for (const [name, ruler, within] of [["lambda", 0.16, 0.015], ["kappa", 0.062, 0.006]] as const) {
      const { value, interval95, identified } = parameters.find((parameter) => parameter.name === name)!;
      expect(Math.abs(value - ruler)).toBeLessThan(within);
      expect(interval95![0]).toBeLessThan(ruler);
      expect(interval95![1]).toBeGreaterThan(ruler);
      expect(interval95![1] - interval95![0]).toBeLessThan(0.25 * value);
      expect(identified).toBe(true);
    }
  });
  it("is twice as compressible with a fifth of bentonite", async () => {
    const [kaolin, mixed] = await Promise.all(["F2-K100", "E4-K80B20"].map(async (id) => (await fitStages(app, [virginStages(specimens.get(id)!, 90)])).parameters.find(({ name }) => name === "lambda")!.value));
    expect(mixed! / kaolin!).toBeGreaterThan(1.9);
    expect(mixed! / kaolin!).toBeLessThan(2.6);
  });
});
