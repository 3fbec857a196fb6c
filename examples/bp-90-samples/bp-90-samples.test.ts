import { fileURLToPath } from "node:url";
import { createApp, readStudyFile, resolveStudy } from "@inversa/runtime";
import { afterAll, describe, expect, it } from "vitest";
import soilLab from "../../apps/cli/variants/soil-lab.ts";
import { compareOptimisers } from "./compare-optimisers.ts";

/** Reduced: 22 steps of Levenberg-Marquardt, 8 with a penalty, and 200 fresh samples; run.ts does all of it. */
describe("the paper's network on 90 samples, trained by Levenberg-Marquardt", async () => {
  const app = createApp(soilLab);
  afterAll(() => app.dispose());
  const { file, folder } = await readStudyFile(fileURLToPath(new URL("study.yaml", import.meta.url)));
  const [plain, penalised] = file.estimators.flatMap((entry) => {
    const settings = typeof entry === "string" ? {} : (entry.settings ?? {});
    return settings["optimiser"] === "levenberg-marquardt" && (settings["l2"] ?? 0.003) === 0.003 && settings["validation"] === 0 ? [{ id: "bp", settings: { ...settings, epochs: settings["l2"] ? 8 : 22 } }] : [];
  });
  const resolved = await resolveStudy(app, { ...file, estimators: [plain!, penalised!] }, folder);
  const [free, held] = await compareOptimisers(app, resolved, 200);

  it("has 67,687 weights for 630 numbers, and 10 samples are kept from it", () => {
    expect(resolved.blocks.reduce((sum, { length }) => sum + length, 0)).toBe(180);
    expect(resolved.samples).toBe(100);
    expect(free!.summary).toMatch(/^180-360-7, 67,687 weights, /);
  });
  it("learns the 90 samples by heart and finds the parameters of others within several per cent", () => {
    expect(free!.overPrior.training).toBeLessThan(0.05);
    expect(free!.overPrior.fresh).toBeGreaterThan(4 * free!.overPrior.training);
    expect(free!.overPrior.fresh).toBeLessThan(0.35);
    expect(Math.max(...free!.onFresh)).toBeLessThan(0.1);
    expect(Math.max(...free!.onTest)).toBeLessThan(0.1);
  });
  it("is worse than guessing when the curves carry 2 % noise, which a penalty on large weights mends at a price", () => {
    expect(free!.overPrior.noisy).toBeGreaterThan(1);
    expect(held!.overPrior.noisy).toBeLessThan(0.6 * free!.overPrior.noisy);
    expect(held!.overPrior.fresh).toBeGreaterThan(free!.overPrior.fresh);
  });
});
