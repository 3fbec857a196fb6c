import type { Progress } from "@inversa/core";
import { Worker } from "node:worker_threads";
import type { Problem } from "../problem.ts";
import type { StudyFolder } from "./execute-study.ts";
import type { RunResult } from "./queue.ts";
import type { ThreadStart, ThreadWord } from "./run-thread.ts";

/** How a run ended. `crashed`: the thread went down (out of memory, a bug in native code), which says nothing of the study. */
export type Outcome =
  | { readonly kind: "result"; readonly result: RunResult }
  | { readonly kind: "problem"; readonly problem: Problem; readonly stack?: string }
  | { readonly kind: "stopped" }
  | { readonly kind: "crashed"; readonly message: string };

/** Carries a study out; the signal stops it. */
export type Execute = (study: StudyFolder, signal: AbortSignal, progress: (progress: Progress) => void) => Promise<Outcome>;

const threadUrl = new URL(`./run-thread${import.meta.url.endsWith(".ts") ? ".ts" : ".js"}`, import.meta.url);

/**
 * Runs each study in a thread of its own, so that requests are answered while a model computes, and a run that does not listen can be ended.
 * @param modules Where the thread finds the app variant and the plugins: an app's `origin.modules`.
 * @param patience Milliseconds that a run is given to stop by itself.
 */
export const runInThread = (modules: readonly string[], patience = 5000): Execute => (study, signal, progress) => new Promise((resolve) => {
  const start: ThreadStart = { modules, study };
  const worker = new Worker(threadUrl, { workerData: start });
  let outcome: Outcome | undefined;
  let timer: NodeJS.Timeout | undefined;
  const stop = (): void => {
    worker.postMessage("stop");
    timer = setTimeout(() => void worker.terminate(), patience);
  };
  if (signal.aborted) stop();
  else signal.addEventListener("abort", stop, { once: true });
  worker.on("message", (word: ThreadWord) => {
    if (word.kind === "progress") progress(word.progress);
    else outcome = word;
  });
  worker.on("error", (error) => { outcome ??= { kind: "crashed", message: error instanceof Error ? error.message : String(error) }; });
  worker.once("exit", (code) => {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
    resolve(outcome ?? (signal.aborted ? { kind: "stopped" } : { kind: "crashed", message: `the thread ended with ${code}` }));
  });
});
