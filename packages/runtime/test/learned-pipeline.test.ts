import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { quietRun, type Progress } from "@inversa/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { estimateStudy, openStore, runStudy, simulateTrainingSet, trainStudy } from "../src/index.ts";
import { descentChoice, filled, fillingApp, fillingStudy, polishedChoice, ridgeChoice } from "./fixtures/filling-study.ts";
import { ridgeFits } from "./fixtures/ridge.ts";

const app = fillingApp();
const both = { level: { relative: 0.02, absolute: 0 }, flow: { relative: 0.02, absolute: 0 } };
const observation = filled("one", { a: 2, b: 1 });
const resolved = fillingStudy({ observations: [observation], responses: both, estimators: [polishedChoice, ridgeChoice, descentChoice], samples: 1000 });

let folder: string;
beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), "inversa-pipeline-")); });
afterAll(async () => { await rm(folder, { recursive: true, force: true }); });

describe("training", () => {
  it("holds a tenth of the simulations out and reports what the intervals cover there", async () => {
    const trained = await trainStudy(app, resolved, ridgeChoice, {}, quietRun(1));
    expect(trained.training).toMatchObject({ samples: 900, heldOut: 100, failures: { count: expect.any(Number) } });
    expect(trained.calibration.size).toBe(100);
    for (const share of Object.values(trained.training.coverage95)) expect(share).toBeGreaterThan(0.9);
  });

  it("is found again in the store for the same study, and not for another seed or other settings", async () => {
    const store = openStore(join(folder, "reuse"));
    const before = ridgeFits.count;
    const first = await trainStudy(app, resolved, ridgeChoice, { store }, quietRun(1));
    const again = await trainStudy(app, resolved, ridgeChoice, { store }, quietRun(1));
    expect([first.reused, again.reused, ridgeFits.count - before]).toEqual([false, true, 1]);
    const row = Float64Array.from([...observation.responses["level"]!, ...observation.responses["flow"]!]);
    expect(again.calibration.infer(row)).toEqual(first.calibration.infer(row));
    expect(again.familiarity.check(row)).toEqual(first.familiarity.check(row));
    expect(again.training).toEqual(first.training);
    await trainStudy(app, resolved, ridgeChoice, { store }, quietRun(2));
    await trainStudy(app, resolved, { ...ridgeChoice, settings: { penalty: 1 } }, { store }, quietRun(1));
    expect(ridgeFits.count - before).toBe(3);
  });

  it("is refused for a direct estimator", async () => {
    await expect(trainStudy(app, resolved, descentChoice, {}, quietRun(1))).rejects.toThrow(/"descent" works on one study/);
  });

  it("that is interrupted keeps the simulations, and ends later as if it had not been", async () => {
    const store = openStore(join(folder, "resume"));
    const controller = new AbortController();
    const stopping = { ...quietRun(1, controller.signal), progress: ({ stage }: Progress) => stage === "train ridge" && controller.abort(new Error("enough")) };
    await expect(trainStudy(app, resolved, ridgeChoice, { store }, stopping)).rejects.toThrow("enough");
    expect((await simulateTrainingSet(app, resolved, { store }, quietRun(1))).reused).toBe(true);
    const late = await trainStudy(app, resolved, ridgeChoice, { store }, quietRun(1));
    const straight = await trainStudy(app, resolved, ridgeChoice, {}, quietRun(1));
    expect(late.inverse.save()).toEqual(straight.inverse.save());
  });
});

