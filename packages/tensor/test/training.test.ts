import { random } from "@inversa/numerics";
import { describe, expect, it } from "vitest";
import { type NetworkSpec, train, type Training, type TrainingProgress } from "../src/index.ts";
import { scheduleFactor } from "../src/schedule.ts";
import { clipGradient, updateRule } from "../src/first-order.ts";

const source = random(6);
const x = Float64Array.from({ length: 120 * 2 }, () => 2 * source.next() - 1);
const y = Float64Array.from({ length: 120 }, (_, i) => x[2 * i]! * x[2 * i + 1]! + 0.3 * source.normal());
const data = { x: x.slice(0, 160), y: y.slice(0, 80), validation: { x: x.slice(160), y: y.slice(80) } };
const spec: NetworkSpec = { input: { shape: [2] }, layers: [{ layer: "dense", units: 30, activation: "tanh" }, { layer: "dense", units: 1 }] };
const adam: Training = { optimiser: { method: "adam", learningRate: 0.02 }, epochs: 60, batchSize: 8 };
const here = "float64";

describe("update rules, two steps by hand", () => {
  const steps = (optimiser: Parameters<typeof updateRule>[0], gradients: readonly number[]): number => {
    const update = updateRule(optimiser, 1);
    const w = Float64Array.of(1);
    for (const g of gradients) update(w, Float64Array.of(g), 0.1);
    return w[0]!;
  };
  it("gradient descent", () => expect(steps({ method: "sgd", learningRate: 0.1 }, [2, -1])).toBeCloseTo(1 - 0.2 + 0.1, 15));
  it("momentum: the second step still feels the first", () => expect(steps({ method: "momentum", learningRate: 0.1, momentum: 0.5 }, [2, -1])).toBeCloseTo(1 - 0.2 + (0.5 * -0.2 + 0.1), 15));
  it("Nesterov momentum looks ahead", () => {
    const v1 = -0.2;
    const v2 = 0.5 * v1 + 0.1;
    expect(steps({ method: "momentum", learningRate: 0.1, momentum: 0.5, nesterov: true }, [2, -1])).toBeCloseTo(1 + (0.5 * v1 - 0.2) + (0.5 * v2 + 0.1), 15);
  });
  it("AdaGrad divides by the root of all squares", () => expect(steps({ method: "adagrad", learningRate: 0.1 }, [2, -1])).toBeCloseTo(1 - 0.2 / Math.sqrt(4.1) + 0.1 / Math.sqrt(5.1), 7));
  it("Adam's first step has the length of the rate, whatever the gradient", () => {
    expect(steps({ method: "adam", learningRate: 0.1 }, [1e-3])).toBeCloseTo(0.9, 5);
    expect(steps({ method: "adam", learningRate: 0.1 }, [-1e3])).toBeCloseTo(1.1, 10);
  });
  it("clipping shortens a long gradient and leaves a short one", () => {
    const g = Float64Array.of(3, 4);
    clipGradient(g, 6);
    expect([...g]).toEqual([3, 4]);
    clipGradient(g, 1);
    expect([...g]).toEqual([expect.closeTo(0.6, 14), expect.closeTo(0.8, 14)]);
  });
});

it("schedules follow their formulas", () => {
  expect([0, 3].map((e) => scheduleFactor({ kind: "exponential", decay: 0.5 }, e, 10))).toEqual([1, 0.125]);
  expect([0, 4, 5, 9, 10].map((e) => scheduleFactor({ kind: "step", every: 5, factor: 0.1 }, e, 20))).toEqual([1, 1, 0.1, 0.1, expect.closeTo(0.01, 15)]);
  expect([0, 5, 10].map((e) => scheduleFactor({ kind: "cosine", floor: 0.2 }, e, 10))).toEqual([1, expect.closeTo(0.6, 15), expect.closeTo(0.2, 15)]);
  expect(scheduleFactor(undefined, 7, 10)).toBe(1);
});

