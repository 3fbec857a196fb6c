import { median, random } from "@inversa/numerics";
import { chooseEngine } from "../src/choose-engine.ts";
import { type EngineName, type NetworkSpec, type Training, train, type TrainingData } from "../src/index.ts";

const dense: NetworkSpec = { input: { shape: [180] }, layers: [{ layer: "dense", units: 360, activation: "sigmoid" }, { layer: "dense", units: 7 }] };
const conv = (filters: number) => ({ layer: "conv1d", filters, kernel: 3, padding: "same", activation: "relu" }) as const;
const halve = { layer: "pool", kind: "max", size: 2 } as const;
const convolutional: NetworkSpec = {
  input: { shape: [25, 3] }, l2: 1e-4,
  layers: [
    conv(8), halve, conv(16), halve, conv(32), conv(32), conv(64), halve,
    { layer: "flatten" }, { layer: "dense", units: 72, activation: "relu" }, { layer: "dense", units: 32, activation: "relu" }, { layer: "dense", units: 1 },
  ],
};
const optimiser = { method: "momentum", learningRate: 0.01, momentum: 0.9 } as const;

/** One case: `steps` updates are timed, `whole` is the number a full training of the case takes. */
interface Case {
  readonly name: string;
  readonly spec: NetworkSpec;
  readonly data: TrainingData;
  readonly training: Training;
  readonly steps: number;
  readonly whole: number;
}
const cases: readonly Case[] = [
  { name: "A1 dense 180-360-7, full batch of 90", spec: dense, data: rows(90, 180, 7), training: { optimiser, epochs: 100, batchSize: 90 }, steps: 100, whole: 500 },
  { name: "A2 dense 180-360-7, batch 32", spec: dense, data: rows(32 * 50, 180, 7), training: { optimiser, epochs: 2, batchSize: 32 }, steps: 100, whole: 5 * 282 },
  { name: "B 5 convolutions + 3 dense, batch 64", spec: convolutional, data: rows(64 * 25, 75, 1), training: { optimiser, epochs: 2, batchSize: 64 }, steps: 50, whole: 3 * 157 },
];

/** Time a step of gradient descent on every engine present, of Levenberg-Marquardt, and of one prediction. */
export default async function measure(): Promise<Array<{ name: string; unit: string; median: number; note?: string }>> {
  const figures = [];
  for (const engine of await present(["native", "wasm", "float64"]))
    for (const { name, spec, data, training, steps, whole } of cases) {
      const ms = await medianTime(5, () => train(spec, data, training, { seed: 1 }, engine));
      figures.push({ name: `${name}, ${engine}`, unit: "ms a step", median: ms / steps, note: `${((ms / steps) * whole / 1000).toFixed(2)} s for ${whole} steps` });
    }
  const lm: Training = { optimiser: { method: "levenberg-marquardt" }, epochs: 10 };
  figures.push({ name: "Levenberg-Marquardt, 180-360-7, 90 rows (630 residuals, 67,687 weights)", unit: "ms a step", median: (await medianTime(3, () => train(dense, cases[0]!.data, lm, { seed: 1 }))) / 10 });
  const lbfgs: Training = { optimiser: { method: "lbfgs" }, epochs: 50 };
  figures.push({ name: "L-BFGS, 180-360-7, 90 rows", unit: "ms an iteration", median: (await medianTime(3, () => train(dense, cases[0]!.data, lbfgs, { seed: 1 }))) / 50 });
  for (const [name, spec, inputs] of [["180-360-7", dense, 180], ["5 convolutions + 3 dense", convolutional, 75]] as const) {
    const net = await train(spec, inputs === 180 ? cases[0]!.data : cases[2]!.data, { optimiser, epochs: 1 }, { seed: 1 }, "float64");
    const x = new Float64Array(inputs);
    const thousand = await medianTime(5, async () => {
      for (let i = 0; i < 1000; i++) net.predict(x);
    });
    figures.push({ name: `prediction of one row, ${name}`, unit: "microseconds", median: thousand });
  }
  return figures;
}

async function present(names: readonly EngineName[]): Promise<EngineName[]> {
  const found: EngineName[] = [];
  for (const name of names) {
    try {
      await chooseEngine(name);
      found.push(name);
    } catch {
      // Not installed here; the others are measured.
    }
  }
  return found;
}

async function medianTime(repetitions: number, work: () => Promise<unknown>): Promise<number> {
  await work();
  const times = [];
  for (let i = 0; i < repetitions; i++) {
    const started = performance.now();
    await work();
    times.push(performance.now() - started);
  }
  return median(Float64Array.from(times));
}

function rows(n: number, inputs: number, outputs: number): TrainingData {
  const source = random(n);
  return { x: Float64Array.from({ length: n * inputs }, () => source.normal()), y: Float64Array.from({ length: n * outputs }, () => source.normal()) };
}
