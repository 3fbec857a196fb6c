import { fileURLToPath } from "node:url";
import { addNoise, quietRun, simulate } from "@inversa/core";
import { random } from "@inversa/numerics";
import { createApp, estimateStudy, evaluateStudy, identifiability, readStudyFile, resolveStudy } from "@inversa/runtime";
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
    expect(resolved.blocks.map(({ length }) => length)).toEqual([30, 30, 30, 30, 20, 20, 12]);
  });

  it("can tell all five parameters and the preconsolidation pressure of the oedometer specimen, and without the oedometer test lambda, kappa and N less well", async () => {
    const { parameters } = await identifiability(resolved);
    expect(parameters.filter(({ verdict }) => verdict !== "well").map(({ name }) => name)).toEqual([]);
    const { voidRatio: _, ...responses } = file.responses!;
    const without = await identifiability(await resolveStudy(app, { ...file, data: file.data.slice(0, 3), tests: [], responses }, folder));
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
    // The 95 % interval of the state; over 60 cases a right interval holds fewer than 52 truths about once in a hundred runs.
    const state = leastSquares!.parameters.at(-1)!;
    expect(state.name).toBe("preconsolidationPressure (oedometer)");
    expect(state.coverage95).toBeGreaterThan(0.85);
  });

  it("finds the preconsolidation pressure that an oedometer specimen brought from the ground, with an interval that holds it", async () => {
    const truth = { M: 1.02, lambda: 0.16, kappa: 0.04, nu: 0.25, N: 2.7 };
    const measured = resolved.study.observations.map(({ id, test }, t) => {
      const conditions = t === 3 ? { ...test.conditions, preconsolidationPressure: 180 } : test.conditions;
      const { responses } = simulate(resolved.model, truth, { ...test, conditions });
      const noisy = resolved.task.responses[t]!.map((name, r) => [name, addNoise(responses[name]!.slice(), [{ noise: { relative: 0.005, absolute: 0 }, offset: 0, length: test.axis.length }], random(4, t, r))] as const);
      return { id, protocol: test.protocol, conditions: { ...test.conditions }, axis: [...test.axis], responses: Object.fromEntries(noisy.map(([name, values]) => [name, [...values]])) };
    });
    const responses = Object.fromEntries(Object.keys(file.responses!).map((name) => [name, { noise: 0.005 }]));
    const study = await resolveStudy(app, { ...file, data: measured, responses, estimators: ["least-squares"] }, folder);
    const { parameters, diagnostics } = await estimateStudy(app, study, undefined, { bandDraws: 0 }, quietRun());
    expect(diagnostics.warnings).toEqual([]);
    for (const { name, interval95, identified } of parameters) {
      const known = Object.hasOwn(truth, name) ? truth[name as keyof typeof truth] : 180;
      expect({ name, identified, holds: interval95![0] <= known && known <= interval95![1] }).toEqual({ name, identified: true, holds: true });
    }
    const [low, high] = parameters.at(-1)!.interval95!;
    expect(high / low).toBeLessThan(1.25);
  });
});
