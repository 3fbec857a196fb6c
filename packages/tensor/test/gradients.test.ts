import { random } from "@inversa/numerics";
import { describe, expect, it } from "vitest";
import { float64Engine } from "../src/float64-engine.ts";
import { initialWeights } from "../src/initial-weights.ts";
import { jacobianRows } from "../src/linearisation.ts";
import type { Layer, NetworkSpec } from "../src/network.ts";
import { createPass } from "../src/pass.ts";
import { planNetwork } from "../src/plan.ts";

const rows = 5;

/** Largest difference between the gradient and central differences of the loss, over the largest gradient component. */
function gradientError(spec: NetworkSpec, masked = false): number {
  const plan = planNetwork(spec);
  const source = random(11);
  const weights = initialWeights(plan, source);
  for (const { role, offset, size } of plan.slots) if (role === "bias") for (let i = 0; i < size; i++) weights[offset + i] = 0.3 * source.normal();
  const x = Float64Array.from({ length: rows * plan.inputs }, () => source.normal());
  const y = Float64Array.from({ length: rows * plan.outputs }, () => source.next());
  const masks = masked ? plan.layers.flatMap(({ layer, from }) => (layer.layer === "dropout" ? [Float32Array.from({ length: rows * from.channels * from.steps }, () => (source.next() < 0.5 ? 0 : 2))] : [])) : [];
  const session = float64Engine.open(plan);
  const gradient = new Float64Array(plan.weights);
  const batch = { x, y, rows, masks };
  session.gradient(weights, batch, gradient);
  const unused = new Float64Array(plan.weights);
  let worst = 0;
  for (let i = 0; i < plan.weights; i++) {
    const w = weights[i]!;
    const h = 1e-5;
    weights[i] = w + h;
    const above = session.gradient(weights, batch, unused);
    weights[i] = w - h;
    const below = session.gradient(weights, batch, unused);
    weights[i] = w;
    worst = Math.max(worst, Math.abs((above - below) / (2 * h) - gradient[i]!));
  }
  return worst / gradient.reduce((a, g) => Math.max(a, Math.abs(g)), 0);
}

const end: readonly Layer[] = [{ layer: "flatten" }, { layer: "dense", units: 2 }];

// Central differences with h = 1e-5 are good to h^2 plus rounding over h: about 1e-9 here. ReLU and max have corners, which these seeds stay clear of.
describe("the gradient agrees with central differences", () => {
  it.each(["linear", "sigmoid", "tanh", "relu"] as const)("dense, %s", (activation) => {
    expect(gradientError({ input: { shape: [4] }, layers: [{ layer: "dense", units: 6, activation }, { layer: "dense", units: 5, activation }, { layer: "dense", units: 3 }] })).toBeLessThan(1e-8);
  });
  it.each([
    ["valid", 1, 3],
    ["valid", 2, 3],
    ["same", 1, 3],
    ["same", 1, 4],
    ["same", 2, 5],
    ["valid", 3, 2],
  ] as const)("convolution, %s, stride %i, kernel %i", (padding, stride, kernel) => {
    const conv = (filters: number): Layer => ({ layer: "conv1d", filters, kernel, stride, padding, activation: "tanh" });
    expect(gradientError({ input: { shape: [13, 3] }, layers: [conv(5), conv(4), ...end] })).toBeLessThan(1e-8);
  });
  it.each([
    ["max", 2, 2],
    ["max", 3, 1],
    ["average", 3, 2],
    ["lp", 2, 2],
    ["lp", 3, 1],
  ] as const)("%s pooling of %i, stride %i", (kind, size, stride) => {
    const spec: NetworkSpec = { input: { shape: [11, 2] }, layers: [{ layer: "conv1d", filters: 3, kernel: 3, activation: "tanh" }, { layer: "pool", kind, size, stride, p: 2.5 }, ...end] };
    expect(gradientError(spec)).toBeLessThan(1e-8);
  });
  it("cross-entropy", () => {
    expect(gradientError({ input: { shape: [4] }, layers: [{ layer: "dense", units: 6, activation: "tanh" }, { layer: "dense", units: 3 }], loss: "cross-entropy" })).toBeLessThan(1e-8);
  });
  it("dropout, at the input, between layers and on a curve", () => {
    const spec: NetworkSpec = {
      input: { shape: [9, 2] },
      layers: [{ layer: "dropout", rate: 0.5 }, { layer: "conv1d", filters: 3, kernel: 3, activation: "sigmoid" }, { layer: "dropout", rate: 0.5 }, { layer: "flatten" }, { layer: "dense", units: 4, activation: "tanh" }, { layer: "dropout", rate: 0.5 }, { layer: "dense", units: 2 }],
    };
    expect(gradientError(spec, true)).toBeLessThan(1e-8);
  });
});

describe("rows of the Jacobian", () => {
  it("are the slopes of each output: their transpose times 2 r / n is the gradient of the loss", () => {
    const plan = planNetwork({ input: { shape: [9, 2] }, layers: [{ layer: "conv1d", filters: 3, kernel: 3, activation: "tanh" }, { layer: "pool", kind: "max", size: 2 }, ...end] });
    const source = random(4);
    const weights = initialWeights(plan, source);
    const x = Float64Array.from({ length: rows * plan.inputs }, () => source.normal());
    const y = Float64Array.from({ length: rows * 2 }, () => source.normal());
    const session = float64Engine.open(plan);
    const gradient = new Float64Array(plan.weights);
    session.gradient(weights, { x, y, rows, masks: [] }, gradient);
    const J = jacobianRows(plan, createPass(plan, 1), { x, y, rows }, weights, 0, rows);
    const out = session.forward(weights, x, rows);
    for (let k = 0; k < plan.weights; k++) {
      let sum = 0;
      for (let i = 0; i < rows * 2; i++) sum += (J[i * plan.weights + k]! * 2 * (out[i]! - y[i]!)) / (rows * 2);
      expect(sum).toBeCloseTo(gradient[k]!, 13);
    }
  });
});
