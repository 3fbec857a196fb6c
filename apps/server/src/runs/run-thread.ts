import { InputError, type Progress } from "@inversa/core";
import { parentPort, workerData } from "node:worker_threads";
import { internalProblem, type Problem, problemOf } from "../problem.ts";
import { openApp } from "../work/open-app.ts";
import { executeStudy, type StudyFolder } from "./execute-study.ts";
import type { RunResult } from "./queue.ts";

/** What a thread is started with: where the variant's and the plugins' modules are, and the study. */
export interface ThreadStart {
  readonly modules: readonly string[];
  readonly study: StudyFolder;
}

/** What a thread says; the last is a result, a problem or that it stopped. */
export type ThreadWord =
  | { readonly kind: "progress"; readonly progress: Progress }
  | { readonly kind: "result"; readonly result: RunResult }
  | { readonly kind: "problem"; readonly problem: Problem; readonly stack?: string }
  | { readonly kind: "stopped" };

async function work(say: (word: ThreadWord) => void): Promise<void> {
  const { modules, study } = workerData as ThreadStart;
  const interruption = new AbortController();
  parentPort!.once("message", () => interruption.abort(new DOMException("the run is stopped", "AbortError")));
  try {
    const app = await openApp(modules);
    try {
      say({ kind: "result", result: await executeStudy(app, study, { signal: interruption.signal, progress: (progress) => say({ kind: "progress", progress }) }) });
    } finally {
      await app.dispose();
    }
  } catch (error) {
    if (interruption.signal.aborted) say({ kind: "stopped" });
    else if (error instanceof InputError) say({ kind: "problem", problem: problemOf(error) });
    else say({ kind: "problem", problem: internalProblem("run"), stack: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  } finally {
    parentPort!.close();
  }
}

await work((word) => parentPort!.postMessage(word));
