import type { Engine } from "@inversa/core";
import { readContent } from "./content.ts";
import { type Craft, openCraft } from "./craft.ts";
import type { OpenQueue } from "./open-queue.ts";
import { unpacked } from "./parcel.ts";
import type { WorkerNews } from "./run-worker.ts";
import type { Timing } from "./timing.ts";
import { type Abilities, objection, type Work } from "./work.ts";
import { type OfferedRun, offeredRuns, pronounce, type WorkerRow } from "./worker-rows.ts";

/** The runs that a worker takes part in. */
export interface Shifts {
  /** Ids of runs that it can do and that have chunks waiting; another one first each time, so that none waits behind another. */
  waiting(): Promise<readonly string[]>;
  craftOf(runId: string): Craft;
  labelOf(runId: string): string;
  close(): Promise<void>;
}

/** What is offered is looked up so often at most, in milliseconds. */
const lookInterval = 100;

export function openShifts(queue: OpenQueue, me: WorkerRow, able: Abilities, engine: Engine, threads: 0 | 1, timing: Timing, tell: (event: WorkerNews["event"], text: string) => void): Shifts {
  const crafts = new Map<string, Craft>();
  const labels = new Map<string, string>();
  const refused = new Set<string>();
  let [offers, looked, turn]: [readonly OfferedRun[], number, number] = [[], Number.NEGATIVE_INFINITY, 0];

  const judge = async (run: OfferedRun): Promise<void> => {
    if (!crafts.has(run.id) && !refused.has(run.id)) {
      const bytes = await readContent(queue.database, run.content);
      if (!bytes) return;
      const work = unpacked<Work>(bytes);
      const reason = await objection(work, able);
      if (reason === undefined) crafts.set(run.id, openCraft(work, able, engine, threads));
      else refused.add(run.id);
      await pronounce(queue, run.id, me.id, reason ?? null);
      if (reason === undefined) tell("begins", `takes part in ${run.label} for ${run.host}`);
      else tell("stands-aside", `cannot take part in ${run.label} for ${run.host}: ${reason}`);
    } else if (!run.judged && crafts.has(run.id)) await pronounce(queue, run.id, me.id, null);
  };

  const look = async (): Promise<void> => {
    if (performance.now() - looked < lookInterval) return;
    offers = await offeredRuns(queue, me.id, timing.silence);
    looked = performance.now();
    const there = new Set(offers.map(({ id }) => id));
    for (const [id, craft] of crafts) {
      if (there.has(id)) continue;
      crafts.delete(id);
      await craft.close();
      tell("ends", `${labels.get(id)} needs nothing more`);
    }
    for (const id of refused) if (!there.has(id)) refused.delete(id);
    for (const run of offers) {
      labels.set(run.id, run.label);
      if (run.waiting) await judge(run);
    }
  };

  return {
    waiting: async () => {
      await look();
      const able = offers.filter(({ id, waiting }) => waiting && crafts.has(id)).map(({ id }) => id);
      const first = able.length > 0 ? turn++ % able.length : 0;
      return [...able.slice(first), ...able.slice(0, first)];
    },
    craftOf: (runId) => crafts.get(runId)!,
    labelOf: (runId) => labels.get(runId) ?? "a run",
    close: async () => void (await Promise.allSettled([...crafts.values()].map((craft) => craft.close()))),
  };
}
