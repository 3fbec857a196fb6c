import { InputError, type Inverse, type LearnedEstimator, pluginsOf, type Progress, type TrainingSet } from "@inversa/core";
import { parentPort, workerData } from "node:worker_threads";
import type { TrainingAnswer } from "./parcel.ts";

/** What a thread is started with. */
export interface ThreadStart {
  readonly modules: readonly string[];
  readonly estimator: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly seed: number;
  readonly set: TrainingSet;
}

/** What a thread says; the last is an answer. */
export type ThreadWord = { readonly kind: "progress"; readonly progress: Progress } | { readonly kind: "answer"; readonly answer: TrainingAnswer; readonly seconds: number };

/** Progress is told so often at most, in milliseconds. */
const interval = 500;

async function findEstimator(id: string, modules: readonly string[]): Promise<LearnedEstimator> {
  for (const url of modules) {
    const module = (await import(/* @vite-ignore */ url)) as { readonly default?: unknown };
    const found = pluginsOf(module.default, url).flatMap((plugin) => plugin.estimators).find((estimator) => estimator.id === id);
    if (found?.kind === "learned") return found;
  }
  throw new InputError("unknown-id", { what: `no module that threads can import offers the learned estimator "${id}"`, where: modules.join(", "), expected: "an app variant or a plugin as the default export of one of them" });
}

async function fit(say: (word: ThreadWord) => void): Promise<void> {
  const { modules, estimator, settings, seed, set } = workerData as ThreadStart;
  const began = performance.now();
  let told = Number.NEGATIVE_INFINITY;
  const progress = (now: Progress): void => {
    if (performance.now() - told < interval && now.done !== now.total) return;
    told = performance.now();
    say({ kind: "progress", progress: now });
  };
  const end = (answer: TrainingAnswer): void => say({ kind: "answer", answer, seconds: (performance.now() - began) / 1000 });
  try {
    const found = await findEstimator(estimator, modules);
    const inverse: Inverse = await found.fit(set, settings as never, { seed, signal: new AbortController().signal, progress });
    end({ value: inverse.save() });
  } catch (error) {
    if (error instanceof InputError) end({ refused: { code: error.code, mistake: error.mistake } });
    else end({ broke: `training ${estimator} failed: ${error instanceof Error ? error.message : String(error)}` });
  }
}

await fit((word) => parentPort!.postMessage(word));
