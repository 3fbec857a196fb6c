import type { EngineHealth } from "@inversa/core";
import { openQueueNow } from "./open-queue.ts";
import type { Timing } from "./timing.ts";

/** Who is there, and what waits. @throws InputError when the database cannot be used. */
export async function examine(url: string, { silence }: Timing): Promise<EngineHealth> {
  const queue = await openQueueNow(url);
  try {
    const [workers] = await queue.database.query<{ count: number; slots: number; busy: number }>(
      "select count(*)::int as count, coalesce(sum(slots), 0)::int as slots, coalesce(sum(busy), 0)::int as busy from inversa_queue.worker where seen_at > now() - make_interval(secs => $1)", [silence / 1000]);
    const [waiting] = await queue.database.query<{ runs: number; chunks: number }>(
      "select count(distinct run_id)::int as runs, count(*)::int as chunks from inversa_queue.chunk where worker_id is null and not dead");
    const [dead] = await queue.database.query<{ count: number }>("select count(*)::int as count from inversa_queue.dead_letter where at > now() - interval '30 days'");
    const parts = [
      `${count(workers!.count, "worker")} with ${count(workers!.slots, "thread")}, ${workers!.busy} of them busy`,
      ...(waiting!.chunks > 0 ? [`${count(waiting!.chunks, "chunk")} of ${count(waiting!.runs, "run")} waiting`] : []),
      ...(dead!.count > 0 ? [`${count(dead!.count, "dead letter")} in 30 days`] : []),
    ];
    const healthy = workers!.count > 0;
    return { healthy, found: parts.join("; "), ...(healthy ? {} : { advice: "Start some with inversa worker and the same database" }) };
  } finally {
    await queue.close();
  }
}

const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? "" : "s"}`;
