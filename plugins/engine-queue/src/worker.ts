import type { ModelOrigin } from "@inversa/core";
import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { patiently } from "./database.ts";
import { failAttempts } from "./give-up.ts";
import { openQueue, type OpenQueue } from "./open-queue.ts";
import type { WorkerNews, WorkerOptions, WorkerSummary } from "./run-worker.ts";
import { openShifts } from "./shifts.ts";
import { mostAttempts, standardTiming } from "./timing.ts";
import { type Claimed, type Finished, handBack, type HeldRow, keepResults, leave, sayAlive, takeChunks, tellProgress, type WorkerRow } from "./worker-rows.ts";

/** How a chunk ended here. */
type Ended =
  | { readonly how: "made"; readonly finished: Finished }
  | { readonly how: "failed"; readonly chunk: Claimed; readonly reason: string }
  | { readonly how: "given"; readonly chunk: Claimed };

/** Told at most so often how much is done, in milliseconds. */
const reportInterval = 30_000;
const shortestPoll = 20;

/** See {@link runWorker}. One loop takes chunks and hands in what is finished; beside it the worker says that it lives. */
export async function workUntilAsked(origin: ModelOrigin, { url, engine, estimators, threads, signal, tell: say, timing: given }: WorkerOptions): Promise<WorkerSummary> {
  const timing = { ...standardTiming, ...given };
  const slots = Math.max(1, threads);
  const me: WorkerRow = { id: randomUUID(), name: `worker ${process.pid} on ${hostname()}`, slots };
  const done = { chunks: 0, samples: 0, seconds: 0, late: 0, failed: 0, handedBack: 0 };
  const tell = (event: WorkerNews["event"], text: string): void => say({ event, text, done: { ...done } });
  const outage = (why: string | undefined): void => (why === undefined ? tell("back", "the database answers again") : tell("outage", why));
  const queue = await patiently(() => openQueue(url), signal, outage);
  const shifts = openShifts(queue, me, { origin, estimators }, engine, threads > 0 ? 1 : 0, timing, tell);

  const working = new Map<string, { readonly chunk: Claimed; readonly stop: AbortController }>();
  const ended: Ended[] = [];
  let wake: (() => void) | undefined;

  const begin = (chunk: Claimed): void => {
    const stop = new AbortController();
    working.set(chunk.claim.id, { chunk, stop });
    const progress = (text: string): void => void tellProgress(queue, chunk, me.id, text).catch(() => {});
    void shifts.craftOf(chunk.runId).make(chunk.payload, chunk.failures + 1 >= mostAttempts, stop.signal, progress).then(
      ({ payload, seconds }): Ended => ({ how: "made", finished: { ...chunk, payload, seconds } }),
      (error: unknown): Ended => (stop.signal.aborted ? { how: "given", chunk } : { how: "failed", chunk, reason: `${me.name}: ${error instanceof Error ? error.message : String(error)}` }),
    ).then((end) => {
      working.delete(chunk.claim.id);
      ended.push(end);
      wake?.();
    });
  };

  /** Takes as much as there is room for. @returns Whether there was something. */
  const take = async (): Promise<boolean> => {
    let room = slots - working.size;
    if (room <= 0 || ended.length > 2 * slots) return false;
    let some = false;
    for (const run of await shifts.waiting()) {
      const chunks = await takeChunks(queue, me.id, run, room).catch(goneIsNothing);
      for (const chunk of chunks) begin(chunk);
      some ||= chunks.length > 0;
      room -= chunks.length;
      if (room <= 0) break;
    }
    return some;
  };

  /** Hands in what has ended, run by run, each in one transaction. */
  const handIn = async (): Promise<void> => {
    const batch = ended.slice();
    for (const runId of new Set(batch.map(runOf))) {
      const here = batch.filter((end) => runOf(end) === runId);
      const finished = here.flatMap((end) => (end.how === "made" ? [end.finished] : []));
      const kept = finished.length > 0 ? new Set<number>(await keepResults(queue, me.id, runId, finished).catch(goneIsNothing)) : new Set<number>();
      const failed = here.flatMap((end) => (end.how === "failed" ? [{ claim: end.chunk.claim, number: end.chunk.number, reason: end.reason }] : []));
      const failures = await queue.database.transaction((tx) => failAttempts(tx, queue.jobs, runId, failed)).catch(goneIsNothing);
      const given = here.flatMap((end) => (end.how === "given" ? [end.chunk] : []));
      if (given.length > 0) done.handedBack += await handBack(queue, runId, given).catch(() => 0);
      ended.splice(0, ended.length, ...ended.filter((end) => !here.includes(end)));
      for (const { number, rows, seconds } of finished) {
        if (kept.has(number)) [done.chunks, done.samples, done.seconds] = [done.chunks + 1, done.samples + rows, done.seconds + seconds];
        else {
          done.late += 1;
          tell("late", `chunk ${number} of ${shifts.labelOf(runId)} came too late and is not kept: it is another worker's by now, or nobody waits for it`);
        }
      }
      for (const { number, reason } of failed.filter((attempt) => failures.some((number) => number === attempt.number))) {
        done.failed += 1;
        tell("failed", `chunk ${number} of ${shifts.labelOf(runId)} could not be done: ${reason}`);
      }
    }
  };

  // A worker that is asked to end still waits for the database while it may.
  const hurry = new AbortController();
  let reported = performance.now();
  let pause = shortestPoll;
  const step = async (): Promise<void> => {
    const some = await patiently(async () => {
      const took = signal.aborted ? false : await take();
      await handIn();
      return took;
    }, hurry.signal, outage);
    if (performance.now() - reported > reportInterval && done.chunks > 0) {
      reported = performance.now();
      tell("progress", `${done.samples.toLocaleString("en")} samples in ${done.chunks.toLocaleString("en")} chunks so far, ${working.size} of ${slots} threads busy`);
    }
    pause = some ? shortestPoll : Math.min(timing.poll, 1.5 * pause);
    if (ended.length === 0) await rest(pause * (0.75 + Math.random() / 2));
  };
  const rest = (ms: number): Promise<void> => new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    wake = () => { clearTimeout(timer); resolve(); };
  });

  const beating = beats(queue, me, timing.silence / 3, {
    working: () => [...working.values()].map(({ chunk }) => chunk),
    mine: () => new Set([...working.keys(), ...ended.map((end) => (end.how === "made" ? end.finished : end.chunk).claim.id)]),
    lost: (chunk) => {
      tell("lost", `chunk ${chunk.number} of ${shifts.labelOf(chunk.runId)} is another worker's by now, or nobody waits for it`);
      working.get(chunk.claim.id)?.stop.abort(new Error("lost"));
    },
  });
  const asked = (): void => wake?.();
  signal.addEventListener("abort", asked);
  try {
    await patiently(() => beating.once(), signal, outage);
    tell("ready", `${me.name} is there with ${slots} thread${slots === 1 ? "" : "s"} and waits for work`);
    while (!signal.aborted) await step();
    tell("stopping", working.size > 0 ? `${working.size} chunks are under way; what is not done in ${timing.grace / 1000} s is handed back` : "nothing is under way");
    const late = setTimeout(() => { for (const { stop } of working.values()) stop.abort(new Error("the worker ends")); }, timing.grace);
    const tooLate = setTimeout(() => hurry.abort(new Error("the database is away while the worker ends")), timing.grace + 5000);
    while (working.size > 0 || ended.length > 0) await step();
    clearTimeout(late);
    clearTimeout(tooLate);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener("abort", asked);
    beating.stop();
    for (const { stop } of working.values()) stop.abort(new Error("the worker ends"));
    await leave(queue, me.id).catch(() => {});
    await shifts.close();
    await queue.close();
  }
  return done;
}

