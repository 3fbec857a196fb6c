import { type InputBlock, quietRun, readSettings, type TrainingSet } from "@inversa/core";
import { random } from "@inversa/numerics";
import { describe, expect, it } from "vitest";
import { gaussianProcess, gaussianProcessSettings } from "../src/index.ts";

const block = (offset: number, length: number, absolute = 0): InputBlock => ({ offset, length, axis: Float64Array.from({ length }, (_, i) => i), noise: { relative: 0, absolute }, group: 0 });
const settings = (given: object = {}) => readSettings(gaussianProcessSettings, given, "settings") as never;

/** Rows of two curves of two points; the answer depends on the first alone. */
function set(rows: number, answer: (a: number, b: number) => number, seed = 1, noise = 0): TrainingSet {
  const generator = random(seed);
  const inputs = Float64Array.from({ length: rows * 4 }, () => 4 * generator.next() - 2);
  const targets = Float64Array.from({ length: rows }, (_, i) => answer(inputs[4 * i]!, inputs[4 * i + 1]!));
  return { inputs: { rows, columns: 4, data: inputs }, targets: { rows, columns: 1, data: targets }, blocks: [block(0, 2, noise), block(2, 2)], lower: Float64Array.of(-9), upper: Float64Array.of(9) };
}

const largestError = (inverse: { predict(t: TrainingSet["inputs"]): TrainingSet["inputs"] }, fresh: TrainingSet): number =>
  Math.max(...inverse.predict(fresh.inputs).data.map((value, i) => Math.abs(value - fresh.targets.data[i]!)));

describe("Gaussian process regression", () => {
  it("finds a straight line exactly, beyond the data too", async () => {
    const line = (a: number, b: number): number => 3 + 2 * a - b;
    const inverse = await gaussianProcess.fit(set(30, line), settings(), quietRun(1));
    const far = set(5, line, 7);
    const beyond = { ...far, inputs: { ...far.inputs, data: far.inputs.data.map((v) => 3 * v) }, targets: { ...far.targets, data: far.targets.data.map((v) => 3 + 3 * (v - 3)) } };
    // The answers spread over about 10; the noise is found to be next to nothing.
    expect(largestError(inverse, beyond)).toBeLessThan(0.02);
  });

  it("learns a smooth function from sixty rows, the better the more rows there are", async () => {
    const wave = (a: number, b: number): number => Math.sin(1.5 * a) + 0.5 * a * b;
    const errors = [];
    for (const rows of [20, 60, 180]) errors.push(largestError(await gaussianProcess.fit(set(rows, wave), settings(), quietRun(1)), set(200, wave, 9)));
    expect(errors[2]!).toBeLessThan(0.2 * errors[1]!);
    expect(errors[1]!).toBeLessThan(errors[0]!);
    expect(errors[2]!).toBeLessThan(0.05);
  });

  it("lets a curve that tells nothing drop out, and not where all curves share one length", async () => {
    const wave = (a: number, b: number): number => Math.sin(1.5 * a) + 0.5 * a * b;
    const [each, one] = await Promise.all(["each", "one"].map((lengths) => gaussianProcess.fit(set(60, wave), settings({ lengths }), quietRun(1))));
    const fresh = set(200, wave, 9);
    expect(largestError(each!, fresh)).toBeLessThan(0.5 * largestError(one!, fresh));
  });

  it("allows for the measurement error that the study states", async () => {
    const inverse = await gaussianProcess.fit(set(200, (a) => a, 1, 0.5), settings(), quietRun(1));
    expect(inverse.summary).toMatch(/noise 0\.[1-9]/);
  });

  it("draws as many rows as it may use, and says so", async () => {
    const inverse = await gaussianProcess.fit(set(80, (a) => a), settings({ rows: 25, steps: 5 }), quietRun(1));
    expect(inverse.summary).toContain("25 rows (drawn from 80)");
  });

  it("stands columns that never change and rows that occur twice", async () => {
    const base = set(20, (a) => a);
    const constant = { ...base, inputs: { ...base.inputs, data: base.inputs.data.map((v, i) => (i % 4 === 3 ? 7 : i >= 40 ? base.inputs.data[i - 40]! : v)) } };
    const repeated = { ...constant, targets: { ...base.targets, data: base.targets.data.map((v, i) => (i >= 10 ? base.targets.data[i - 10]! : v)) } };
    const inverse = await gaussianProcess.fit(repeated, settings(), quietRun(1));
    expect(inverse.predict(repeated.inputs).data.every(Number.isFinite)).toBe(true);
  });
});
