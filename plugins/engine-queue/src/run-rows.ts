import { hostname } from "node:os";
import { failAttempts } from "./give-up.ts";
import { type OpenQueue, queueOf } from "./open-queue.ts";

/** What a run is in the database. */
export interface RunRow {
  readonly id: string;
  readonly kind: "simulate" | "train";
  /** For people: `soil/modified-cam-clay`. */
  readonly label: string;
  /** Hash of what its chunks share. */
  readonly content: string;
}

export interface ChunkRow {
  readonly number: number;
  readonly jobId: string;
  readonly rows: number;
  readonly payload: Uint8Array;
}

export interface ResultRow {
  readonly number: number;
  readonly payload: Buffer;
  readonly seconds: number;
}

/** Who is there for a run, and what became of it. */
export interface RunState {
  /** False when the run has been swept away: its process was silent for too long. */
  readonly there: boolean;
  /** Workers that live, with the reason of those who cannot do it; a worker that has not looked yet counts as one that can. */
  readonly workers: readonly { readonly name: string; readonly slots: number; readonly reason: string | null }[];
  readonly dead: readonly { readonly number: number; readonly failures: readonly string[] }[];
  /** What the workers say of chunks that take long, as JSON. */
  readonly progress: readonly { readonly number: number; readonly progress: string }[];
}

/** Makes the run known; workers see it from now on. */
export async function registerRun({ database, jobs }: OpenQueue, { id, kind, label, content }: RunRow): Promise<void> {
  // The row first: what finds queues without a process finds them by it.
  await database.query("insert into inversa_queue.run (id, kind, label, host, content) values ($1, $2, $3, $4, $5) on conflict (id) do nothing", [id, kind, label, hostname(), content]);
  await jobs.createQueue(queueOf(id));
}

export async function enqueue({ database, jobs }: OpenQueue, runId: string, chunks: readonly ChunkRow[]): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.query(
      `insert into inversa_queue.chunk (run_id, number, job_id, rows, payload) select $1, * from unnest($2::int[], $3::uuid[], $4::int[], $5::bytea[]) on conflict (run_id, number) do nothing`,
      [runId, chunks.map(({ number }) => number), chunks.map(({ jobId }) => jobId), chunks.map(({ rows }) => rows), chunks.map(({ payload }) => payload)]);
    await jobs.insert(tx, queueOf(runId), chunks.map(({ jobId, number }) => ({ id: jobId, number })));
  });
}

/** Takes chunks back that nobody waits for any more. */
export async function withdraw({ database, jobs }: OpenQueue, runId: string, chunks: readonly Pick<ChunkRow, "number" | "jobId">[]): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.query("delete from inversa_queue.chunk where run_id = $1 and number = any($2::int[])", [runId, chunks.map(({ number }) => number)]);
    await jobs.remove(tx, queueOf(runId), chunks.map(({ jobId }) => jobId));
  });
}

/** Says which results have arrived, and gets some that are new. The rows stay, without their bytes: a result is there once. */
export async function collect({ database }: OpenQueue, runId: string, received: readonly number[], most: number): Promise<readonly ResultRow[]> {
  if (received.length > 0) await database.query("update inversa_queue.result set received = true, payload = '' where run_id = $1 and number = any($2::int[])", [runId, received]);
  return database.query<ResultRow>("select number, payload, seconds from inversa_queue.result where run_id = $1 and not received order by number limit $2", [runId, most]);
}

/** Says that the run's process lives, and looks who is there. */
export async function look({ database }: OpenQueue, runId: string, silence: number): Promise<RunState> {
  const there = await database.query("update inversa_queue.run set seen_at = now() where id = $1 returning id", [runId]);
  const workers = await database.query<RunState["workers"][number]>(
    `select w.name, w.slots, v.reason from inversa_queue.worker w left join inversa_queue.verdict v on v.worker_id = w.id and v.run_id = $1
     where w.seen_at > now() - make_interval(secs => $2) order by w.name`, [runId, silence / 1000]);
  const chunks = await database.query<{ number: number; failures: readonly string[]; dead: boolean; progress: string | null }>(
    "select number, failures, dead, progress from inversa_queue.chunk where run_id = $1 and (dead or progress is not null)", [runId]);
  return {
    there: there.length > 0, workers,
    dead: chunks.filter(({ dead }) => dead),
    progress: chunks.flatMap(({ number, progress }) => (progress === null ? [] : [{ number, progress }])),
  };
}

/** Gives to others what workers had that have been silent for too long. @returns How many chunks. */
export async function takeFromSilent({ database, jobs }: OpenQueue, runId: string, silence: number): Promise<number> {
  return database.transaction(async (tx) => {
    const held = await tx.query<{ number: number; job_id: string; retry: number; name: string | null }>(
      `select c.number, c.job_id, c.retry, w.name from inversa_queue.chunk c left join inversa_queue.worker w on w.id = c.worker_id
       where c.run_id = $1 and c.worker_id is not null and (w.id is null or w.seen_at < now() - make_interval(secs => $2))`, [runId, silence / 1000]);
    const failed = held.map(({ number, job_id, retry, name }) => ({ number, claim: { id: job_id, retryCount: retry }, reason: `${name ?? "a worker"} fell silent while it worked on it` }));
    return (await failAttempts(tx, jobs, runId, failed)).length;
  });
}

/** Removes the run with all that is waiting, under way or answered. */
export async function removeRun({ database, jobs }: OpenQueue, runId: string): Promise<void> {
  await jobs.deleteQueue(queueOf(runId));
  await database.query("delete from inversa_queue.run where id = $1", [runId]);
}

/** Removes what processes left behind that are gone: runs and workers that are silent, contents that nobody used for a week. */
export async function sweep(queue: OpenQueue, abandoned: number): Promise<void> {
  const gone = await queue.database.query<{ id: string }>("select id from inversa_queue.run where seen_at < now() - make_interval(secs => $1)", [abandoned / 1000]);
  for (const { id } of gone) await removeRun(queue, id);
  await queue.database.query("delete from inversa_queue.worker w where seen_at < now() - make_interval(secs => $1) and not exists (select 1 from inversa_queue.chunk c where c.worker_id = w.id)", [abandoned / 1000]);
  await queue.database.query("delete from inversa_queue.content c where used_at < now() - interval '7 days' and not exists (select 1 from inversa_queue.run r where r.content = c.hash)");
}

