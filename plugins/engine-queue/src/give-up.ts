import type { Sql } from "./database.ts";
import type { JobClaim, Jobs } from "./jobs.ts";
import { queueOf } from "./open-queue.ts";
import { type RowsWanted, unpacked } from "./parcel.ts";
import { mostAttempts } from "./timing.ts";

/** An attempt at a chunk that came to nothing. */
export interface FailedAttempt {
  readonly claim: JobClaim;
  readonly number: number;
  /** A sentence without a full stop that says who and why. */
  readonly reason: string;
}

/**
 * Ends attempts: the chunk waits for another one, or becomes a dead letter when it had as many as it may. Attempts that are nobody's any more change nothing.
 * @returns Numbers of the chunks whose attempt it was.
 */
export async function failAttempts(tx: Sql, jobs: Jobs, runId: string, failed: readonly FailedAttempt[]): Promise<readonly number[]> {
  if (failed.length === 0) return [];
  const queue = queueOf(runId);
  const ours = await jobs.fail(tx, queue, failed.map(({ claim }) => claim));
  const ended = failed.filter(({ claim }) => ours.has(claim.id));
  for (const { number, claim, reason } of ended) {
    const [chunk] = await tx.query<{ failures: readonly string[]; rows: number; payload: Buffer; label: string; kind: string }>(
      `update inversa_queue.chunk c set worker_id = null, failures = c.failures || $3::text, dead = cardinality(c.failures) + 1 >= $4
       from inversa_queue.run r where c.run_id = $1 and c.number = $2 and r.id = c.run_id returning c.failures, c.rows, c.payload, r.label, r.kind`, [runId, number, reason, mostAttempts]);
    if (!chunk || chunk.failures.length < mostAttempts) continue;
    await jobs.remove(tx, queue, [claim.id]);
    const theta = chunk.kind === "simulate" ? [...unpacked<RowsWanted>(chunk.payload).theta] : null;
    await tx.query("insert into inversa_queue.dead_letter (label, number, rows, theta, reasons) values ($1, $2, $3, $4, $5)", [chunk.label, number, chunk.rows, theta, chunk.failures]);
  }
  return ended.map(({ number }) => number);
}
