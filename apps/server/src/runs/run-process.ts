import { InputError, type Progress } from "@inversa/core";
import { insideProcess } from "../beside/inside.ts";
import { openApp } from "../beside/open-app.ts";
import { internalProblem, type Problem, problemOf, storageMistake } from "../problem.ts";
import { executeStudy, type StudyFolder } from "./execute-study.ts";
import type { RunResult } from "./queue.ts";

/** What a process is told: first where the variant's and the plugins' modules are, and the study; then, perhaps, to stop. */
export type RunOrder = { readonly modules: readonly string[]; readonly study: StudyFolder } | "stop";

/** What it says; the last is a result, a problem or that it stopped. */
export type RunWord =
  | { readonly kind: "progress"; readonly progress: Progress }
  | { readonly kind: "result"; readonly result: RunResult }
  | { readonly kind: "problem"; readonly problem: Problem; readonly stack?: string }
  | { readonly kind: "stopped" };

const interruption = new AbortController();

async function work(modules: readonly string[], study: StudyFolder): Promise<RunWord> {
  try {
    const app = await openApp(modules);
    try {
      return { kind: "result", result: await executeStudy(app, study, { signal: interruption.signal, progress: (progress) => say({ kind: "progress", progress }) }) };
    } finally {
      await app.dispose();
    }
  } catch (error) {
    if (interruption.signal.aborted) return { kind: "stopped" };
    if (error instanceof InputError) return { kind: "problem", problem: problemOf(error) };
    const unavailable = storageMistake(error);
    if (unavailable) return { kind: "problem", problem: problemOf(unavailable) };
    return { kind: "problem", problem: internalProblem("run"), stack: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

const say: (word: RunWord) => void = insideProcess((order: RunOrder) => {
  if (order === "stop") interruption.abort(new DOMException("the run is stopped", "AbortError"));
  else void work(order.modules, order.study).then(say);
});
