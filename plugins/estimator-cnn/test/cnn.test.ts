import { quietRun, readSettings, type LearnedEstimator, type TrainingSet } from "@inversa/core";
import { linearTrainingSet } from "@inversa/testing";
import { describe, expect, it } from "vitest";
import { cnn, cnnSettings } from "../src/index.ts";

const estimator = cnn as LearnedEstimator;
const fit = (set: TrainingSet, settings: object) => estimator.fit(set, readSettings(cnnSettings, { engine: "float64", ...settings }, "cnn"), quietRun(1));
const errorOf = (set: TrainingSet, predicted: { data: Float64Array }): number => Math.sqrt(predicted.data.reduce((sum, v, i) => sum + (v - set.targets.data[i]!) ** 2, 0) / predicted.data.length);
const stage = { filters: 4, kernel: 3, activation: "relu" };

describe("the convolutional network", () => {
  it.each(["none", "max", "average", "lp"])("learns with %s pooling", async (pool) => {
    const set = linearTrainingSet(160);
    const inverse = await fit(set, { convolutions: [{ ...stage, pool }], hidden: [{ units: 12, activation: "tanh" }], epochs: 60, learningRate: 0.01, batchSize: 16 });
    expect(errorOf(set, inverse.predict(set.inputs))).toBeLessThan(0.1);
  });
  it("learns with L-BFGS in double precision", async () => {
    const set = linearTrainingSet(80);
    expect(errorOf(set, (await fit(set, { convolutions: [{ ...stage, pool: "average" }], optimiser: "l-bfgs", epochs: 60 })).predict(set.inputs))).toBeLessThan(0.1);
  });
  it("reads curves of different lengths, each a channel of the same number of steps", async () => {
    const set = linearTrainingSet(60);
    const inputs = { rows: 60, columns: 13, data: Float64Array.from({ length: 60 * 13 }, (_, i) => set.inputs.data[Math.floor(i / 13) * 16 + (i % 13)]!) };
    const short: TrainingSet = { ...set, inputs, blocks: [set.blocks[0]!, { ...set.blocks[1]!, length: 5, axis: set.blocks[1]!.axis.slice(0, 5) }] };
    const inverse = await fit(short, { convolutions: [stage], epochs: 3 });
    expect(inverse.summary).toMatch(/^8x2-conv 4x3-64-64-2, /);
    const loaded = await estimator.load(structuredClone(inverse.save()));
    expect(loaded.predict(inputs).data).toEqual(inverse.predict(inputs).data);
  });
  it("brings curves to the steps that are asked for", async () => expect((await fit(linearTrainingSet(40), { steps: 32, epochs: 1 })).summary).toMatch(/^32x2-conv 16x5-conv 32x5-average pool 2-64-64-2, /));
  it("has no whitening to offer, since a convolution must see the curve", () => expect(() => readSettings(cnnSettings, { inputScaling: "whitening" }, "cnn")).toThrow(/not a choice/));
});
