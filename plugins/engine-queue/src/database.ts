import { InputError } from "@inversa/core";
import { setTimeout as sleep } from "node:timers/promises";
import type { Pool, PoolClient } from "pg";

/** Something that answers SQL: the database, or a transaction on it. */
export interface Sql {
  /** Bytes are sent as they are, and answered as hexadecimal text of twice their length: the driver knows no other way. */
  query<T extends object>(text: string, values?: readonly unknown[]): Promise<readonly T[]>;
}

export interface Database extends Sql {
  /** @param relaxed The commit need not be on the disk before it is confirmed: what is lost with a crash of the database is only work that is done again. */
  transaction<T>(work: (tx: Sql) => Promise<T>, relaxed?: "relaxed"): Promise<T>;
  close(): Promise<void>;
}

/**
 * @param url postgres://user:password@host:5432/database
 * @throws InputError `argument-invalid` for what no waiting puts right: not a URL, a password that is refused, a database that does not exist. Nothing is asked of a server that is not there.
 */
export async function openDatabase(url: string): Promise<Database> {
  const { default: pg } = await import("pg");
  if (!/^postgres(ql)?:/.test(url) || !URL.canParse(url)) throw wrongDatabase("its address cannot be read");
  // A query that hears nothing for a minute is on a connection whose other end is gone.
  const pool = new pg.Pool({ connectionString: url, max: 4, connectionTimeoutMillis: 10_000, query_timeout: 60_000, keepAlive: true, application_name: "inversa" });
  // A connection that breaks is replaced, and who uses it hears it from the query; without listeners it would end the process.
  pool.on("error", () => {}).on("connect", (client) => void client.on("error", () => {}));
  return {
    query: (text, values) => ask(pool, text, values),
    transaction: (work, relaxed) => transaction(pool, work, relaxed),
    close: () => pool.end(),
  };
}

async function ask<T extends object>(on: Pool | PoolClient, text: string, values?: readonly unknown[]): Promise<readonly T[]> {
  try {
    // Several statements in one text are answered by a list of answers, of which none is read.
    return (await on.query<T>(text, values && [...values])).rows ?? [];
  } catch (error) {
    throw refusal(error) ?? error;
  }
}

async function transaction<T>(pool: Pool, work: (tx: Sql) => Promise<T>, relaxed?: "relaxed"): Promise<T> {
  const client = await pool.connect().catch((error: unknown) => { throw refusal(error) ?? error; });
  let broken: Error | undefined;
  try {
    await client.query(relaxed ? "begin; set local synchronous_commit to off" : "begin");
    const result = await work({ query: (text, values) => ask(client, text, values) });
    await client.query("commit");
    return result;
  } catch (error) {
    broken = error as Error;
    await client.query("rollback").catch(() => {});
    throw error;
  } finally {
    client.release(broken !== undefined && isOutage(broken) ? broken : undefined);
  }
}

const wrongDatabase = (what: string, cause?: unknown): InputError =>
  new InputError("argument-invalid", { where: "the database of the queue", what, expected: "postgres://user:password@host:5432/database of a PostgreSQL", next: "Give it with --database-url or as DATABASE_URL" }, { cause });

/** What the server says of who asks, as the user's mistake: password, database, rights. */
function refusal(error: unknown): InputError | undefined {
  const { code, message } = error as { readonly code?: string; readonly message: string };
  return code !== undefined && /^(28|3D|42501)/.test(code) ? wrongDatabase(message, error) : undefined;
}

const outages = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH", "ENOTFOUND", "EAI_AGAIN", "ENOENT", "EADDRNOTAVAIL"]);

/** Whether the same may succeed later: the server is away, restarts, has no connection free, or two transactions met. */
export function isOutage(error: unknown): boolean {
  const { code = "", message = "" } = error as { readonly code?: string; readonly message?: string };
  if (error instanceof AggregateError) return error.errors.some(isOutage);
  return outages.has(code) || /^(08|57P|53|40)/.test(code) || /Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error/.test(message);
}

/** Told when the database stops answering, and when it answers again. */
export type OutageNews = (why: string | undefined) => void;

const longestWait = 5000;

/** Does something until the database is there for it, with waits that grow. It may be done twice: nobody knows whether a commit was heard. @throws what is no outage; the signal's reason. */
export async function patiently<T>(work: () => Promise<T>, signal: AbortSignal, news: OutageNews): Promise<T> {
  for (let wait = 100, told = false; ; wait = Math.min(longestWait, 2 * wait)) {
    try {
      const result = await work();
      if (told) news(undefined);
      return result;
    } catch (error) {
      if (!isOutage(error)) throw error;
      signal.throwIfAborted();
      news(`the database does not answer (${reasonOf(error)}); it is asked again`);
      told = true;
      await sleep(wait * (0.75 + Math.random() / 2), undefined, { signal }).catch(() => signal.throwIfAborted());
    }
  }
}

const reasonOf = (error: unknown): string => {
  const { message, code } = (error instanceof AggregateError ? error.errors[0] : error) as { readonly message?: string; readonly code?: string };
  return message || code || String(error);
};
