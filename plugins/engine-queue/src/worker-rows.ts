import type { JobClaim } from "./jobs.ts";
import { type OpenQueue, queueOf } from "./open-queue.ts";

/** A worker as others see it. */
export interface WorkerRow {
  readonly id: string;
  /** For people: host and process. */
  readonly name: string;
  readonly slots: number;
}

/** A chunk that this worker has taken. */
export interface Claimed {
  readonly runId: string;
  readonly number: number;
  readonly claim: JobClaim;
  readonly rows: number;
  readonly payload: Buffer;
  /** How often it was begun before without an answer. */
  readonly failures: number;
}

/** A run that is alive, with what this worker thought of it when it looked. */
export interface OfferedRun {
  readonly id: string;
  readonly kind: "simulate" | "train";
  readonly label: string;
  readonly host: string;
  readonly content: string;
  readonly judged: boolean;
  readonly waiting: boolean;
}

export type HeldRow = Pick<Claimed, "runId" | "number" | "claim">;

export interface Finished extends HeldRow {
  readonly rows: number;
  readonly payload: Buffer;
  readonly seconds: number;
}

/** Says that the worker lives. @returns What it has, as the database knows it. */
export async function sayAlive({ database }: OpenQueue, { id, name, slots }: WorkerRow, busy: number): Promise<readonly HeldRow[]> {
  await database.query("insert into inversa_queue.worker (id, name, slots, busy) values ($1, $2, $3, $4) on conflict (id) do update set seen_at = now(), busy = excluded.busy", [id, name, slots, busy]);
  const held = await database.query<{ run_id: string; number: number; job_id: string; retry: number }>("select run_id, number, job_id, retry from inversa_queue.chunk where worker_id = $1", [id]);
  return held.map(({ run_id, number, job_id, retry }) => ({ runId: run_id, number, claim: { id: job_id, retryCount: retry } }));
}

/** Runs whose process was heard not long ago. */
export const offeredRuns = ({ database }: OpenQueue, workerId: string, silence: number): Promise<readonly OfferedRun[]> => database.query<OfferedRun>(
  `select r.id, r.kind, r.label, r.host, r.content, v.run_id is not null as judged, exists (select 1 from inversa_queue.chunk c where c.run_id = r.id and c.worker_id is null and not c.dead) as waiting
   from inversa_queue.run r left join inversa_queue.verdict v on v.run_id = r.id and v.worker_id = $1
   where r.seen_at > now() - make_interval(secs => $2) order by r.opened_at`, [workerId, (6 * silence) / 1000]);

/** @param reason Why the worker cannot do the run; null when it can. Nothing happens when the run is gone. */
export async function pronounce({ database }: OpenQueue, runId: string, workerId: string, reason: string | null): Promise<void> {
  await database.query(
    `insert into inversa_queue.verdict (run_id, worker_id, reason) select r.id, w.id, $3 from inversa_queue.run r, inversa_queue.worker w where r.id = $1 and w.id = $2
     on conflict (run_id, worker_id) do update set reason = excluded.reason`, [runId, workerId, reason]);
}

/** Takes chunks of a run that wait. */
export async function takeChunks({ database, jobs }: OpenQueue, workerId: string, runId: string, most: number): Promise<readonly Claimed[]> {
  return database.transaction(async (tx) => {
    const taken = await jobs.take(tx, queueOf(runId), most);
    if (taken.length === 0) return [];
    const chunks = await tx.query<{ number: number; rows: number; payload: Buffer; failures: number }>(
      `update inversa_queue.chunk c set worker_id = $2, retry = t.retry from unnest($3::int[], $4::int[]) t (number, retry)
       where c.run_id = $1 and c.number = t.number returning c.number, c.rows, c.payload, cardinality(c.failures) as failures`,
      [runId, workerId, taken.map(({ number }) => number), taken.map(({ retryCount }) => retryCount)]);
    const wanted = new Map(chunks.map((chunk) => [chunk.number, chunk]));
    // A job without a chunk was taken back by who asked.
    const stray = taken.filter(({ number }) => !wanted.has(number));
    if (stray.length > 0) await jobs.remove(tx, queueOf(runId), stray.map(({ id }) => id));
    return taken.flatMap(({ id, retryCount, number }) => {
      const chunk = wanted.get(number);
      return chunk ? [{ runId, claim: { id, retryCount }, ...chunk }] : [];
    });
  }, "relaxed");
}

/**
 * Ends jobs and keeps their results, both in one transaction; for jobs that are no longer this worker's, neither.
 * @returns Numbers of the chunks whose results were kept.
 */
export async function keepResults({ database, jobs }: OpenQueue, workerId: string, runId: string, finished: readonly Finished[]): Promise<ReadonlySet<number>> {
  return database.transaction(async (tx) => {
    const ours = await jobs.complete(tx, queueOf(runId), finished.map(({ claim }) => claim));
    const kept = finished.filter(({ claim }) => ours.has(claim.id));
    if (kept.length > 0) {
      await tx.query(
        `insert into inversa_queue.result (run_id, number, payload, worker_id, rows, seconds) select $1, t.number, t.payload, $2, t.rows, t.seconds
         from unnest($3::int[], $4::bytea[], $5::int[], $6::float8[]) t (number, payload, rows, seconds) on conflict (run_id, number) do nothing`,
        [runId, workerId, kept.map(({ number }) => number), kept.map(({ payload }) => payload), kept.map(({ rows }) => rows), kept.map(({ seconds }) => seconds)]);
      await tx.query("delete from inversa_queue.chunk where run_id = $1 and number = any($2::int[])", [runId, kept.map(({ number }) => number)]);
    }
    return new Set(kept.map(({ number }) => number));
  });
}

/** Gives chunks back as if they had not been taken. @returns How many were still this worker's. */
export async function handBack({ database, jobs }: OpenQueue, runId: string, held: readonly HeldRow[]): Promise<number> {
  return database.transaction(async (tx) => {
    const ours = await jobs.handBack(tx, queueOf(runId), held.map(({ claim }) => claim));
    const given = held.filter(({ claim }) => ours.has(claim.id));
    await tx.query("update inversa_queue.chunk set worker_id = null, progress = null where run_id = $1 and number = any($2::int[])", [runId, given.map(({ number }) => number)]);
    return given.length;
  });
}

/** What is to be told of a chunk that takes long. */
export async function tellProgress({ database }: OpenQueue, { runId, number }: Pick<Claimed, "runId" | "number">, workerId: string, progress: string): Promise<void> {
  await database.query("update inversa_queue.chunk set progress = $4 where run_id = $1 and number = $2 and worker_id = $3", [runId, number, workerId, progress]);
}

/** The worker is no longer there. */
export async function leave({ database }: OpenQueue, workerId: string): Promise<void> {
  await database.query("delete from inversa_queue.worker where id = $1", [workerId]);
}
