import { random } from "@inversa/numerics";
import * as tf from "@tensorflow/tfjs-core";
import * as layers from "@tensorflow/tfjs-layers";
import { beforeAll, describe, expect, it } from "vitest";
import { engineInfo, fromLayersModel, type NetworkSpec, toLayersModel, train, type TrainedNetwork } from "../src/index.ts";

const convolutional: NetworkSpec = {
  input: { shape: [14, 2] },
  layers: [
    { layer: "conv1d", filters: 4, kernel: 3, padding: "same", stride: 2, activation: "tanh" }, { layer: "pool", kind: "max", size: 2, stride: 1 },
    { layer: "conv1d", filters: 3, kernel: 2, activation: "relu" }, { layer: "pool", kind: "average", size: 2 },
    { layer: "flatten" }, { layer: "dropout", rate: 0.3 }, { layer: "dense", units: 3, activation: "sigmoid" },
  ],
};
const classes: NetworkSpec = { input: { shape: [28] }, layers: [{ layer: "dense", units: 5, activation: "relu" }, { layer: "dense", units: 3 }], loss: "cross-entropy" };

const source = random(1);
const x = Float32Array.from({ length: 20 * 28 }, () => source.normal());
const y = Float32Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? 1 : 0));
const trained = (spec: NetworkSpec): Promise<TrainedNetwork> => train(spec, { x, y }, { optimiser: { method: "adam", learningRate: 0.01 }, epochs: 3 }, { seed: 1 }, "float64");

describe("a tf.layers model", () => {
  beforeAll(() => engineInfo("wasm"));

  it.each([["convolutional", convolutional], ["classes", classes]])("is read by TensorFlow.js itself and answers the same: %s", async (_, spec) => {
    const net = await trained(spec);
    const { model, weights } = toLayersModel(net);
    const { modelTopology, weightsManifest } = JSON.parse(JSON.stringify(model));
    const read = await layers.loadLayersModel({ load: async () => ({ modelTopology, weightSpecs: weightsManifest[0].weights, weightData: weights.slice().buffer }) });
    const answer = tf.tidy(() => (read.predict(tf.tensor(x, [20, ...spec.input.shape])) as tf.Tensor).dataSync());
    read.dispose();
    // float32 there, float64 here.
    net.predict(x).forEach((v, i) => expect(answer[i]).toBeCloseTo(v, 5));
  });
  it("comes back as the same network", async () => {
    for (const spec of [convolutional, classes]) {
      const net = await trained(spec);
      const { model, weights } = toLayersModel(net);
      expect(fromLayersModel({ model: JSON.parse(JSON.stringify(model)), weights }).predict(x)).toEqual(net.predict(x));
    }
  });
  it("written by tf.layers is read here", async () => {
    const model = layers.sequential({ layers: [layers.layers.conv1d({ inputShape: [14, 2], filters: 4, kernelSize: 3, activation: "relu" }), layers.layers.maxPooling1d({ poolSize: 3 }), layers.layers.flatten(), layers.layers.dense({ units: 2 })] });
    const answer = tf.tidy(() => (model.predict(tf.tensor(x, [20, 14, 2])) as tf.Tensor).dataSync());
    let here: TrainedNetwork | undefined;
    await model.save({
      save: async (artefacts) => {
        const file = { format: "layers-model", generatedBy: artefacts.generatedBy!, convertedBy: null, modelTopology: artefacts.modelTopology, weightsManifest: [{ paths: ["weights.bin"], weights: artefacts.weightSpecs! }] };
        here = fromLayersModel({ model: JSON.parse(JSON.stringify(file)), weights: new Uint8Array(artefacts.weightData as ArrayBuffer) });
        return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: "JSON" } };
      },
    });
    model.dispose();
    here!.predict(x).forEach((v, i) => expect(answer[i]).toBeCloseTo(v, 5));
  });
  it("is refused for p-norm pooling, and where weights or layers do not fit", async () => {
    const lp = await trained({ input: { shape: [14, 2] }, layers: [{ layer: "pool", kind: "lp", size: 2 }, { layer: "flatten" }, { layer: "dense", units: 3 }] });
    expect(() => toLayersModel(lp)).toThrow(expect.objectContaining({ code: "option-invalid" }));
    const { model, weights } = toLayersModel(await trained(classes));
    expect(() => fromLayersModel({ model, weights: weights.subarray(8) })).toThrow(expect.objectContaining({ code: "data-unreadable" }));
    const odd = JSON.parse(JSON.stringify(model).replace('"Dense"', '"LSTM"'));
    expect(() => fromLayersModel({ model: odd, weights })).toThrow(expect.objectContaining({ code: "data-unreadable", message: expect.stringMatching(/LSTM/) }));
  });
});
