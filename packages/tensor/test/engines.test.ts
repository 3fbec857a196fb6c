import { random } from "@inversa/numerics";
import { afterAll, describe, expect, it } from "vitest";
import { chooseEngine } from "../src/choose-engine.ts";
import type { Engine, EngineName } from "../src/engine.ts";
import { float64Engine } from "../src/float64-engine.ts";
import { engineInfo, type NetworkSpec, train, type Training } from "../src/index.ts";
import { initialWeights } from "../src/initial-weights.ts";
import { planNetwork } from "../src/plan.ts";

const specs: Record<string, NetworkSpec> = {
  dense: {
    input: { shape: [12] }, l2: 1e-3,
    layers: [{ layer: "dense", units: 20, activation: "sigmoid" }, { layer: "dropout", rate: 0.3 }, { layer: "dense", units: 9, activation: "tanh" }, { layer: "dense", units: 3 }],
  },
  convolutional: {
    input: { shape: [17, 3] },
    layers: [
      { layer: "conv1d", filters: 5, kernel: 3, padding: "same", activation: "relu" }, { layer: "pool", kind: "max", size: 2 },
      { layer: "conv1d", filters: 7, kernel: 4, padding: "same", stride: 2, activation: "tanh" }, { layer: "pool", kind: "average", size: 2, stride: 1 },
      { layer: "flatten" }, { layer: "dropout", rate: 0.2 }, { layer: "dense", units: 6, activation: "relu" }, { layer: "dense", units: 2 },
    ],
  },
  "p-norm pooling": {
    input: { shape: [16, 2] },
    layers: [
      { layer: "conv1d", filters: 4, kernel: 3, stride: 2, activation: "tanh" }, { layer: "pool", kind: "lp", size: 2, stride: 1 },
      { layer: "conv1d", filters: 4, kernel: 2, activation: "sigmoid" }, { layer: "pool", kind: "lp", size: 2, p: 3 }, { layer: "flatten" }, { layer: "dense", units: 2 },
    ],
  },
  classes: { input: { shape: [6] }, layers: [{ layer: "dense", units: 8, activation: "tanh" }, { layer: "dense", units: 4 }], loss: "cross-entropy" },
};

function rowsFor(spec: NetworkSpec, rows: number) {
  const plan = planNetwork(spec);
  const source = random(21);
  const x = Float64Array.from({ length: rows * plan.inputs }, () => Math.fround(source.normal()));
  const y = new Float64Array(rows * plan.outputs);
  if (spec.loss === "cross-entropy") for (let r = 0; r < rows; r++) y[r * plan.outputs + source.integer(plan.outputs)] = 1;
  else y.forEach((_, i) => (y[i] = Math.fround(source.next())));
  return { plan, x, y };
}

/** Largest difference over largest value. */
function apart(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let difference = 0;
  let size = 0;
  for (let i = 0; i < a.length; i++) [difference, size] = [Math.max(difference, Math.abs(a[i]! - b[i]!)), Math.max(size, Math.abs(a[i]!))];
  return difference / size;
}

const optimisers: Record<string, Training> = {
  momentum: { optimiser: { method: "momentum", learningRate: 0.05, nesterov: true }, epochs: 4, batchSize: 16, schedule: { kind: "cosine" }, clip: 1 },
  adam: { optimiser: { method: "adam", learningRate: 0.01 }, epochs: 4, batchSize: 16, schedule: { kind: "exponential", decay: 0.9 } },
  adagrad: { optimiser: { method: "adagrad", learningRate: 0.05 }, epochs: 4, batchSize: 16 },
};

const { engines, absent } = await loadAll(["wasm", "cpu", "native"]);
if (absent.length > 0) process.stderr.write(`Engines not tested here: ${absent.join("; ")}\n`);

async function loadAll(names: readonly EngineName[]) {
  const engines: Engine[] = [];
  const absent: string[] = [];
  for (const name of names) {
    try {
      engines.push(await chooseEngine(name));
    } catch (error) {
      if (name !== "native") throw error;
      absent.push((error as Error).message);
    }
  }
  return { engines, absent };
}

it.skipIf(absent.length > 0)(`tests TensorFlow's native library too${absent.map((why) => ` (${why})`)}`, () => {
  expect(engines.map(({ info }) => info.name)).toEqual(["wasm", "cpu", "native"]);
});

