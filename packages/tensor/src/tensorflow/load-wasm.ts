import type { Engine } from "../engine.ts";
import { openTensorFlow, type TF } from "./session.ts";
import { fixWasmKernels } from "./wasm-kernels.ts";

/** TensorFlow.js on WebAssembly (SIMD), from npm alone. */
export async function loadWasm(): Promise<Engine> {
  const tf = await load(() => import("@tensorflow/tfjs-backend-wasm"), "wasm");
  fixWasmKernels(tf);
  return { info: { name: "wasm", label: `tfjs-wasm ${tf.version_core}`, version: tf.version_core }, open: (plan) => openTensorFlow(tf, "wasm", plan) };
}

/** TensorFlow.js in plain JavaScript: slow, kept to check the others. */
export async function loadCpu(): Promise<Engine> {
  const tf = await load(() => import("@tensorflow/tfjs-backend-cpu"), "cpu");
  return { info: { name: "cpu", label: `tfjs-cpu ${tf.version_core}`, version: tf.version_core }, open: (plan) => openTensorFlow(tf, "cpu", plan) };
}

async function load(backend: () => Promise<unknown>, name: string): Promise<TF> {
  const tf = await import("@tensorflow/tfjs-core");
  // Production mode does nothing but keep advertisements and warnings off the console.
  tf.enableProdMode();
  // The gradients come with the layers; tfjs-core alone has none.
  await import("@tensorflow/tfjs-layers");
  await withoutListeners(async () => {
    await backend();
    if (!(await tf.setBackend(name))) throw new Error(`TensorFlow.js could not start its ${name} backend`);
    await tf.ready();
  });
  return tf;
}

/** The wasm module hooks itself into the process to rethrow every uncaught error as its own; a library must not. */
async function withoutListeners(work: () => Promise<void>): Promise<void> {
  if (typeof process === "undefined" || !process.versions?.node) return work();
  const events = ["uncaughtException", "unhandledRejection"] as const;
  const before = events.map((event) => new Set(process.rawListeners(event)));
  await work();
  events.forEach((event, i) => {
    for (const listener of process.rawListeners(event)) if (!before[i]!.has(listener)) process.removeListener(event, listener as () => void);
  });
}
