/** Run in a child process, since a native library that does not fit can end its process: trains one small network natively and on wasm and compares. */
import { train, type EngineName, type NetworkSpec } from "../../packages/tensor/src/index.ts";
import { random } from "../../packages/numerics/src/index.ts";

const spec: NetworkSpec = {
  input: { shape: [25, 3] },
  layers: [
    { layer: "conv1d", filters: 8, kernel: 3, padding: "same", activation: "relu" },
    { layer: "pool", kind: "max", size: 2 },
    { layer: "conv1d", filters: 16, kernel: 3, activation: "tanh" },
    { layer: "pool", kind: "average", size: 2 },
    { layer: "flatten" },
    { layer: "dense", units: 32, activation: "sigmoid" },
    { layer: "dense", units: 2 },
  ],
};
const source = random(1);
const x = Float32Array.from({ length: 640 * 75 }, () => source.normal());
const y = Float32Array.from({ length: 640 * 2 }, (_, i) => Math.tanh(x[75 * (i >> 1) + (i & 1)]!));

const runs = [];
for (const engine of ["native", "wasm"] satisfies EngineName[]) {
  const training = { optimiser: { method: "adam", learningRate: 1e-3 }, epochs: 10, batchSize: 64 } as const;
  await train(spec, { x, y }, { ...training, epochs: 1 }, { seed: 1 }, engine);
  const started = performance.now();
  const net = await train(spec, { x, y }, training, { seed: 1 }, engine);
  runs.push({ label: net.engine, seconds: (performance.now() - started) / 1000, first: net.history[0]!.loss, loss: net.history.at(-1)!.loss });
}
process.stdout.write(JSON.stringify(runs));