for (const engine of engines) {
  describe(`${engine.info.label} agrees with float64`, () => {
    for (const [name, spec] of Object.entries(specs)) {
      // One float32 pass rounds each sum of some 50 terms to about 1e-6 of the largest value.
      it(`in the forward pass, the loss and its gradient: ${name}`, () => {
        const { plan, x, y } = rowsFor(spec, 23);
        const weights = initialWeights(plan, random(2)).map(Math.fround);
        const [here, exact] = [engine.open(plan), float64Engine.open(plan)];
        expect(apart(exact.forward(weights, x, 23), here.forward(weights, x, 23))).toBeLessThan(2e-6);
        const [g, e] = [new Float64Array(plan.weights), new Float64Array(plan.weights)];
        const batch = { x, y, rows: 23, masks: [] };
        expect(here.gradient(weights, batch, g)).toBeCloseTo(exact.gradient(weights, batch, e), 5);
        expect(apart(e, g)).toBeLessThan(5e-6);
        expect(here.loss(weights, x, y, 23)).toBeCloseTo(exact.loss(weights, x, y, 23), 5);
        for (const session of [here, exact]) session.dispose();
      });

      // 16 to 20 steps carry the rounding along; Adam divides small gradients by their own size, which magnifies it most.
      it.each(Object.keys(optimisers))(`over a training by %s: ${name}`, async (method) => {
        const { x, y } = rowsFor(spec, 70);
        const data = { x, y, validation: { x: x.slice(0, x.length / 7), y: y.slice(0, y.length / 7) } };
        const [here, exact] = [await train(spec, data, optimisers[method]!, { seed: 5 }, engine), await train(spec, data, optimisers[method]!, { seed: 5 }, "float64")];
        expect(apart(exact.predict(x), here.predict(x))).toBeLessThan(5e-5);
        here.history.forEach((epoch, i) => {
          expect(epoch.loss).toBeCloseTo(exact.history[i]!.loss, 4);
          expect(epoch.validationLoss).toBeCloseTo(exact.history[i]!.validationLoss!, 4);
        });
      });
    }

    it("repeats a training bit for bit", async () => {
      const { x, y } = rowsFor(specs["convolutional"]!, 70);
      const run = () => train(specs["convolutional"]!, { x, y }, optimisers["adam"]!, { seed: 9 }, engine);
      const [a, b] = [await run(), await run()];
      a.weights.forEach((w, i) => expect(Buffer.from(w.buffer).equals(Buffer.from(b.weights[i]!.buffer))).toBe(true));
      expect(a.history).toEqual(b.history);
    });
  });
}

describe("memory of TensorFlow.js", async () => {
  const tf = await import("@tensorflow/tfjs-core");

  it.each(engines.flatMap(({ info }) => Object.keys(specs).map((name) => [info.name, name] as const)))("is empty again after a training, a prediction and an abort: %s, %s", async (engine, name) => {
    const spec = specs[name]!;
    const { x, y } = rowsFor(spec, 70);
    await train(spec, { x, y }, optimisers["adam"]!, { seed: 1 }, engine);
    const before = { ...tf.memory() };
    const net = await train(spec, { x, y, validation: { x, y } }, { ...optimisers["momentum"]!, restarts: 2, earlyStopping: { patience: 2 } }, { seed: 1 }, engine);
    net.predict(x);
    net.dispose();
    const stop = new AbortController();
    const progress = ({ epoch }: { epoch: number }): void => {
      if (epoch === 2) stop.abort();
    };
    await expect(train(spec, { x, y }, optimisers["adam"]!, { seed: 1, signal: stop.signal, progress }, engine)).rejects.toThrow(/abort/i);
    const { numTensors, numDataBuffers, numBytes } = tf.memory();
    expect({ numTensors, numDataBuffers, numBytes }).toEqual({ numTensors: before.numTensors, numDataBuffers: before.numDataBuffers, numBytes: before.numBytes });
  });
});

describe("the choice of an engine", () => {
  afterAll(() => {
    delete process.env["INVERSA_TENSOR_ENGINE"];
  });
  it("prefers native, then wasm, and says why a faster one was passed over", async () => {
    const info = await engineInfo();
    expect(info.name).toBe(absent.length === 0 ? "native" : "wasm");
    expect(info.label).toMatch(/^tfjs-(node|wasm) 4\.22\.0/);
    expect(info.passedOver ?? "nothing").toMatch(absent.length > 0 ? /native: .*\.\/pnpmw native/ : /^nothing$/);
  });
  it("follows INVERSA_TENSOR_ENGINE", async () => {
    process.env["INVERSA_TENSOR_ENGINE"] = "float64";
    expect((await engineInfo()).name).toBe("float64");
    process.env["INVERSA_TENSOR_ENGINE"] = "gpu";
    await expect(engineInfo()).rejects.toMatchObject({ code: "option-invalid" });
  });
  it("leaves uncaught errors of the process alone", () => {
    expect(process.listeners("uncaughtException").map(String).join()).not.toMatch(/ExitStatus|throw ex/);
  });
});