describe("a learned estimate", async () => {
  const store = openStore(await mkdtemp(join(tmpdir(), "inversa-learned-")));
  afterAll(() => rm(store.folder, { recursive: true, force: true }));
  const found = await estimateStudy(app, resolved, "ridge", { store }, quietRun(1));

  it("has calibrated intervals that hold the truth, and says how they were found", () => {
    expect(found.estimator).toBe("ridge");
    for (const [j, truth] of [2, 1].entries()) {
      expect(found.parameters[j]!.interval95![0]).toBeLessThan(truth);
      expect(found.parameters[j]!.interval95![1]).toBeGreaterThan(truth);
      expect(found.parameters[j]!.identified).toBe(true);
    }
    expect(found.diagnostics.uncertainty).toMatch(/held out of training .*conformal.*leaving one out/);
    expect(found.diagnostics.training).toMatchObject({ samples: 900, summary: expect.stringContaining("ridge regression") });
    expect(found.diagnostics.training!.coverage95).toHaveProperty("a");
    expect(found.diagnostics.simulations).toBeGreaterThan(1000);
  });

  it("keeps its draws as a table in the parameters' units", async () => {
    const [header, ...rows] = (await readFile(found.samples!, "utf8")).trim().split("\n");
    expect(header).toBe("a,b");
    expect(rows.length).toBe(80);
    for (const row of rows) for (const value of row.split(",")) expect(Number(value)).toBeGreaterThan(0.29);
  });

  it("keeps the draws of other measurements under the same conditions in another file", async () => {
    const before = await readFile(found.samples!, "utf8");
    const other = fillingStudy({ observations: [filled("one", { a: 1.5, b: 0.8 })], responses: both, estimators: [ridgeChoice], samples: 1000 });
    expect(other.hash).toBe(resolved.hash);
    const { samples } = await estimateStudy(app, other, "ridge", { store }, quietRun(1));
    expect(samples).not.toBe(found.samples);
    expect(await readFile(found.samples!, "utf8")).toBe(before);
  });

  it("draws bands from its samples", () => {
    const { band95, responses } = found.predicted[0]!;
    for (const response of ["level", "flow"]) {
      for (let i = 0; i < 15; i++) expect(band95![response]!.low[i]!).toBeLessThan(band95![response]!.high[i]!);
      expect(responses[response]!.length).toBe(15);
    }
  });

  it("stays about the same when a few points were not measured", async () => {
    const level = observation.responses["level"]!.slice();
    level[4] = level[5] = Number.NaN;
    const gappy = fillingStudy({ observations: [{ ...observation, responses: { ...observation.responses, level } }], responses: both, samples: 1000 });
    const other = await estimateStudy(app, gappy, "ridge", { store }, quietRun(1));
    expect(other.parameters[0]!.value / found.parameters[0]!.value).toBeCloseTo(1, 1);
    expect(other.diagnostics.warnings.join()).not.toMatch(/not measured|training curves/);
  });

  it("warns when much of a curve was not measured, and refuses when all of it was not", async () => {
    const level = observation.responses["level"]!.map((v, i) => (i % 2 ? v : Number.NaN));
    const study = (responses: Record<string, Float64Array>) => fillingStudy({ observations: [{ ...observation, responses }], responses: both, samples: 1000 });
    const other = await estimateStudy(app, study({ ...observation.responses, level }), "ridge", { store }, quietRun(1));
    expect(other.diagnostics.warnings.join()).toMatch(/8 of 15 points of level of one were not measured/);
    await expect(estimateStudy(app, study({ flow: observation.responses["flow"]! }), "ridge", { store }, quietRun(1))).rejects.toMatchObject({ code: "estimator-incompatible" });
  });

  it("of a curve unlike all that were trained on is not given in silence", async () => {
    const strange = fillingStudy({ observations: [filled("one", { a: 30, b: 1 })], responses: both, samples: 1000 });
    const other = await estimateStudy(app, strange, "ridge", { store }, quietRun(1));
    expect(other.diagnostics.warnings.join()).toMatch(/leave the range of all training curves: level of one \(100 % of its points\)/);
    expect(other.diagnostics.warnings.join()).toMatch(/does not reproduce the measurements within the stated noise.*do not rely on them; polish the estimate/);
    expect(other.parameters[0]!.identified).toBe(false);
    expect(other.diagnostics.misfit).toBeGreaterThan(3);
    expect(other.diagnostics.reliable).toBe(false);
  });

  it("of a curve that the model explains is reliable, and so is one that was polished", async () => {
    for (const choice of [ridgeChoice, polishedChoice]) {
      const { misfit, reliable } = (await estimateStudy(app, resolved, choice, { store }, quietRun(1))).diagnostics;
      expect(misfit).toBeLessThan(3);
      expect(reliable).toBe(true);
    }
  });
});

describe("a polished estimate", () => {
  it("starts from the learned one, fits better, and carries it as `before`", async () => {
    const learned = await estimateStudy(app, resolved, ridgeChoice, {}, quietRun(1));
    const found = await estimateStudy(app, resolved, undefined, {}, quietRun(1));
    expect(found.estimator).toBe("ridge+descent");
    const before = found.diagnostics.before!;
    expect(before).toHaveLength(1);
    expect(before[0]).toMatchObject({ estimator: "ridge", values: { a: learned.parameters[0]!.value, b: learned.parameters[1]!.value } });
    const misfit = Math.hypot(...found.fit.map((f) => f.relative / 0.02)) / Math.sqrt(2);
    expect(misfit).toBeLessThan(before[0]!.misfit);
    expect(misfit).toBeLessThan(1.2);
    expect(found.diagnostics.uncertainty).toMatch(/covariance at the solution of Descent/);
    expect(found.diagnostics.training).toBeDefined();
  });

  it("ends where least squares alone ends", async () => {
    const [polished, direct] = await Promise.all([polishedChoice, descentChoice].map((choice) => estimateStudy(app, resolved, choice, {}, quietRun(1))));
    for (const j of [0, 1]) expect(polished!.parameters[j]!.value / direct!.parameters[j]!.value).toBeCloseTo(1, 5);
  });
});

describe("the whole pipeline", () => {
  it("answers with every estimator of the study and one training set", async () => {
    const { estimates, simulated } = await runStudy(app, resolved, { store: openStore(join(folder, "whole")), bandDraws: 50 }, quietRun(1));
    expect(estimates.map((e) => e.estimator)).toEqual(["ridge+descent", "ridge", "descent"]);
    expect(simulated!.theta.rows).toBe(1000);
  });

  it("simulates nothing when nothing learns", async () => {
    const { simulated } = await runStudy(app, { ...resolved, estimators: [descentChoice] }, {}, quietRun(1));
    expect(simulated).toBeUndefined();
  });
});
