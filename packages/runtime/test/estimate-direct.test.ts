import { quietRun } from "@inversa/core";
import { describe, expect, it } from "vitest";
import { estimateStudy } from "../src/index.ts";
import { descentChoice, filled, fillingApp, fillingStudy, times, type FillingStudy } from "./fixtures/filling-study.ts";

const app = fillingApp();
const estimate = (given: Omit<FillingStudy, "estimators">, seed = 1) => estimateStudy(app, fillingStudy({ ...given, estimators: [descentChoice] }), undefined, {}, quietRun(seed));
const two = [filled("slow", { a: 2, b: 1, axis: times(30, 6), seed: 1 }), filled("high", { a: 2, b: 1, head: 3, axis: times(20, 4), seed: 2 })];

describe("an estimate from two tests", async () => {
  const found = await estimate({ observations: two });

  it("finds the parameters within their intervals, in their own units", () => {
    for (const [j, truth] of [2, 1].entries()) {
      const { value, interval95 } = found.parameters[j]!;
      expect(value / truth).toBeCloseTo(1, 1);
      expect(interval95![0]).toBeLessThan(truth);
      expect(interval95![1]).toBeGreaterThan(truth);
      // A symmetric interval of the logarithm is one of equal ratios.
      expect(interval95![1] / value).toBeCloseTo(value / interval95![0], 9);
    }
    expect(found.parameters[0]).toMatchObject({ name: "a", unit: "m", symbol: "α", about: "Final level", identified: true, prior: { distribution: "log-uniform", min: 0.5, max: 5 } });
    expect(found.diagnostics.warnings).toEqual([]);
  });

  it("is plain JSON of the documented form", () => {
    expect(JSON.parse(JSON.stringify(found))).toEqual(found);
    expect(found).toMatchObject({ schema: 1, model: "toy/rise", modelName: "First-order rise", estimator: "descent", seed: 1, samples: null, fixed: {} });
    expect(found.observations[0]).toMatchObject({ id: "slow", protocol: "filling", conditions: { head: 1 }, points: 30, source: { file: "slow.csv", sha256: "0".repeat(64) } });
    expect(found.channels["filling"]).toMatchObject({ name: "Filling of a vessel", axis: { name: "time", unit: "s" }, responses: { level: { unit: "m", symbol: "y" } }, conditions: { head: { unit: "1" } } });
    expect(found.provenance.inversa).toMatch(/^\d+\.\d+/);
    expect(Object.keys(found.provenance.plugins)).toEqual(["vessels"]);
    expect(found.correlation[0]![0]).toBe(1);
    expect(found.correlation[0]![1]).toBe(found.correlation[1]![0]);
    expect(found.diagnostics.simulations).toBeGreaterThan(200);
  });

  it("comes with its verification: every measured response, used or not", () => {
    expect(found.fit.map(({ observation, response, used }) => [observation, response, used])).toEqual([
      ["slow", "level", true], ["slow", "flow", false], ["high", "level", true], ["high", "flow", false],
    ]);
    for (const { relative, r2 } of found.fit) {
      // 2 % noise of the largest value, and what two parameters take from it.
      expect(relative).toBeGreaterThan(0.01);
      expect(relative).toBeLessThan(0.03);
      expect(r2).toBeGreaterThan(0.98);
    }
    expect(found.predicted.map((p) => [p.observation, p.status])).toEqual([["slow", "reached"], ["high", "reached"]]);
  });

  it("has bands around its curves as wide as the parameters' uncertainty makes them", () => {
    const { band95, responses } = found.predicted[0]!;
    const last = 29;
    const [low, high, y] = [band95!["level"]!.low[last]!, band95!["level"]!.high[last]!, responses["level"]![last]!];
    expect(low).toBeLessThan(y);
    expect(high).toBeGreaterThan(y);
    const { value, interval95 } = found.parameters[0]!;
    // At the end of the curve y is a, but for a quarter of a percent; 200 draws know a 95 % width to about 10 %.
    expect((high - low) / y / ((interval95![1] - interval95![0]) / value)).toBeCloseTo(1, 0.3);
  });

  it("is the same for the same seed", async () => {
    const again = await estimate({ observations: two });
    expect({ ...again, diagnostics: { ...again.diagnostics, seconds: 0 }, provenance: null }).toEqual({ ...found, diagnostics: { ...found.diagnostics, seconds: 0 }, provenance: null });
  });
});

