import type { Inverse, Table } from "@inversa/core";
import { correlation, matrix, random } from "@inversa/numerics";
import { describe, expect, it } from "vitest";
import { calibrate, restoreCalibration } from "../src/calibration/calibrate.ts";

/** An estimator that repeats its input: its errors are what the test makes them. */
const echo: Inverse = { predict: (inputs) => ({ ...inputs, data: inputs.data.slice() }), history: [], summary: "echo", save: () => ({ estimator: "echo", description: {}, arrays: {} }) };

const range = { lower: new Float64Array([-10, -10]), upper: new Float64Array([10, 10]) };

/** Truths and inputs whose error grows with the first coordinate and is skewed in the second; the two errors are correlated. */
function cases(count: number, seed: number): { inputs: Table; targets: Table } {
  const inputs = new Float64Array(2 * count);
  const targets = new Float64Array(2 * count);
  for (let i = 0; i < count; i++) {
    const generator = random(seed, i);
    const x = -8 + 16 * generator.next();
    const z = generator.normal();
    inputs.set([x, 0], 2 * i);
    targets.set([x + (0.2 + 0.1 * Math.abs(x)) * z, Math.exp(0.8 * z + 0.6 * generator.normal()) - 1], 2 * i);
  }
  return { inputs: { rows: count, columns: 2, data: inputs }, targets: { rows: count, columns: 2, data: targets } };
}

function coverageOver(test: { inputs: Table; targets: Table }, infer: (row: Float64Array) => { interval: { lower: Float64Array; upper: Float64Array } }): [number, number] {
  const inside: [number, number] = [0, 0];
  for (let i = 0; i < test.inputs.rows; i++) {
    const { interval } = infer(test.inputs.data.slice(2 * i, 2 * i + 2));
    for (const j of [0, 1] as const) if (test.targets.data[2 * i + j]! >= interval.lower[j]! && test.targets.data[2 * i + j]! <= interval.upper[j]!) inside[j] += 1 / test.inputs.rows;
  }
  return inside;
}

describe("intervals from the errors on held-out simulations", () => {
  const calibration = calibrate(echo, cases(600, 1), range);

  it("hold the truth in 92-98 % of 400 fresh cases, though the errors are skewed and differ from place to place", () => {
    for (const share of coverageOver(cases(400, 2), (row) => calibration.infer(row))) {
      expect(share).toBeGreaterThanOrEqual(0.92);
      expect(share).toBeLessThanOrEqual(0.98);
    }
  });

  it("say the same when every held-out case is judged by the others", () => {
    for (const share of calibration.coverage()) {
      expect(share).toBeGreaterThanOrEqual(0.92);
      expect(share).toBeLessThanOrEqual(0.98);
    }
    expect(calibration.coverage(0.5)[0]).toBeCloseTo(0.5, 1);
  });

  it("are wide where the errors are wide", () => {
    const width = (x: number): number => {
      const { lower, upper } = calibration.infer(new Float64Array([x, 0])).interval;
      return upper[0]! - lower[0]!;
    };
    expect(width(-7)).toBeGreaterThan(1.8 * width(0));
  });

  it("follow the skew of the errors", () => {
    const { interval } = calibration.infer(new Float64Array([0, 0]));
    expect(interval.upper[1]).toBeGreaterThan(2 * -interval.lower[1]!);
  });

  it("stay inside the prior's range and hold the value itself", () => {
    const { interval, value } = calibration.infer(new Float64Array([11, 0]));
    expect(value[0]).toBe(10);
    expect(interval.upper[0]).toBe(10);
  });

  it("come with draws that are correlated as the errors are", () => {
    const { samples } = calibration.infer(new Float64Array([0, 0]));
    expect(samples.rows).toBe(calibration.neighbours);
    expect(correlation(matrix(samples.rows, 2, samples.data)).data[1]).toBeGreaterThan(0.5);
  });

  it("are the same after saving and loading", () => {
    const restored = restoreCalibration(echo, calibration.save(), range);
    expect(restored.infer(new Float64Array([3, 0]))).toEqual(calibration.infer(new Float64Array([3, 0])));
    expect(restored.about).toBe(calibration.about);
  });

  it("are the whole prior range where too few were held out to say anything, and this is said", () => {
    const few = calibrate(echo, cases(10, 3), range);
    expect(few.infer(new Float64Array([0, 0])).interval).toEqual({ lower: range.lower, upper: range.upper });
    expect(few.about).toMatch(/only 10 simulations/);
  });

  it("of a single held-out simulation are the whole prior range, with its even spread as covariance", () => {
    const { interval, covariance } = calibrate(echo, cases(1, 3), range).infer(new Float64Array([0, 0]));
    expect(interval).toEqual({ lower: range.lower, upper: range.upper });
    for (const [i, value] of [400 / 12, 0, 0, 400 / 12].entries()) expect(covariance.data[i]).toBeCloseTo(value, 12);
  });

  it("rest on the absolute error where there are enough for that and not for two tails", () => {
    const some = calibrate(echo, cases(30, 4), range);
    const { interval } = some.infer(new Float64Array([1, 0]));
    expect(interval.upper[0]! - 1).toBeCloseTo(1 - interval.lower[0]!, 12);
    for (const share of coverageOver(cases(400, 5), (row) => some.infer(row))) expect(share).toBeGreaterThan(0.88);
  });
});