describe("a training", () => {
  it("is the same for the same seed and another for another", async () => {
    const [a, b, c] = await Promise.all([7, 7, 8].map((seed) => train(spec, data, adam, { seed }, here)));
    expect(a!.weights).toEqual(b!.weights);
    expect(a!.weights).not.toEqual(c!.weights);
  });
  it("rewrites its inputs before every pass but the first, through all restarts", async () => {
    const passes: number[] = [];
    const refresh = (rows: Float64Array, pass: number): void => {
      passes.push(pass);
      rows.set(data.x);
    };
    const training: Training = { ...adam, epochs: 3, restarts: 2 };
    const fresh = await train(spec, { ...data, x: data.x.slice(), refresh }, training, { seed: 7 }, here);
    expect(passes).toEqual([1, 2, 3, 4, 5]);
    expect(fresh.weights).toEqual((await train(spec, data, training, { seed: 7 }, here)).weights);
  });
  it("refuses inputs that change under L-BFGS", () =>
    expect(train(spec, { ...data, refresh: () => {} }, { optimiser: { method: "lbfgs" }, epochs: 2 }, { seed: 1 }, here)).rejects.toThrow(/does not change/));
  it("starts from the same weights for any seed when the network fixes them", async () => {
    const still: Training = { optimiser: { method: "sgd", learningRate: 1e-300 }, epochs: 1 };
    const [a, b, c] = await Promise.all([1, 2, 3].map((seed, i) => train({ ...spec, initial: { method: "he-normal", ...(i < 2 && { seed: 4 }) } }, data, still, { seed }, here)));
    expect(a!.weights).toEqual(b!.weights);
    expect(a!.weights).not.toEqual(c!.weights);
  });
  it("stops after patience and returns to the best epoch", async () => {
    const net = await train(spec, data, { ...adam, epochs: 400, earlyStopping: { patience: 15 } }, { seed: 1 }, here);
    const losses = net.history.map(({ validationLoss }) => validationLoss!);
    const best = losses.indexOf(Math.min(...losses));
    expect(net.history).toHaveLength(best + 1 + 15);
    expect(net.history.length).toBeLessThan(400);
    const p = net.predict(data.validation.x);
    const loss = p.reduce((sum, v, i) => sum + (v - data.validation.y[i]!) ** 2, 0) / p.length;
    // The network keeps float32 weights.
    expect(loss).toBeCloseTo(losses[best]!, 6);
  });
  it("keeps the last weights when told not to restore", async () => {
    const net = await train(spec, data, { ...adam, epochs: 400, earlyStopping: { patience: 15, restoreBest: false } }, { seed: 1 }, here);
    const p = net.predict(data.validation.x);
    expect(p.reduce((sum, v, i) => sum + (v - data.validation.y[i]!) ** 2, 0) / p.length).toBeCloseTo(net.history.at(-1)!.validationLoss!, 6);
  });
  it("from several starts keeps the best", async () => {
    const short: Training = { ...adam, epochs: 5 };
    const seen: TrainingProgress[] = [];
    const net = await train(spec, data, { ...short, restarts: 4 }, { seed: 3, progress: (p) => seen.push(p) }, here);
    const last = seen.filter(({ epoch }) => epoch === 5).map(({ validationLoss }) => validationLoss!);
    expect(last).toHaveLength(4);
    expect(new Set(last).size).toBe(4);
    expect(net.history.at(-1)!.validationLoss).toBe(Math.min(...last));
    expect(seen.map(({ restart }) => restart)).toEqual([1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4]);
  });
  it("with l2 has smaller weights, which the training's l2 overrules", async () => {
    const size = async (network: number, training?: number) => {
      const net = await train({ ...spec, l2: network }, data, { ...adam, ...(training !== undefined && { l2: training }) }, { seed: 1 }, here);
      return Math.hypot(...net.weights[0]!, ...net.weights[2]!);
    };
    expect(await size(0.05)).toBeLessThan(0.7 * (await size(0)));
    expect(await size(0.05, 0)).toBe(await size(0));
  });
  it("with dropout trains on noise yet predicts without", async () => {
    const noisy: NetworkSpec = { ...spec, layers: [spec.layers[0]!, { layer: "dropout", rate: 0.5 }, spec.layers[1]!] };
    const net = await train(noisy, data, adam, { seed: 1 }, here);
    expect(net.predict(x)).toEqual(net.predict(x));
    const plain = await train(noisy, data, { ...adam, dropout: 0 }, { seed: 1 }, here);
    expect(plain.weights).toEqual((await train(spec, data, adam, { seed: 1 }, here)).weights);
    expect(net.weights).not.toEqual(plain.weights);
  });
  it("learns classes, and predicts probabilities", async () => {
    const labels = new Float64Array(120 * 2);
    for (let i = 0; i < 120; i++) labels[2 * i + (x[2 * i]! * x[2 * i + 1]! > 0 ? 1 : 0)] = 1;
    const classes: NetworkSpec = { input: { shape: [2] }, layers: [{ layer: "dense", units: 12, activation: "tanh" }, { layer: "dense", units: 2 }], loss: "cross-entropy" };
    const net = await train(classes, { x, y: labels }, { optimiser: { method: "lbfgs" }, epochs: 150 }, { seed: 1 });
    const p = net.predict(x);
    let right = 0;
    for (let i = 0; i < 120; i++) {
      expect(p[2 * i]! + p[2 * i + 1]!).toBeCloseTo(1, 12);
      if (p[2 * i + 1]! > 0.5 === labels[2 * i + 1]! > 0.5) right++;
    }
    expect(right).toBeGreaterThanOrEqual(118);
  });
});

it("importing this package and training in float64 load no TensorFlow.js", async () => {
  await train(spec, data, { ...adam, epochs: 1 }, { seed: 1 }, here);
  expect(globalThis).not.toHaveProperty("_tfengine");
});

