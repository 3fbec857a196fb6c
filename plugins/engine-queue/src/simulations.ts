import { InputError, type ForwardModel, type ModelOrigin, type SessionOptions, type SimulationSession, type SimulationTask } from "@inversa/core";
import { keepContent } from "./content.ts";
import { openQueueNow } from "./open-queue.ts";
import { packed, type RowsAnswer, type RowsWanted, unpacked } from "./parcel.ts";
import { openRemoteRun } from "./remote-run.ts";
import type { Timing } from "./timing.ts";
import { probeOf, type SimulationWork, thisMachine } from "./work.ts";

/** Calls under way for each thread of the workers: one that is worked on, one that waits beside it. */
const perSlot = 2;
/** Calls under way at most: each is a row of the database and a promise here. */
const mostCalls = 50_000;
/** Chunks a second that all workers together should end, so that the database has little to do. */
const chunkRate = 100;
const [shortestCall, longestCall] = [2, 60];

/** @param model As this machine knows it; without it the workers cannot be held against it. */
export async function openSimulations(url: string, timing: Timing, task: SimulationTask, model: ForwardModel | undefined, origin: ModelOrigin, { probe, waiting }: SessionOptions): Promise<SimulationSession> {
  const version = origin.versions?.models[task.model];
  const work: SimulationWork = { kind: "simulate", task, machine: thisMachine(), ...(version === undefined ? {} : { version }), ...(model && probe ? { probe: probeOf(model, task, probe) } : {}) };
  const queue = await openQueueNow(url);
  try {
    const content = await keepContent(queue.database, packed(work));
    const run = await openRemoteRun(queue, { kind: "simulate", label: task.model, content }, timing, (why) => waiting?.(why));
    return {
      get parallelism() { return Math.min(mostCalls, Math.max(2, perSlot * run.slots())); },
      get callSeconds() { return Math.min(longestCall, Math.max(shortestCall, run.slots() / chunkRate)); },
      simulate: async (theta, rows, signal) => {
        const wanted: RowsWanted = { theta: theta.slice(0, rows * task.columns.length), rows };
        const { payload, seconds } = await run.ask(packed(wanted), rows, signal);
        const answer = unpacked<RowsAnswer>(payload);
        if ("refused" in answer) throw new InputError(answer.refused.code, answer.refused.mistake);
        if ("broke" in answer) throw new Error(answer.broke);
        return { ...answer.value, seconds };
      },
      close: async () => {
        await run.close();
        await queue.close();
      },
    };
  } catch (error) {
    await queue.close();
    throw error;
  }
}
