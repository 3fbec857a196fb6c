import { InputError, type Observation, quietRun } from "@inversa/core";
import { describe, expect, it } from "vitest";
import { paretoStudy } from "../src/index.ts";
import { fillingApp, filled, fillingStudy, times } from "./fixtures/filling-study.ts";
import { flowAt, levelAt, rise } from "./fixtures/rise.ts";

const app = fillingApp();
const noise = { level: { relative: 0, absolute: 0.05 }, flow: { relative: 0, absolute: 0.02 } } as const;
const axis = times(20, 3);
const pulled = (level: Float64Array, flow: Float64Array): Observation => ({ ...filled("one", { a: 2, b: 1, axis, noise: 0 }), responses: { level, flow } });
const front = (study: Parameters<typeof paretoStudy>[1], options: Parameters<typeof paretoStudy>[2] = {}) => paretoStudy(app, study, { estimator: "descent", ...options }, quietRun());

describe("a front between two responses", () => {
  it("is a point where the model matches both exactly, and says that nothing is given up", async () => {
    const { points, knee, sentence, between } = await front(fillingStudy({ observations: [filled("one", { a: 2, b: 1, axis, noise: 0 })], responses: noise }));
    expect(between).toEqual(["level", "flow"]);
    expect(points).toHaveLength(1);
    expect(points[0]!.values["a"]).toBeCloseTo(2, 5);
    expect(points[0]!.weights).toEqual([1, 1]);
    expect([knee, sentence]).toEqual([null, expect.stringMatching(/^The same parameters match level \(.*\) and flow .* nothing has to be given up$/)]);
  });

  it("hardly spreads where a right model meets noisy data", async () => {
    const { sentence } = await front(fillingStudy({ observations: [filled("one", { a: 2, b: 1, axis, noise: 0.02, seed: 3 })], responses: { level: { relative: 0.02, absolute: 0 }, flow: { relative: 0.02, absolute: 0 } } }));
    expect(sentence).toMatch(/^Level and flow hardly compete/);
  });

  it("runs along the known compromise where the level asks for one parameter and the flow for another", async () => {
    // y is linear in a, so with weights v, w the best a is (v G 2 + w H 3)/(v G + w H).
    const study = fillingStudy({ observations: [pulled(levelAt(2, 1, axis), flowAt(3, 1, axis))], responses: noise, estimate: { a: { distribution: "uniform", min: 1, max: 5 } }, fixed: { b: 1 } });
    const { points, knee, sentence, parameters, warnings } = await front(study, { points: 11 });
    const square = (values: Float64Array, sd: number): number => values.reduce((sum, v) => sum + (v / sd) ** 2, 0);
    const [G, H] = [square(levelAt(1, 1, axis), 0.05), square(flowAt(1, 1, axis), 0.02)];
    expect(points.length).toBeGreaterThan(8);
    for (const { weights: [v, w], values, misfit } of points) {
      const a = (v * G * 2 + w * H * 3) / (v * G + w * H);
      expect(values["a"]! / a).toBeCloseTo(1, 5);
      expect(misfit["level"]!.noise).toBeCloseTo(Math.abs(a - 2) * Math.sqrt(G / 20), 4);
      expect(misfit["flow"]!.rmse).toBeCloseTo(Math.abs(a - 3) * Math.sqrt(square(flowAt(1, 1, axis), 1) / 20), 5);
      expect(v + w).toBeCloseTo(2, 12);
    }
    expect(points[0]!.values["a"]).toBeCloseTo(2, 3);
    expect(points.at(-1)!.values["a"]).toBeCloseTo(3, 3);
    // Both misfits are linear in a, so the front is a straight line, its points evenly spread.
    const places = points.map(({ values }) => values["a"]!);
    expect(Math.max(...places.slice(1).map((a, i) => a - places[i]!))).toBeLessThan(0.26);
    expect(knee).toBeNull();
    expect(sentence).toMatch(/an even exchange$/);
    expect(parameters).toEqual([expect.objectContaining({ name: "a", unit: "m", symbol: "α" })]);
    expect(warnings).toEqual([]);
  });

  it("holds no point that another beats, and has its knee where it bends", async () => {
    const { points, knee, sentence } = await front(fillingStudy({ observations: [pulled(levelAt(2, 1, axis), flowAt(1.5, 1.6, axis))], responses: noise }), { points: 15 });
    const at = points.map(({ misfit }) => [misfit["level"]!.noise, misfit["flow"]!.noise] as const);
    for (const [i, [x, y]] of at.slice(1).entries()) {
      expect(x).toBeGreaterThan(at[i]![0]);
      expect(y).toBeLessThan(at[i]![1]);
    }
    expect(knee).not.toBeNull();
    expect([knee! > 0, knee! < points.length - 1]).toEqual([true, true]);
    expect(sentence).toMatch(/The knee lies at .* % and .* %/);
  });

  it("takes the pair that is named, in that order, and keeps the study's own weights", async () => {
    const study = fillingStudy({ observations: [pulled(levelAt(2, 1, axis), flowAt(3, 1, axis))], responses: noise, weights: { flow: 4 }, estimate: { a: { distribution: "uniform", min: 1, max: 5 } }, fixed: { b: 1 } });
    const { points, between } = await front(study, { between: ["flow", "level"], points: 3 });
    expect(between).toEqual(["flow", "level"]);
    const [G, H] = [levelAt(1, 1, axis).reduce((sum, v) => sum + (v / 0.05) ** 2, 0), 4 * flowAt(1, 1, axis).reduce((sum, v) => sum + (v / 0.02) ** 2, 0)];
    expect(points.map(({ values }) => values["a"]!)[1]).toBeCloseTo((2 * G + 3 * H) / (G + H), 4);
  });

  it.each<[string, readonly [string, string] | undefined, object, string, RegExp]>([
    ["a response that is not compared", ["level", "flaw"], { responses: noise }, "response-unknown", /does not compare "flaw".*Did you mean "flow"/],
    ["one response twice", ["level", "level"], { responses: noise }, "response-unknown", /"level" is named twice/],
    ["a study with one response", undefined, {}, "study-invalid", /it compares level alone, so nothing competes/],
  ])("is refused for %s", async (_, between, more, code, message) => {
    const error: unknown = await front(fillingStudy({ observations: [filled("one", { a: 2, b: 1 })], model: rise, ...more }), between ? { between } : {}).catch((e: unknown) => e);
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) as string });
    expect(error).toBeInstanceOf(InputError);
  });

  it("can be interrupted between two points", async () => {
    const stop = new AbortController();
    const study = fillingStudy({ observations: [filled("one", { a: 2, b: 1, axis })], responses: noise });
    const run = { ...quietRun(1, stop.signal), progress: ({ done }: { readonly done: number }) => { if (done === 2) stop.abort(); } };
    await expect(paretoStudy(app, study, { estimator: "descent" }, run)).rejects.toMatchObject({ name: "AbortError" });
  });
});