describe("an abort", () => {
  it.each([
    ["adam", adam],
    ["lbfgs", { optimiser: { method: "lbfgs" }, epochs: 10_000 }],
    ["levenberg-marquardt", { optimiser: { method: "levenberg-marquardt" }, epochs: 10_000 }],
  ] as const)("from a timer ends %s at once, with the signal's reason", async (_, training) => {
    const wide: NetworkSpec = { input: { shape: [2] }, layers: [{ layer: "dense", units: 200, activation: "sigmoid" }, { layer: "dense", units: 1 }] };
    const reason = new Error("enough");
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(reason), 100);
    const started = performance.now();
    await expect(train(wide, data, { ...training, epochs: 1_000_000 }, { seed: 1, signal: stop.signal }, here)).rejects.toBe(reason);
    clearTimeout(timer);
    // Far below the hours the training would last; the turn of the event loop comes every 40 ms.
    expect(performance.now() - started).toBeLessThan(5000);
  });
  it("before the start starts nothing", async () => {
    await expect(train(spec, data, adam, { seed: 1, signal: AbortSignal.abort() }, here)).rejects.toThrow(/abort/i);
  });
});

describe("mistakes are named", () => {
  const mistake = (training: Partial<Training>, network: Partial<NetworkSpec> = {}, rows: object = data): Promise<unknown> =>
    train({ ...spec, ...network }, rows as typeof data, { ...adam, ...training }, { seed: 1 }, here).then(
      () => "no mistake",
      (error: unknown) => error,
    );
  const lm = { optimiser: { method: "levenberg-marquardt" } } as const;

  it("early stopping without validation data", async () => expect(await mistake({ earlyStopping: { patience: 3 } }, {}, { x: data.x, y: data.y })).toMatchObject({ code: "estimator-incompatible", message: expect.stringMatching(/validation/) }));
  it("Levenberg-Marquardt with dropout, classes, or too large a system, with the way out", async () => {
    const [first, last] = spec.layers;
    expect(await mistake(lm, { layers: [first!, { layer: "dropout", rate: 0.1 }, last!] })).toMatchObject({ code: "estimator-incompatible" });
    expect(await mistake(lm, { loss: "cross-entropy" })).toMatchObject({ code: "estimator-incompatible" });
    expect(await mistake(lm, { layers: [{ layer: "dense", units: 3000 }, last!] }, { x: new Float64Array(7000), y: new Float64Array(3500) })).toMatchObject({ code: "estimator-incompatible", message: expect.stringMatching(/lbfgs/) });
  });
  it("Levenberg-Marquardt on a convolutional network whose Jacobian is too large", async () =>
    expect(await mistake(lm, { input: { shape: [100, 2] }, layers: [{ layer: "conv1d", filters: 64, kernel: 5 }, { layer: "flatten" }, { layer: "dense", units: 10 }] }, { x: new Float64Array(200 * 100), y: new Float64Array(1000) })).toMatchObject({
      code: "estimator-incompatible", message: expect.stringMatching(/Jacobian.*lbfgs or adam/s),
    }));
  it("settings out of range", async () => {
    expect(await mistake({ epochs: 0 })).toMatchObject({ code: "option-invalid" });
    expect(await mistake({ batchSize: 2.5 })).toMatchObject({ code: "option-invalid" });
    expect(await mistake({ optimiser: { method: "momentum", learningRate: 0.1, momentum: 1 } })).toMatchObject({ code: "option-invalid" });
    expect(await mistake({ optimiser: { method: "nadam" } as never })).toMatchObject({ code: "option-invalid", message: expect.stringMatching(/nadam/) });
  });
  it("data that do not make rows, or hold a gap", async () => {
    expect(await mistake({}, {}, { x: new Float64Array(5), y: new Float64Array(2) })).toMatchObject({ code: "option-invalid" });
    expect(await mistake({}, {}, { x: Float64Array.of(1, 2, 3, NaN), y: new Float64Array(2) })).toMatchObject({ code: "option-invalid", message: expect.stringMatching(/row 1, column 1/) });
  });
  it("layers that do not fit", async () => {
    expect(await mistake({}, { layers: [{ layer: "conv1d", filters: 2, kernel: 3 }] })).toMatchObject({ code: "option-invalid", message: expect.stringMatching(/flat/) });
    expect(await mistake({}, { input: { shape: [2, 1] } })).toMatchObject({ code: "option-invalid", message: expect.stringMatching(/flatten/) });
    expect(await mistake({}, { input: { shape: [2, 1] }, layers: [{ layer: "conv1d", filters: 2, kernel: 3 }] })).toMatchObject({ code: "option-invalid", message: expect.stringMatching(/does not fit/) });
  });
  it("a loss that grows without bound", async () => expect(await mistake({ optimiser: { method: "sgd", learningRate: 1e6 } })).toMatchObject({ code: "option-invalid", message: expect.stringMatching(/learning rate/) }));
});
