import type { Progress } from "@inversa/core";
import { Worker } from "node:worker_threads";
import type { TrainingAnswer } from "./parcel.ts";
import type { ThreadStart, ThreadWord } from "./train-thread.ts";
import type { TrainingWork } from "./work.ts";

// Run from source the thread's file is TypeScript, built it is JavaScript; both lie beside this one.
const threadUrl = new URL(`./train-thread${import.meta.url.endsWith(".ts") ? ".ts" : ".js"}`, import.meta.url);

/**
 * Trains in a thread of its own, so that this one can say that it lives, and a training that does not listen can be ended.
 * @throws the signal's reason; an Error when the thread dies.
 */
export async function trainInThread(modules: readonly string[], { estimator, settings, seed, set }: TrainingWork, signal: AbortSignal, progress: (progress: Progress) => void): Promise<{ readonly answer: TrainingAnswer; readonly seconds: number }> {
  signal.throwIfAborted();
  const start: ThreadStart = { modules, estimator, settings, seed, set };
  const worker = new Worker(threadUrl, { workerData: start });
  const ended = Promise.withResolvers<Extract<ThreadWord, { kind: "answer" }>>();
  const stop = (): void => ended.reject(signal.reason as Error);
  signal.addEventListener("abort", stop, { once: true });
  worker.on("message", (word: ThreadWord) => (word.kind === "progress" ? progress(word.progress) : ended.resolve(word)));
  worker.on("error", (cause) => ended.reject(new Error(`a thread died while training ${estimator}: ${(cause as Error).message}`, { cause })));
  worker.once("exit", (code) => ended.reject(new Error(`a thread died while training ${estimator}: it ended with ${code}`)));
  try {
    return await ended.promise;
  } finally {
    signal.removeEventListener("abort", stop);
    await worker.terminate();
  }
}
