import { quietRun, readSettings, type LearnedEstimator, type TrainingSet } from "@inversa/core";
import { linearTrainingSet } from "@inversa/testing";
import { describe, expect, it } from "vitest";
import { bp, bpSettings } from "../src/index.ts";

const estimator = bp as LearnedEstimator;
const fit = (set: TrainingSet, settings: object, seed = 1) => estimator.fit(set, readSettings(bpSettings, { engine: "float64", ...settings }, "bp"), quietRun(seed));
const errorOf = (set: TrainingSet, predicted: { data: Float64Array }): number => Math.sqrt(predicted.data.reduce((sum, v, i) => sum + (v - set.targets.data[i]!) ** 2, 0) / predicted.data.length);
const noisy = (relative: number): TrainingSet => {
  const set = linearTrainingSet(200);
  return { ...set, blocks: set.blocks.map((block) => ({ ...block, noise: { relative, absolute: 0 } })) };
};

describe("the back-propagation network", () => {
  it.each(["adam", "momentum", "gradient-descent", "adagrad", "l-bfgs", "levenberg-marquardt"])("learns with %s", async (optimiser) => {
    const set = linearTrainingSet(120);
    const inverse = await fit(set, { optimiser, hidden: [{ units: 12, activation: "tanh" }], epochs: 60, learningRate: { "gradient-descent": 0.3, momentum: 0.05, adagrad: 0.1 }[optimiser] ?? 0.01, batchSize: 16, restarts: 2 });
    const untrained = Math.sqrt(set.targets.data.reduce((sum, v) => sum + v * v, 0) / set.targets.data.length);
    expect(errorOf(set, inverse.predict(set.inputs))).toBeLessThan(0.15 * untrained);
  });
  it.each(["range", "mean", "standard", "none", "whitening"])("learns with inputs and outputs scaled by %s", async (scaling) => {
    const set = linearTrainingSet(120);
    const inverse = await fit(set, { inputScaling: scaling, outputScaling: scaling, hidden: [{ units: 8, activation: "tanh" }], optimiser: "l-bfgs", epochs: 80 });
    expect(errorOf(set, inverse.predict(set.inputs))).toBeLessThan(0.05);
  });
  it.each(["sigmoid", "tanh", "relu", "linear"])("takes %s neurons in any number of layers", async (activation) => {
    const inverse = await fit(linearTrainingSet(60), { hidden: [{ units: 6, activation }, { units: 5, activation }, { units: 4, activation }], inputScaling: "range", epochs: 2 });
    expect(inverse.summary).toMatch(/^16-6-5-4-2, 171 weights, /);
  });
  it("learns that noise exists: its answers to noisy curves are closer to the middle than those of a network trained without", async () => {
    const slope = async (set: TrainingSet): Promise<number> => {
      const inverse = await fit(set, { hidden: [], optimiser: "l-bfgs", epochs: 100, noiseReplicas: 8, validation: 0, inputScaling: "standard" });
      const at = inverse.predict(set.inputs).data;
      return at.reduce((sum, v, i) => sum + v * set.targets.data[i]!, 0) / set.targets.data.reduce((sum, v) => sum + v * v, 0);
    };
    // Least squares on inputs with noise shrinks towards the mean (regression dilution); without noise the map is exact.
    expect(await slope(noisy(0))).toBeCloseTo(1, 3);
    expect(await slope(noisy(0.5))).toBeLessThan(0.97);
  });
  it("sees new measurement errors every epoch, so that it does not learn them: the loss does not fall below what the noise leaves", async () => {
    const set = noisy(0.5);
    const { history } = await fit(set, { hidden: [{ units: 64, activation: "tanh" }], epochs: 150, learningRate: 0.01, patience: 0, batchSize: 16, inputScaling: "standard" });
    const repeated = await fit(set, { hidden: [{ units: 64, activation: "tanh" }], optimiser: "l-bfgs", epochs: 300, patience: 0, noiseReplicas: 1, inputScaling: "standard" });
    const ratio = (points: typeof history): number => points.at(-1)!.loss / points.at(-1)!.validationLoss!;
    expect(ratio(history)).toBeGreaterThan(0.5);
    // The same errors again and again are learnt by heart.
    expect(ratio(repeated.history)).toBeLessThan(0.1);
  });
  it("draws the same noise for the same seed and other noise for another", async () => {
    const settings = { hidden: [{ units: 4, activation: "tanh" }], epochs: 3 };
    const [a, b, c] = await Promise.all([fit(noisy(0.1), settings), fit(noisy(0.1), settings), fit(noisy(0.1), settings, 2)]);
    const row = { rows: 1, columns: 16, data: linearTrainingSet(1).inputs.data };
    expect(a.predict(row).data).toEqual(b.predict(row).data);
    expect(a.predict(row).data).not.toEqual(c.predict(row).data);
  });
  it("classifies labelled curves with cross-entropy and answers with probabilities", async () => {
    const set = linearTrainingSet(200);
    const labels = Float64Array.from({ length: 400 }, (_, i) => (set.targets.data[i - (i % 2)]! > 0 ? [1, 0] : [0, 1])[i % 2]!);
    const inverse = await fit({ ...set, targets: { rows: 200, columns: 2, data: labels }, lower: Float64Array.of(0, 0), upper: Float64Array.of(1, 1), classes: ["stiff", "soft"] }, { hidden: [{ units: 8, activation: "tanh" }], epochs: 60, learningRate: 0.02 });
    const { data } = inverse.predict(set.inputs);
    const right = [...labels].filter((label, i) => (data[i]! > 0.5) === (label === 1)).length / 400;
    expect(right).toBeGreaterThan(0.97);
    for (let i = 0; i < 400; i += 2) expect(data[i]! + data[i + 1]!).toBeCloseTo(1, 9);
  });
  it("reports the error on a test share that it never saw", async () => expect((await fit(linearTrainingSet(100), { test: 0.2, epochs: 5 })).summary).toMatch(/test error [\d.]+/));
  it("refuses shares that leave nothing to train on", async () => expect(fit(linearTrainingSet(4), { validation: 0.5, test: 0.5 })).rejects.toThrow(/leave none/));
  it("loads what it saved after a trip through JSON-like cloning, history included", async () => {
    const set = linearTrainingSet(80);
    const inverse = await fit(set, { epochs: 4 });
    const loaded = await estimator.load(structuredClone(inverse.save()));
    expect(loaded.history).toEqual(inverse.history);
    expect(loaded.summary).toBe(inverse.summary);
  });
});
