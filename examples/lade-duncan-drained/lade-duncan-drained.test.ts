import { fileURLToPath } from "node:url";
import { quietRun } from "@inversa/core";
import { createApp, evaluateStudy, identifiability, readStudyFile, resolveStudy } from "@inversa/runtime";
import { afterAll, describe, expect, it } from "vitest";
import soilLab from "../../apps/cli/variants/soil-lab.ts";

/** Reduced: least squares alone on 100 cases; run.ts trains both networks and takes 400. */
describe("Lade-Duncan from drained tests", async () => {
  const app = createApp(soilLab);
  afterAll(() => app.dispose());
  const { file, folder } = await readStudyFile(fileURLToPath(new URL("study.yaml", import.meta.url)));
  const study = { ...file, estimators: [{ id: "least-squares", settings: { intervals: "covariance" } }] };
  const resolved = await resolveStudy(app, study, folder);

  it("can tell the elastic exponent by isotropic compression, which the drained tests alone do not", async () => {
    const verdictOf = async (data: typeof file.data) => (await identifiability(await resolveStudy(app, { ...study, data }, folder))).parameters.find(({ name }) => name === "n")!.verdict;
    expect([await verdictOf(file.data), await verdictOf(file.data.slice(0, 3))]).toEqual(["well", "not"]);
  });
  it("is solved by least squares down to the Cramér-Rao floor", async () => {
    const { floor, estimators: [leastSquares] } = await evaluateStudy(app, resolved, { cases: 100 }, quietRun(1));
    // Strength is reached within these strains in about half of the cases.
    expect(floor.filter(({ determined }) => determined < 0.9).map(({ name }) => name)).toEqual(["kf", "rf"]);
    // Over 100 cases a root mean square is known to 7 %, over the half of kf and rf to 10 %.
    for (const { name, rmseOverFloor } of leastSquares!.parameters) {
      expect({ name, near: rmseOverFloor! > 0.7 && rmseOverFloor! < 1.3 }).toEqual({ name, near: true });
    }
    expect(leastSquares!.failed).toBe(0);
  });
});
