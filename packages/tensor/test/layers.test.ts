import { describe, expect, it } from "vitest";
import type { Layer } from "../src/network.ts";
import { createPass } from "../src/pass.ts";
import { planNetwork } from "../src/plan.ts";

/** Output of a network whose last layer may be a curve: a flatten is appended. */
function run(shape: readonly [number] | readonly [number, number], layers: readonly Layer[], weights: readonly number[], x: readonly number[], rows = 1): number[] {
  const plan = planNetwork({ input: { shape }, layers: shape.length === 2 ? [...layers, { layer: "flatten" }] : layers });
  expect(weights).toHaveLength(plan.weights);
  return [...createPass(plan, rows).forward(Float64Array.from(weights), Float64Array.from(x), rows)];
}

describe("convolution on hand-worked numbers", () => {
  const x = [1, 2, 3, 4, 5];
  const difference = [1, 0, -1, 0.5]; // kernel 1, 0, -1 and bias 0.5

  it("slides the kernel without turning it: x[t] - x[t+2] + b", () => {
    expect(run([5, 1], [{ layer: "conv1d", filters: 1, kernel: 3 }], difference, x)).toEqual([-1.5, -1.5, -1.5]);
  });
  it("with padding same sees zeros outside", () => {
    expect(run([5, 1], [{ layer: "conv1d", filters: 1, kernel: 3, padding: "same" }], difference, x)).toEqual([-1.5, -1.5, -1.5, -1.5, 4.5]);
  });
  it("with stride 2 takes every second window", () => {
    expect(run([5, 1], [{ layer: "conv1d", filters: 1, kernel: 3, stride: 2 }], difference, x)).toEqual([-1.5, -1.5]);
    expect(run([5, 1], [{ layer: "conv1d", filters: 1, kernel: 3, stride: 2, padding: "same" }], difference, x)).toEqual([-1.5, -1.5, 4.5]);
  });
  it("with an even kernel and padding same puts the odd zero at the end", () => {
    expect(run([3, 1], [{ layer: "conv1d", filters: 1, kernel: 2, padding: "same" }], [1, 10, 0], [1, 2, 3])).toEqual([21, 32, 3]);
  });
  it("sums over channels and keeps filters apart", () => {
    // Steps (1, 10), (2, 20); filter A reads channel 0 now and channel 1 next, filter B the sum of everything.
    const kernel = [1, 1, 0, 1, 0, 1, 1, 1]; // [k][channel][filter]
    expect(run([2, 2], [{ layer: "conv1d", filters: 2, kernel: 2 }], [...kernel, 0, 100], [1, 10, 2, 20])).toEqual([21, 133]);
  });
  it("treats rows of a batch alone", () => {
    expect(run([3, 1], [{ layer: "conv1d", filters: 1, kernel: 2, padding: "same" }], [1, 10, 0], [1, 2, 3, 4, 5, 6], 2)).toEqual([21, 32, 3, 54, 65, 6]);
  });
});

describe("pooling on hand-worked numbers", () => {
  const x = [1, -3, 2, 2, 4, 0];
  const pool = (kind: "max" | "average" | "lp", more: { size?: number; stride?: number; p?: number } = {}) => run([6, 1], [{ layer: "pool", kind, size: 2, ...more }], [], x);

  it("max takes the largest of a window", () => expect(pool("max")).toEqual([1, 2, 4]));
  it("average takes the mean of a window", () => expect(pool("average")).toEqual([-1, 2, 2]));
  it("lp takes the p-norm of a window", () => {
    expect(pool("lp", { p: 1 })).toEqual([4, 4, 4]);
    expect(pool("lp")).toEqual([Math.sqrt(10), Math.sqrt(8), 4]);
    expect(pool("lp", { p: 3 })[0]).toBeCloseTo(Math.cbrt(28), 14);
  });
  it("lp approaches the maximum of |x| as p grows", () => {
    const high = pool("lp", { p: 200 });
    [3, 2, 4].forEach((m, i) => expect(high[i]! / m).toBeCloseTo(1, 2));
  });
  it("overlaps where the stride is shorter than the window, and drops an unfinished window", () => {
    expect(pool("max", { size: 3, stride: 1 })).toEqual([2, 2, 4, 4]);
    expect(pool("average", { size: 4 })).toEqual([0.5]);
  });
  it("keeps channels apart", () => {
    expect(run([2, 2], [{ layer: "pool", kind: "max", size: 2 }], [], [1, 40, 3, 20])).toEqual([3, 40]);
  });
});

describe("a fully connected layer on hand-worked numbers", () => {
  const weights = [1, -1, 2, 0.5, 0.25, -4]; // W = [[1, -1], [2, 0.5]], b = (0.25, -4)
  const sums = [1 * 3 + 2 * 1 + 0.25, -1 * 3 + 0.5 * 1 - 4];

  it.each([
    ["linear", (z: number) => z],
    ["sigmoid", (z: number) => 1 / (1 + Math.exp(-z))],
    ["tanh", Math.tanh],
    ["relu", (z: number) => Math.max(0, z)],
  ] as const)("is %s of x W + b", (activation, f) => {
    expect(run([2], [{ layer: "dense", units: 2, activation }], weights, [3, 1])).toEqual(sums.map(f));
  });
  it("follows a flattened curve step by step", () => {
    const plan = planNetwork({ input: { shape: [2, 2] }, layers: [{ layer: "flatten" }, { layer: "dense", units: 1 }] });
    expect([...createPass(plan, 1).forward(Float64Array.of(1, 10, 100, 1000, 0), Float64Array.of(1, 2, 3, 4), 1)]).toEqual([4321]);
  });
});
