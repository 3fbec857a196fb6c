import { InputError, type Progress } from "@inversa/core";
import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import { internalProblem, isFull, problemOf, storageMistake } from "../problem.ts";
import type { StudyFolder } from "./execute-study.ts";
import { type Notifier, waitingRuns } from "./notifier.ts";
import type { Claim, Queue } from "./queue.ts";
import type { Execute, Outcome } from "./run-in-process.ts";

export interface WorkerOptions {
  readonly queue: Queue;
  readonly notifier: Notifier;
  readonly execute: Execute;
  /** Lays the study and its files out in a folder. */
  readonly layOut: (claim: Claim) => Promise<StudyFolder>;
  readonly log: Logger;
  /** Runs at the same time. */
  readonly atOnce: number;
  /** Milliseconds between signs of life, well below the queue's lease. */
  readonly heartbeat: number;
  /** Milliseconds after which it looks for runs that other servers lost, and for news that did not come. */
  readonly poll?: number;
}

export interface RunWorker {
  /** Runs in work. */
  busy(): number;
  /** Takes nothing more on, stops what is in work and hands it back, so that the next server goes on with it. */
  shutDown(): Promise<void>;
}

/** Progress of one stage is told this often at most, in milliseconds. */
const interval = 500;

/** Takes runs from the queue and ends each: with its result, its problem, or stopped. */
export function startWorker({ queue, notifier, execute, layOut, log, atOnce, heartbeat, poll = 2000 }: WorkerOptions): RunWorker {
  const owner = randomUUID();
  const closing = new AbortController();
  const working = new Set<Promise<void>>();
  let search: Promise<void> | undefined;
  let again = false;

  /** One search at a time; whoever asks meanwhile is served by the next round of the one that goes on. */
  const look = (): void => {
    again = true;
    search ??= takeOn().finally(() => {
      search = undefined;
      if (again) look();
    });
  };

  const takeOn = async (): Promise<void> => {
    try {
      while (again) {
        again = false;
        while (working.size < atOnce && !closing.signal.aborted) {
          const claim = await queue.claim(owner);
          if (!claim) break;
          const work = workOn(claim).catch((error: unknown) => log.error({ err: error, run: claim.runId }, "a run could not be ended; it is taken up again when its lease is over"));
          working.add(work);
          void work.finally(() => { working.delete(work); look(); });
        }
      }
    } catch (error) {
      log.error({ err: error }, "the queue cannot be read");
    }
  };

  /** How a run ended is held until it can be kept: nothing is computed twice because a disk was full or a database away for a while. */
  const kept = async (run: string, keep: () => Promise<unknown>): Promise<void> => {
    for (;;) {
      try {
        return void (await keep());
      } catch (error) {
        if (storageMistake(error) === undefined || closing.signal.aborted) throw error;
        log.error({ err: error, run }, "how a run ended cannot be kept; trying again");
        await sleep(poll, undefined, { signal: closing.signal }).catch(() => {});
      }
    }
  };

  const workOn = async (claim: Claim): Promise<void> => {
    const { runId: run } = claim;
    const interruption = new AbortController();
    let lost = false;
    const ask = async (): Promise<void> => {
      const heard = await queue.heartbeat(claim);
      lost ||= heard === "lost";
      if (heard !== "go on") interruption.abort();
    };
    const askQuietly = (): void => void ask().catch((error: unknown) => log.warn({ err: error, run }, "no sign of life could be given"));
    const beat = setInterval(askQuietly, heartbeat);
    const silence = notifier.listen(run, askQuietly);
    const handBack = (): void => interruption.abort();
    closing.signal.addEventListener("abort", handBack);
    log.info({ run, attempt: claim.attempt }, "a run begins");
    let study: StudyFolder | undefined;
    try {
      const tell = throttled((progress) => void queue.progress(claim, progress).catch((error: unknown) => log.warn({ err: error, run }, "progress could not be kept")));
      const laidOut = await layOut(claim).catch(problemIn);
      if (!("kind" in laidOut)) study = laidOut;
      const outcome = "kind" in laidOut ? laidOut : await execute(laidOut, interruption.signal, tell);
      if (lost) return log.warn({ run }, "a run was taken over by another worker; its result here is dropped");
      if (outcome.kind === "result") await kept(run, () => queue.complete(claim, outcome.result));
      else if (outcome.kind === "problem") {
        if (outcome.stack !== undefined) log.error({ run, stack: outcome.stack }, "a run failed inside Inversa");
        await kept(run, () => queue.fail(claim, outcome.problem));
      } else if (outcome.kind === "crashed") {
        log.error({ run, message: outcome.message }, "a run took its process down");
        await kept(run, () => queue.fail(claim, internalProblem("run")));
      } else if (closing.signal.aborted && (await queue.heartbeat(claim)) === "go on") await queue.release(claim);
      else await kept(run, () => queue.stop(claim));
      log.info({ run, outcome: outcome.kind }, "a run ended here");
    } finally {
      clearInterval(beat);
      silence();
      closing.signal.removeEventListener("abort", handBack);
      if (study) await rm(study.folder, { recursive: true, force: true });
    }
  };

  const timer = setInterval(look, poll);
  const deaf = notifier.listen(waitingRuns, look);
  look();
  return {
    busy: () => working.size,
    shutDown: async () => {
      clearInterval(timer);
      deaf();
      closing.abort();
      // A claim that is on its way may still become work.
      await search;
      await Promise.all(working);
    },
  };
}

/** What keeps a study from being laid out and is no bug: no room for its files, or one of them deleted meanwhile. */
function problemIn(error: unknown): Outcome {
  const mistake = isFull(error) ? storageMistake(error) : error;
  if (mistake instanceof InputError) return { kind: "problem", problem: problemOf(mistake) };
  throw error;
}

/** Lets the first and the last word of a stage through, and of the others one each half second. */
function throttled(tell: (progress: Progress) => void): (progress: Progress) => void {
  let stage: string | undefined;
  let last = 0;
  return (progress) => {
    const now = performance.now();
    if (progress.stage === stage && now - last < interval && progress.done !== progress.total) return;
    [stage, last] = [progress.stage, now];
    tell(progress);
  };
}
