import { InputError, type Progress } from "@inversa/core";
import { type SideProcessOptions, startSideProcess } from "../beside/side-process.ts";
import { type Problem, problemOf } from "../problem.ts";
import type { StudyFolder } from "./execute-study.ts";
import type { RunResult } from "./queue.ts";
import type { RunOrder, RunWord } from "./run-process.ts";

/** How a run ended. `crashed`: the process went down (out of memory, a bug in native code), which says nothing of the study. */
export type Outcome =
  | { readonly kind: "result"; readonly result: RunResult }
  | { readonly kind: "problem"; readonly problem: Problem; readonly stack?: string }
  | { readonly kind: "stopped" }
  | { readonly kind: "crashed"; readonly message: string };

/** Carries a study out; the signal stops it. */
export type Execute = (study: StudyFolder, signal: AbortSignal, progress: (progress: Progress) => void) => Promise<Outcome>;

export interface RunProcessOptions extends Pick<SideProcessOptions, "compiled" | "database"> {
  /** Milliseconds that a run is given to stop by itself. */
  readonly patience?: number;
}

const sideModule = new URL("./run-process", import.meta.url);

/**
 * Runs each study in a process of its own, so that requests are answered while a model computes, and a run that does not listen or whose memory is full ends alone.
 * @param modules Where the process finds the app variant and the plugins: an app's `origin.modules`.
 */
export const runInProcess = (modules: readonly string[], { patience = 5000, ...options }: RunProcessOptions): Execute => async (study, signal, progress) => {
  const side = startSideProcess(sideModule, options);
  let outcome: Outcome | undefined;
  let timer: NodeJS.Timeout | undefined;
  const stop = (): void => {
    side.send("stop" satisfies RunOrder);
    timer = setTimeout(side.kill, patience);
  };
  side.onMessage((word: RunWord) => {
    if (word.kind === "progress") return progress(word.progress);
    outcome = word;
    // Whatever the study left running (an engine, a handle) ends with it.
    side.kill();
  });
  side.send({ modules, study } satisfies RunOrder);
  if (signal.aborted) stop();
  else signal.addEventListener("abort", stop, { once: true });
  const { how, outOfMemory } = await side.exit;
  clearTimeout(timer);
  signal.removeEventListener("abort", stop);
  if (outcome) return outcome;
  if (signal.aborted) return { kind: "stopped" };
  return outOfMemory ? { kind: "problem", problem: problemOf(full()) } : { kind: "crashed", message: `its process ended with ${how}` };
};

const full = (): InputError => new InputError("too-costly", { where: "run", what: "it needs more memory than its process has", next: "Ask for fewer simulations, or whoever runs this server for more memory (NODE_OPTIONS=--max-old-space-size=8192)" });
