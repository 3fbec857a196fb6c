import { quietRun } from "@inversa/core";
import { createApp } from "@inversa/runtime";
import { afterAll, describe, expect, it } from "vitest";
import soilLab from "../../apps/cli/variants/soil-lab.ts";
import { evaluateModel } from "./evaluate-model.ts";
import { modelStudies } from "./studies.ts";

/** Reduced: a network of 300 simulations and 6 cases, searches on one model; run.ts trains both networks on 3,000 and takes 100 cases. */
describe("every model with every estimator", async () => {
  const app = createApp(soilLab);
  afterAll(() => app.dispose());
  const effort = { samples: 300, epochs: { bp: 30, cnn: 0 }, cases: 6, searchCases: 0, searchEvaluations: 1500, engine: "float64" };

  it("leaves no model of the soil laboratory out", () => {
    expect(modelStudies.map(({ model }) => model)).toEqual(app.models.all().map(({ id }) => id));
  });
  it.each(modelStudies)("$model", async ({ model }) => {
    const { determined, scores } = await evaluateModel(app, model, effort, quietRun(1));
    expect(determined).toBeGreaterThan(0.3);
    expect(scores.map(({ failed }) => failed)).toEqual(scores.map(() => 0));
    const [bp, polished, leastSquares] = scores;
    // Over 6 cases and several parameters a root mean square is known to some 20 %.
    for (const score of [polished!, leastSquares!]) expect(score.overFloor).toBeLessThan(1.6);
    expect(bp!.overPrior).toBeLessThan(1);
    expect(bp!.overFloor).toBeGreaterThan(leastSquares!.overFloor);
  });
  it("is searched blindly too", async () => {
    const { scores } = await evaluateModel(app, "soil/modified-cam-clay", { ...effort, cases: 2, searchCases: 2 }, quietRun(1));
    expect(scores.slice(-2).map(({ estimator, overPrior }) => [estimator, overPrior < 0.5])).toEqual([["cma-es", true], ["genetic", true]]);
  });
});
