import { InputError } from "@inversa/core";
import { Piscina } from "piscina";
import { fairLine } from "./fair-line.ts";
import type { tasks } from "./tasks.ts";
import type { Order, Reply, WorkThreadStart } from "./work-thread.ts";

export type TaskName = keyof typeof tasks;
export type GivenTo<K extends TaskName> = Parameters<(typeof tasks)[K]>[1];
export type AnswerOf<K extends TaskName> = Awaited<ReturnType<(typeof tasks)[K]>>;

export interface WorkLimits {
  /** Threads; they start when there is first need of them. */
  readonly threads: number;
  /** Seconds that one task may take. */
  readonly seconds: number;
  /** Megabytes of a thread's heap. */
  readonly megabytes: number;
  /** Tasks of one party that may wait for a thread. */
  readonly waiting: number;
}

/** Threads for what requests ask to be read or computed, so that the server's own thread answers everybody else meanwhile. */
export interface WorkPool {
  /**
   * Has a task done.
   * @param party On whose behalf: parties take turns, and none has every thread.
   * @param signal Ends the work, whatever it is doing.
   * @throws InputError `server-busy`, `too-costly`, and what the task refuses; the signal's reason.
   */
  run<K extends TaskName>(task: K, given: GivenTo<K>, party: string, signal: AbortSignal): Promise<AnswerOf<K>>;
  /** Starts a thread ahead of the first need. */
  warm(): void;
  close(): Promise<void>;
}

const threadUrl = new URL(`./work-thread${import.meta.url.endsWith(".ts") ? ".ts" : ".js"}`, import.meta.url).href;

/** @param modules Where the threads find the app variant: an app's `origin.modules`. */
export function openWorkPool(modules: readonly string[], { threads, seconds, megabytes, waiting }: WorkLimits): WorkPool {
  const line = fairLine(threads, waiting);
  const start: WorkThreadStart = { modules };
  const idle: Piscina[] = [];
  const open = new Set<Piscina>();
  // A pool of one: the line already says who is next, and a thread that was ended takes nothing else with it.
  const startThread = (): Piscina => {
    const thread = new Piscina({ filename: threadUrl, minThreads: 1, maxThreads: 1, workerData: start, atomics: "disabled", resourceLimits: { maxOldGenerationSizeMb: megabytes } });
    // Without a listener a thread that fails before its first task would end the process; its task fails by itself.
    thread.on("error", () => {});
    open.add(thread);
    return thread;
  };
  const end = async (thread: Piscina): Promise<void> => {
    open.delete(thread);
    await thread.destroy();
  };

  return {
    run: async (task, given, party, signal) => {
      const leave = await line.enter(party, signal);
      const thread = idle.pop() ?? startThread();
      const timeout = AbortSignal.timeout(seconds * 1000);
      let reply: Reply;
      try {
        reply = (await thread.run({ task, given } satisfies Order, { signal: AbortSignal.any([signal, timeout]) })) as Reply;
        idle.push(thread);
      } catch (error) {
        void end(thread);
        signal.throwIfAborted();
        throw timeout.aborted ? tooCostly(`it takes longer than ${seconds} s`) : isOutOfMemory(error) ? tooCostly(`it takes more memory than ${megabytes} MB`) : error;
      } finally {
        leave();
      }
      if ("refused" in reply) throw new InputError(reply.refused.code, reply.refused.mistake);
      return reply.answer as never;
    },
    warm: () => void (open.size === 0 && idle.push(startThread())),
    close: async () => void (await Promise.all([...open].map(end))),
  };
}

const tooCostly = (what: string): InputError => new InputError("too-costly", { what, expected: "less work for one request", next: "Send fewer or smaller files, or ask for less at once" });

const isOutOfMemory = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === "ERR_WORKER_OUT_OF_MEMORY";