describe("a parameter that the data do not determine", () => {
  it("because they say nothing of it keeps its prior's width and says so", async () => {
    const found = await estimate({ observations: two, estimate: { a: { distribution: "log-uniform", min: 0.5, max: 5 }, b: { distribution: "log-uniform", min: 0.3, max: 3 }, idle: { distribution: "uniform", min: -1, max: 1 } } });
    expect(found.parameters.map((p) => p.identified)).toEqual([true, true, false]);
    const [low, high] = found.parameters[2]!.interval95!;
    expect(high - low).toBeGreaterThan(1.1);
    expect(low).toBeGreaterThanOrEqual(-1);
    expect(high).toBeLessThanOrEqual(1);
    expect(found.parameters[2]!.note).toMatch(/do not determine it: its uncertainty is still \d+ %/);
  });

  it("because it trades off against another names the other", async () => {
    const found = await estimate({ observations: [filled("short", { a: 2, b: 1, axis: times(10, 0.1) })] });
    const [a, b] = found.parameters;
    expect(a!.identified && b!.identified).toBe(false);
    expect(a!.note).toMatch(/trades off against b \(correlation -0\.9\d\): a higher a with a lower b fits nearly as well/);
  });

  it("because it sits on the end of its range says which, and what to do", async () => {
    const found = await estimate({ observations: two, estimate: { a: { distribution: "log-uniform", min: 0.5, max: 1.8 }, b: { distribution: "log-uniform", min: 0.3, max: 3 } } });
    expect(found.parameters[0]!.value).toBeCloseTo(1.8, 12);
    expect(found.parameters[0]!.interval95![1]).toBeCloseTo(1.8, 12);
    expect(found.parameters[0]).toMatchObject({ identified: false });
    expect(found.parameters[0]!.note).toMatch(/upper end of its range \(1\.8 m\), and the data rule out less than 1\.\d+ m: widen the range if larger values/);
  });
});

describe("warnings", () => {
  it("a model that cannot reproduce the data says by how much and where it is worst", async () => {
    const bent = { ...two[0]!, responses: { level: two[0]!.responses["level"]!.map((v, i) => v + 0.5 * Math.sin(i / 3)) } };
    const found = await estimate({ observations: [bent, two[1]!] });
    expect(found.diagnostics.warnings.join()).toMatch(/The model cannot reproduce the measurements within the stated noise: the typical misfit is \d+\.\d times.*worst: level of slow, off by \d+\.\d %/);
  });

  it("noise that was stated far too large is remarked", async () => {
    const found = await estimate({ observations: two, responses: { level: { relative: 0.2, absolute: 0 } } });
    expect(found.diagnostics.warnings.join()).toMatch(/scatter less than stated/);
  });

  it("a simulated curve that ends late in its test is no reason for one, and its state is held for the comparison", async () => {
    const found = await estimate({ observations: [{ ...two[1]!, responses: { level: two[1]!.responses["level"]!.map((v) => Math.min(v, 5.6)) } }], fixed: { rim: 5.6 } });
    expect(found.predicted[0]).toMatchObject({ status: "cut-off", message: "ran over at 5.6 m" });
    expect(found.diagnostics.warnings).toEqual([]);
    expect(found.fit[0]!.relative).toBeLessThan(0.03);
  });

  it("a simulated curve that spends most of its test in the state where it ended is named with its reason", async () => {
    const found = await estimate({ observations: [{ ...two[1]!, responses: { level: two[1]!.responses["level"]!.map((v) => Math.min(v, 5)) } }], fixed: { rim: 5 } });
    expect(found.predicted[0]!.status).toBe("cut-off");
    expect(found.predicted[0]!.responses["level"]!.at(-1)).toBeNull();
    expect(found.diagnostics.warnings.join()).toMatch(/high ends early \(cut-off\): ran over at 5 m/);
    expect(found.fit[0]!.relative).toBeLessThan(0.03);
  });
});

it("tests without measurements are simulated and not compared", async () => {
  const found = await estimate({ observations: [two[0]!, { ...two[1]!, id: "planned", responses: {} }] });
  expect(found.fit.map((f) => f.observation)).toEqual(["slow", "slow"]);
  expect(found.predicted[1]!.observation).toBe("planned");
  expect(found.predicted[1]!.band95!["level"]!.high.every((v) => v !== null)).toBe(true);
});

it("verification can be interrupted", async () => {
  const controller = new AbortController();
  const work = estimateStudy(app, fillingStudy({ observations: two, estimators: [descentChoice] }), undefined, {}, { ...quietRun(1, controller.signal), progress: ({ done }) => done === 50 && controller.abort(new Error("enough")) });
  await expect(work).rejects.toThrow("enough");
});

it("an estimator that the study does not use is refused with what it uses", async () => {
  await expect(estimateStudy(app, fillingStudy({ observations: two, estimators: [descentChoice] }), "descend", {}, quietRun(1))).rejects.toThrow(/does not use an estimator "descend".*one of descent.*Did you mean "descent"/);
});
