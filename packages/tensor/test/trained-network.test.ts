import { random } from "@inversa/numerics";
import { describe, expect, it } from "vitest";
import { loadNetwork, type NetworkSpec, train } from "../src/index.ts";
import { initialWeights } from "../src/initial-weights.ts";
import { planNetwork } from "../src/plan.ts";

const spec: NetworkSpec = {
  input: { shape: [12, 2] },
  layers: [{ layer: "conv1d", filters: 4, kernel: 3, activation: "tanh" }, { layer: "pool", kind: "lp", size: 2 }, { layer: "flatten" }, { layer: "dense", units: 3 }],
};
const source = random(2);
const x = Float32Array.from({ length: 600 * 24 }, () => source.normal());
const y = Float32Array.from({ length: 600 * 3 }, () => source.normal());
const trained = train(spec, { x, y }, { optimiser: { method: "adam", learningRate: 0.01 }, epochs: 2 }, { seed: 1 }, "float64");

describe("a trained network", () => {
  it("has weights in the layout of tf.layers", async () => {
    const { weights, inputs, outputs } = await trained;
    expect(weights.map((w) => w.length)).toEqual([3 * 2 * 4, 4, 5 * 4 * 3, 3]);
    expect([inputs, outputs]).toEqual([24, 3]);
  });
  it("predicts one row as it does many, from float32 as from float64", async () => {
    const net = await trained;
    const all = net.predict(x);
    expect(all).toHaveLength(1800);
    for (const row of [0, 255, 256, 599]) expect([...net.predict(x.slice(row * 24, (row + 1) * 24))]).toEqual([...all.subarray(row * 3, row * 3 + 3)]);
    expect(net.predict(new Float64Array(x), 600)).toEqual(all);
    expect(() => net.predict(x.subarray(1))).toThrow(expect.objectContaining({ code: "option-invalid" }));
  });
  it("comes back from JSON and bytes with the same answers", async () => {
    const net = await trained;
    const { header, weights } = net.save();
    const back = loadNetwork({ header: JSON.parse(JSON.stringify(header)), weights: Uint8Array.from(weights) });
    expect(back.predict(x)).toEqual(net.predict(x));
    expect(back.history).toEqual(net.history);
    expect([back.engine, back.spec]).toEqual([net.engine, net.spec]);
  });
  it("is refused when bytes are missing or the format is another", async () => {
    const { header, weights } = (await trained).save();
    expect(() => loadNetwork({ header, weights: weights.subarray(4) })).toThrow(expect.objectContaining({ code: "data-unreadable" }));
    expect(() => loadNetwork({ header: { ...header, format: "other" as never }, weights })).toThrow(expect.objectContaining({ code: "data-unreadable" }));
  });
  it("answers after dispose as before", async () => {
    const net = await trained;
    const before = net.predict(x);
    net.dispose();
    expect(net.predict(x)).toEqual(before);
  });
});

describe("initial weights", () => {
  const plan = (initial: NetworkSpec["initial"]) => planNetwork({ input: { shape: [300] }, layers: [{ layer: "dense", units: 200, activation: "tanh" }, { layer: "dense", units: 100 }], ...(initial && { initial }) });
  const first = (initial: NetworkSpec["initial"]) => initialWeights(plan(initial), random(3)).subarray(0, 60_000);
  const variance = (w: Float64Array) => w.reduce((sum, v) => sum + v * v, 0) / w.length;

  // 60,000 draws: the standard error of the variance is about 0.6 %.
  it.each([
    ["xavier-uniform", 2 / 500],
    ["xavier-normal", 2 / 500],
    ["he-normal", 2 / 300],
    ["uniform", 0.05 ** 2 / 3],
  ] as const)("%s has its variance", (method, expected) => expect(variance(first({ method })) / expected).toBeCloseTo(1, 1));
  it("Xavier uniform stays within sqrt(6 / (in + out)) and counts a convolution's whole window", () => {
    expect(Math.max(...first(undefined))).toBeLessThanOrEqual(Math.sqrt(6 / 500));
    const conv = planNetwork({ input: { shape: [20, 3] }, layers: [{ layer: "conv1d", filters: 50, kernel: 5 }, { layer: "flatten" }, { layer: "dense", units: 1 }] });
    const most = Math.max(...initialWeights(conv, random(1)).subarray(0, 750));
    expect(most).toBeLessThanOrEqual(Math.sqrt(6 / (15 + 250)));
    expect(most).toBeGreaterThan(0.95 * Math.sqrt(6 / (15 + 250)));
  });
  it("Nguyen-Widrow gives every hidden unit a weight of length 0.7 units^(1/inputs), and a bias within it", () => {
    const w = initialWeights(plan({ method: "nguyen-widrow" }), random(3));
    const length = 0.7 * 200 ** (1 / 300);
    for (let u = 0; u < 200; u++) {
      expect(Math.hypot(...Array.from({ length: 300 }, (_, i) => w[i * 200 + u]!))).toBeCloseTo(length, 10);
      expect(Math.abs(w[60_000 + u]!)).toBeLessThanOrEqual(length);
    }
  });
  it("biases start at zero under the others", () => expect(initialWeights(plan(undefined), random(3)).subarray(60_000, 60_200).every((b) => b === 0)).toBe(true));
});
