import { InputError } from "@inversa/core";
import { type Exit, type SideProcess, startSideProcess } from "../beside/side-process.ts";
import { fairLine } from "./fair-line.ts";
import type { tasks } from "./tasks.ts";
import type { Order, Reply } from "./work-process.ts";

export type TaskName = keyof typeof tasks;
export type GivenTo<K extends TaskName> = Parameters<(typeof tasks)[K]>[1];
export type AnswerOf<K extends TaskName> = Awaited<ReturnType<(typeof tasks)[K]>>;

export interface WorkLimits {
  /** Processes; they start when there is first need of them. */
  readonly processes: number;
  /** Seconds that one task may take. */
  readonly seconds: number;
  /** Megabytes of a process' heap. */
  readonly megabytes: number;
  /** Tasks of one party that may wait for their turn. */
  readonly waiting: number;
}

/** Processes for what requests ask to be read or computed, so that the server answers everybody else meanwhile and outlives what ends them. */
export interface WorkPool {
  /**
   * Has a task done.
   * @param party On whose behalf: parties take turns, and none has every process.
   * @param signal Ends the work, whatever it is doing.
   * @throws InputError `server-busy`, `too-costly`, and what the task refuses; the signal's reason.
   */
  run<K extends TaskName>(task: K, given: GivenTo<K>, party: string, signal: AbortSignal): Promise<AnswerOf<K>>;
  /** Starts a process ahead of the first need. */
  warm(): void;
  close(): Promise<void>;
}

const sideModule = new URL("./work-process", import.meta.url);

/** @param modules Where the processes find the app variant: an app's `origin.modules`. */
export function openWorkPool(modules: readonly string[], { processes, seconds, megabytes, waiting }: WorkLimits, compiled: string): WorkPool {
  const line = fairLine(processes, waiting);
  const idle: SideProcess[] = [];
  const open = new Set<SideProcess>();
  let closed = false;
  const start = (): SideProcess => {
    const side = startSideProcess(sideModule, { megabytes, compiled });
    side.send({ modules } satisfies Order);
    open.add(side);
    void side.exit.then(() => {
      open.delete(side);
      if (idle.includes(side)) idle.splice(idle.indexOf(side), 1);
    });
    return side;
  };

  return {
    run: async (task, given, party, signal) => {
      const leave = await line.enter(party, signal);
      try {
        const timeout = AbortSignal.timeout(seconds * 1000);
        const either = AbortSignal.any([signal, timeout]);
        const attempt = async (): Promise<Reply | Exit> => {
          const side = idle.pop() ?? start();
          const reply = await replyOf(side, { task, given }, either);
          if (reply === undefined) return side.exit;
          if (!either.aborted) idle.push(side);
          return reply;
        };
        let told = await attempt();
        // What a task does stays in its process, so that one whose process was killed is done again, once: who does that twice means the task.
        if ("killed" in told && told.killed && !either.aborted) told = await attempt();
        signal.throwIfAborted();
        if (closed) throw new DOMException("the server ends", "AbortError");
        if ("killed" in told) throw timeout.aborted ? tooCostly(task, `it takes longer than ${seconds} s`) : ended(task, told, megabytes);
        if ("refused" in told) throw new InputError(told.refused.code, told.refused.mistake);
        if ("crashed" in told) throw new Error(`a task of a request failed inside Inversa: ${task}`, { cause: told.crashed });
        return told.answer as never;
      } finally {
        leave();
      }
    },
    warm: () => void (open.size === 0 && idle.push(start())),
    close: async () => {
      closed = true;
      for (const side of open) side.kill();
      await Promise.all([...open].map(({ exit }) => exit));
    },
  };
}

/** @returns Undefined when the process ended instead; the signal ends it. */
async function replyOf(side: SideProcess, order: Order, signal: AbortSignal): Promise<Reply | undefined> {
  const { promise, resolve } = Promise.withResolvers<Reply | undefined>();
  const silence = side.onMessage(resolve);
  void side.exit.then(() => resolve(undefined));
  signal.addEventListener("abort", side.kill, { once: true });
  try {
    signal.throwIfAborted();
    side.send(order);
    return await promise;
  } finally {
    signal.removeEventListener("abort", side.kill);
    silence();
  }
}

const tooCostly = (task: TaskName, what: string): InputError => new InputError("too-costly", { what, expected: "less work for one request", next: task === "polish" ? "Leave the second step out, or make a run, which may take longer" : "Send fewer or smaller files, or ask for less at once" });

const ended = (task: TaskName, { how, outOfMemory, killed }: Exit, megabytes: number): Error =>
  outOfMemory ? tooCostly(task, `it takes more memory than ${megabytes} MB`) : killed ? tooCostly(task, "the system ended the process that worked on it, twice, as it does where memory is short") : new Error(`the process that worked on ${task} ended with ${how}`);
