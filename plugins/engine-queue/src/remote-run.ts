import { InputError } from "@inversa/core";
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { patiently } from "./database.ts";
import type { OpenQueue } from "./open-queue.ts";
import { collect, type ChunkRow, enqueue, look, registerRun, removeRun, type ResultRow, type RunRow, type RunState, sweep, takeFromSilent, withdraw } from "./run-rows.ts";
import type { Timing } from "./timing.ts";
import { obstacle } from "./obstacle.ts";

export interface RemoteRun {
  /** Threads of the workers that are there and can do it. */
  slots(): number;
  /** @param progress Told what the worker says of it, as it was written. @throws InputError `simulation-failed` when it was begun several times without an answer; the signal's reason. */
  ask(payload: Uint8Array, rows: number, signal: AbortSignal, progress?: (text: string) => void): Promise<ResultRow>;
  /** Takes everything back that is not answered. */
  close(): Promise<void>;
}

interface Open extends ChunkRow {
  readonly answer: PromiseWithResolvers<ResultRow>;
  readonly progress?: ((text: string) => void) | undefined;
}

/** Bytes sent in one transaction. */
const mostBytes = 16 * 2 ** 20;
/** Results read at once: each may hold many megabytes. */
const mostResults = 8;
const shortestPoll = 15;

/**
 * One run's share of the queue: sends chunks, waits for their results, looks after workers that died. One loop does all of it, so that the database is asked one
 * thing at a time however much is under way; it goes on when the database is back.
 */
export async function openRemoteRun(queue: OpenQueue, row: Omit<RunRow, "id">, timing: Timing, told: (why: string | undefined) => void): Promise<RemoteRun> {
  const run: RunRow = { ...row, id: randomUUID() };
  await sweep(queue, timing.abandoned);
  await registerRun(queue, run);
  const open = new Map<number, Open>();
  const [unsent, withdrawn]: [Open[], Open[]] = [[], []];
  const received: number[] = [];
  const closing = new AbortController();
  let numbers = 0;
  let slots = 0;
  let broken: Error | undefined;
  let wake: (() => void) | undefined;
  let outage: string | undefined;
  let hindrance: string | undefined;
  let said: string | undefined;
  const tell = (): void => {
    const now = outage ?? hindrance;
    if (now !== said) told(said = now);
  };

  const send = async (): Promise<void> => {
    while (unsent.length > 0) {
      let [count, bytes] = [0, 0];
      while (count < unsent.length && bytes < mostBytes) bytes += unsent[count++]!.payload.length;
      await enqueue(queue, run.id, unsent.slice(0, count));
      unsent.splice(0, count);
    }
    if (withdrawn.length > 0) await withdraw(queue, run.id, withdrawn);
    withdrawn.length = 0;
  };
  const receive = async (): Promise<number> => {
    const results = await collect(queue, run.id, received, mostResults);
    received.length = 0;
    for (const result of results) {
      received.push(result.number);
      open.get(result.number)?.answer.resolve(result);
      open.delete(result.number);
    }
    return results.length;
  };
  const heed = async (state: RunState): Promise<void> => {
    if (!state.there) {
      await registerRun(queue, run);
      unsent.splice(0, unsent.length, ...open.values());
    }
    slots = state.workers.reduce((sum, worker) => sum + (worker.reason === null ? worker.slots : 0), 0);
    hindrance = obstacle(run, state.workers, open.size > 0);
    tell();
    for (const { number, failures } of state.dead) {
      open.get(number)?.answer.reject(givenUp(run, open.get(number)!, failures));
      open.delete(number);
    }
    for (const { number, progress } of state.progress) open.get(number)?.progress?.(progress);
  };

  /** Workers are silent too while the database is away: who was not heard then is given time to speak. */
  let [looked, judged, quietUntil] = [0, 0, 0];
  const lookAround = async (): Promise<void> => {
    const now = performance.now();
    if (looked > 0 && now - looked > timing.silence / 2) quietUntil = now + timing.silence;
    await heed(await look(queue, run.id, timing.silence));
    looked = performance.now();
    if (now - judged < timing.monitor || now < quietUntil) return;
    await takeFromSilent(queue, run.id, timing.silence);
    judged = now;
  };

  const tend = async (): Promise<void> => {
    let pause = shortestPoll;
    while (!closing.signal.aborted) {
      const found = await patiently(async () => {
        await send();
        const results = open.size > 0 || received.length > 0 ? await receive() : 0;
        if (performance.now() - looked > Math.min(1000, timing.monitor)) await lookAround();
        return results;
      }, closing.signal, (why) => { outage = why; tell(); });
      pause = found > 0 ? shortestPoll : Math.min(open.size > 0 ? timing.poll / 4 : timing.poll, 1.5 * pause);
      if (found < mostResults) await rest(pause);
    }
  };
  const rest = (ms: number): Promise<void> => new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    wake = () => { clearTimeout(timer); resolve(); };
  });
  const tending = tend().catch((error: Error) => {
    if (closing.signal.aborted) return;
    broken = error;
    for (const chunk of open.values()) chunk.answer.reject(error);
    open.clear();
  });

  return {
    slots: () => slots,
    ask: async (payload, rows, signal, progress) => {
      if (broken) throw broken;
      if (closing.signal.aborted) throw new Error("the session is closed");
      signal.throwIfAborted();
      const chunk: Open = { number: numbers++, jobId: randomUUID(), rows, payload, answer: Promise.withResolvers<ResultRow>(), progress };
      open.set(chunk.number, chunk);
      unsent.push(chunk);
      const give = (): void => {
        if (open.delete(chunk.number)) withdrawn.push(chunk);
        chunk.answer.reject(signal.reason);
        wake?.();
      };
      signal.addEventListener("abort", give, { once: true });
      // What is asked in one go is sent in one go.
      setImmediate(() => wake?.());
      return chunk.answer.promise.finally(() => signal.removeEventListener("abort", give));
    },
    close: async () => {
      closing.abort();
      wake?.();
      await tending;
      for (const chunk of open.values()) chunk.answer.reject(new Error("the session is closed"));
      // Who closes will not wait for a database that is away; what is left is swept away by others.
      await Promise.race([removeRun(queue, run.id).catch(() => {}), sleep(5000, undefined, { ref: false })]);
    },
  };
}

function givenUp({ kind, label }: RunRow, { number, rows }: Open, failures: readonly string[]): InputError {
  const what = kind === "train" ? `the training of ${label}` : `chunk ${number} of ${label} (${rows} samples)`;
  return new InputError("simulation-failed", {
    where: "the workers",
    what: `${what} was begun ${failures.length} times without an answer: ${failures.join("; ")}`,
    expected: "work that a worker survives",
    next: `Look at the workers' memory and logs; the table inversa_queue.dead_letter keeps ${kind === "train" ? "the reasons" : "the parameters and the reasons"}`,
  });
}
