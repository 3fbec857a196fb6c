import { type AppDefinition, InputError, pluginsOf } from "@inversa/core";
import { type App, createApp, type LoadedPlugin } from "@inversa/runtime";
import { parentPort, workerData } from "node:worker_threads";
import { internalProblem, type Problem, problemOf } from "../problem.ts";
import { executeStudy, type StudyFolder } from "./execute-study.ts";
import type { RunResult } from "./queue.ts";
import type { Progress } from "@inversa/core";

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

async function openApp(modules: readonly string[]): Promise<App> {
  let definition: AppDefinition | undefined;
  const extra: LoadedPlugin[] = [];
  for (const module of modules) {
    const exported = ((await import(module)) as { readonly default?: unknown }).default;
    if (typeof exported === "object" && exported !== null && "kind" in exported && exported.kind === "app" && !definition) definition = exported as AppDefinition;
    // A module without a default export only prepares the way for others.
    else if (exported !== undefined) extra.push({ module, plugins: pluginsOf(exported, module) });
  }
  if (!definition) throw new Error(`no app variant among ${modules.join(", ")}`);
  return createApp(definition, extra);
}

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