const runOf = (end: Ended): string => (end.how === "made" ? end.finished.runId : end.chunk.runId);

/** The jobs of a run that has ended are gone, and its queue with them. */
function goneIsNothing(error: unknown): readonly never[] {
  if (error instanceof Error && /^Queue .* does not exist$/.test(error.message)) return [];
  throw error;
}

/** What the signs of life compare: chunks that this worker has, as it knows and as the database knows. */
interface Ledger {
  working(): readonly Claimed[];
  mine(): ReadonlySet<string>;
  lost(chunk: Claimed): void;
}

/** Says that the worker lives. On the way it learns which chunks it has lost, and gives back those it does not know of: who hears no answer to a taking cannot know what it took. */
function beats(queue: OpenQueue, me: WorkerRow, interval: number, ledger: Ledger): { once(): Promise<void>; stop(): void } {
  let strangers = new Set<string>();
  const once = async (): Promise<void> => {
    const before = ledger.working();
    const held = await sayAlive(queue, me, before.length);
    const known = new Set(held.map(({ claim }) => claim.id));
    for (const chunk of before) if (!known.has(chunk.claim.id)) ledger.lost(chunk);
    const mine = ledger.mine();
    const unknown = held.filter(({ claim }) => !mine.has(claim.id));
    // Once may be a taking of this very moment.
    for (const row of unknown.filter(({ claim }) => strangers.has(claim.id))) await giveBack(queue, row);
    strangers = new Set(unknown.map(({ claim }) => claim.id));
  };
  let under: Promise<void> | undefined;
  const timer = setInterval(() => { under ??= once().catch(() => {}).finally(() => { under = undefined; }); }, interval);
  return { once, stop: () => clearInterval(timer) };
}

const giveBack = async (queue: OpenQueue, row: HeldRow): Promise<void> => void (await handBack(queue, row.runId, [row]));
