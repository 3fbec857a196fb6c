import type { PgBoss } from "pg-boss";
import type { Database, Sql } from "./database.ts";

/** A job that somebody has taken: its id, and which taking this is. Who was thought dead holds an older one, and is not heard. */
export interface JobClaim {
  readonly id: string;
  readonly retryCount: number;
}

/**
 * All that is asked of pg-boss, so that another queue could stand here. What changes jobs does it in the transaction of who asks, and answers with the ids of those
 * that were still the claim's.
 */
export interface Jobs {
  createQueue(queue: string): Promise<void>;
  /** With all its jobs. Nothing happens when there is none. */
  deleteQueue(queue: string): Promise<void>;
  /** A job whose id is there already is left as it is. */
  insert(tx: Sql, queue: string, jobs: readonly { readonly id: string; readonly number: number }[]): Promise<void>;
  /** Takes waiting jobs, oldest first. */
  take(tx: Sql, queue: string, most: number): Promise<readonly (JobClaim & { readonly number: number })[]>;
  complete(tx: Sql, queue: string, claims: readonly JobClaim[]): Promise<ReadonlySet<string>>;
  /** The attempt has come to nothing; the job waits for another one. */
  fail(tx: Sql, queue: string, claims: readonly JobClaim[]): Promise<ReadonlySet<string>>;
  /** The attempt was not made. */
  handBack(tx: Sql, queue: string, claims: readonly JobClaim[]): Promise<ReadonlySet<string>>;
  /** Nobody takes these jobs any more, whoever has them. */
  remove(tx: Sql, queue: string, ids: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

/** How often a job may be begun is judged by those who work with it: they know which attempts say something of the job. */
const retryLimit = 1_000_000;

/** pg-boss on our connections, without what it would do by timers: runs look after their own jobs. */
export async function openJobs(database: Database): Promise<Jobs> {
  const { PgBoss: Boss } = await import("pg-boss");
  const on = (sql: Sql) => ({ db: { executeSql: async (text: string, values?: unknown[]) => ({ rows: [...(await sql.query<object>(text, values))] }) } });
  const boss: PgBoss = new Boss({ ...on(database), schema: "inversa_jobs", supervise: false, schedule: false, queueCacheIntervalSeconds: 86_400, bamIntervalSeconds: 86_400 });
  boss.on("error", () => {});
  await boss.start();
  const settle = async (answer: Promise<unknown>): Promise<ReadonlySet<string>> => new Set(((await answer) as { readonly settled?: readonly string[] }).settled ?? []);
  const each = (claims: readonly JobClaim[]): { id: string; retryCount: number }[] => claims.map(({ id, retryCount }) => ({ id, retryCount }));
  /** What was taken once is taken next: somebody has waited for it for long already. */
  const first = async (tx: Sql, queue: string, ids: ReadonlySet<string>): Promise<void> => {
    for (const id of ids) await boss.update(queue, undefined, { ...on(tx), id, priority: 1 });
  };
  return {
    createQueue: (queue) => boss.createQueue(queue, { retryLimit, retryDelay: 0 }),
    deleteQueue: (queue) => boss.deleteQueue(queue),
    insert: async (tx, queue, jobs) => void (await boss.insert(queue, jobs.map(({ id, number }) => ({ id, data: { number } })), on(tx))),
    take: async (tx, queue, most) => (await boss.fetch<{ number: number }>(queue, { ...on(tx), batchSize: most })).map(({ id, retryCount, data }) => ({ id, retryCount, number: data.number })),
    complete: (tx, queue, claims) => settle(boss.complete(queue, each(claims), undefined, on(tx))),
    fail: async (tx, queue, claims) => {
      const ours = await settle(boss.fail(queue, each(claims), undefined, on(tx)));
      await first(tx, queue, ours);
      return ours;
    },
    handBack: async (tx, queue, claims) => {
      const ours = await settle(boss.cancel(queue, each(claims), on(tx)));
      if (ours.size > 0) await boss.resume(queue, [...ours], on(tx));
      await first(tx, queue, ours);
      return ours;
    },
    remove: async (tx, queue, ids) => void (await boss.deleteJob(queue, [...ids], on(tx))),
    stop: () => boss.stop({ graceful: false }),
  };
}
