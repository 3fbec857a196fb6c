import { fileURLToPath } from "node:url";
import { quietRun } from "@inversa/core";
import { createApp, evaluateStudy, identifiability, readStudyFile, resolveStudy } from "@inversa/runtime";
import { afterAll, describe, expect, it } from "vitest";
import soilLab from "../../apps/cli/variants/soil-lab.ts";

/** Reduced: least squares alone on 60 cases; run.ts trains both networks and takes 400. */
describe("one clay in three kinds of test", async () => {
  const app = createApp(soilLab);
  afterAll(() => app.dispose());
  const { file, folder } = await readStudyFile(fileURLToPath(new URL("study.yaml", import.meta.url)));
  const resolved = await resolveStudy(app, { ...file, estimators: [{ id: "least-squares", settings: { intervals: "covariance" } }] }, folder);

  it("is one inverse problem: every curve of every test is a block of its own length", () => {
    expect(resolved.task.responses.map((names) => names.length)).toEqual([2, 2, 2, 1]);
    expect(resolved.blocks.map(({ length }) => length)).toEqual([30, 30, 30, 30, 20, 20, 8]);
  });

  it("can tell all five parameters, and without the oedometer test lambda, kappa and N less well", async () => {
    const { parameters } = await identifiability(resolved);
    expect(parameters.filter(({ verdict }) => verdict !== "well").map(({ name }) => name)).toEqual([]);
    const { voidRatio: _, ...responses } = file.responses!;
    const without = await identifiability(await resolveStudy(app, { ...file, data: file.data.slice(0, 3), responses }, folder));
    for (const name of ["lambda", "kappa", "N"]) {
      const [all, fewer] = [parameters, without.parameters].map((list) => list.find((p) => p.name === name)!.shrinkage);
      expect(fewer!).toBeGreaterThan(2 * all!);
    }
  });

  it("is solved by least squares down to the Cramér-Rao floor", async () => {
    const { estimators: [leastSquares] } = await evaluateStudy(app, resolved, { cases: 60 }, quietRun(1));
    // Over 60 cases a root mean square is known to 9 %.
    for (const { name, rmseOverFloor } of leastSquares!.parameters) {
      expect({ name, near: rmseOverFloor! > 0.7 && rmseOverFloor! < 1.35 }).toEqual({ name, near: true });
    }
    expect(leastSquares!.failed).toBe(0);
  });
});
