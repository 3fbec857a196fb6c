import { InputError } from "@inversa/core";
import { type Database, isOutage, openDatabase } from "./database.ts";
import { type Jobs, openJobs } from "./jobs.ts";
import { makeTables } from "./tables.ts";

/** The database of a queue, its tables there, and the jobs in it. */
export interface OpenQueue {
  readonly database: Database;
  readonly jobs: Jobs;
  close(): Promise<void>;
}

/** @throws InputError `argument-invalid` when it cannot be used, or does not answer. */
export async function openQueue(url: string): Promise<OpenQueue> {
  const database = await openDatabase(url);
  try {
    let made: Jobs | undefined;
    await makeTables(database, async () => { made = await openJobs(database); });
    const jobs = made ?? await openJobs(database);
    let closed: Promise<void> | undefined;
    return { database, jobs, close: () => (closed ??= jobs.stop().catch(() => {}).then(() => database.close())) };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** @throws InputError also where waiting might help: who asks for work wants to know at once. */
export async function openQueueNow(url: string): Promise<OpenQueue> {
  try {
    return await openQueue(url);
  } catch (cause) {
    if (!isOutage(cause)) throw cause;
    const { message, code } = (cause instanceof AggregateError ? cause.errors[0] : cause) as { readonly message?: string; readonly code?: string };
    throw new InputError("argument-invalid", {
      where: "the database of the queue", what: `it does not answer (${message || code})`, expected: "a PostgreSQL that this machine reaches", next: "Look at --database-url or DATABASE_URL, and whether the PostgreSQL runs",
    }, { cause });
  }
}

/** Name of a run's jobs in pg-boss. */
export const queueOf = (runId: string): string => `run-${runId}`;
