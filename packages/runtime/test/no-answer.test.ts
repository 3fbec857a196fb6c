import { defineDirectEstimator, InputError, quietRun } from "@inversa/core";
import { expect, it } from "vitest";
import { findDirect } from "../src/judgement/finding.ts";
import { objectiveOf } from "../src/judgement/objective.ts";
import { filled, fillingStudy } from "./fixtures/filling-study.ts";

/** Gives up at once, as estimators do that found no start. */
const lost = defineDirectEstimator({
  id: "lost", name: "Lost", about: "Finds no start", source: "This test", settings: {},
  invert: async () => {
    throw new InputError("simulation-failed", { what: "the model could not be computed for any of 3 draws from the prior", next: "Narrow the priors" });
  },
});

it("an estimator that found no start at all is told with what the model said, and what to do stays", async () => {
  const study = fillingStudy({ observations: [filled("over", { a: 2, b: 1 })], fixed: { rim: 0.01 }, afterStop: "reject" });
  const failure = await findDirect(lost, {}, objectiveOf(study), study.space, quietRun(1)).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(InputError);
  expect((failure as InputError).mistake).toMatchObject({ what: "the model could not be computed for any of 3 draws from the prior; the first ended with cut-off (ran over at 0.01 m)", next: "Narrow the priors" });
});

it("where the model has answers after all, the estimator's own words stay", async () => {
  const study = fillingStudy({ observations: [filled("fine", { a: 2, b: 1 })] });
  await expect(findDirect(lost, {}, objectiveOf(study), study.space, quietRun(1))).rejects.toMatchObject({ mistake: { what: "the model could not be computed for any of 3 draws from the prior" } });
});
