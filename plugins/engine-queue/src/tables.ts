import { InputError } from "@inversa/core";
import type { Database, Sql } from "./database.ts";

/** Changes when the tables do: workers and runs of one database must agree on them. */
const format = 1;

/** Any number; processes that start together make the tables one after the other. */
const tablesLock = 4_711_002;

/**
 * - `run`: a session that asks for work, alive while its process says so. All that belongs to it goes with it.
 * - `content`: what all chunks of a run share (the task, a training set), once, by its SHA-256, in parts.
 * - `chunk`: what is to be done; without a worker it waits. Gone when its result is there.
 * - `result`: once for each chunk, in the transaction that ends its job.
 * - `worker`: who is there. `verdict`: which worker can do which run, else why not.
 * - `dead_letter`: what was begun several times without an answer, with the reasons; kept for people.
 */
const tables = `
create schema if not exists inversa_queue;
create table if not exists inversa_queue.format (version int not null);
create table if not exists inversa_queue.run (
  id uuid primary key, kind text not null, label text not null, host text not null, content text not null,
  opened_at timestamptz not null default now(), seen_at timestamptz not null default now());
create table if not exists inversa_queue.content (hash text not null, part int not null, parts int not null, bytes bytea not null, used_at timestamptz not null default now(), primary key (hash, part));
create table if not exists inversa_queue.worker (
  id uuid primary key, name text not null, slots int not null, busy int not null default 0, started_at timestamptz not null default now(), seen_at timestamptz not null default now());
create table if not exists inversa_queue.chunk (
  run_id uuid not null references inversa_queue.run on delete cascade, number int not null, job_id uuid not null, rows int not null, payload bytea not null,
  worker_id uuid, retry int, failures text[] not null default '{}', dead boolean not null default false, progress text, primary key (run_id, number));
create index if not exists chunk_waiting on inversa_queue.chunk (run_id) where worker_id is null and not dead;
create index if not exists chunk_worker on inversa_queue.chunk (worker_id) where worker_id is not null;
create table if not exists inversa_queue.result (
  run_id uuid not null references inversa_queue.run on delete cascade, number int not null, payload bytea not null, worker_id uuid not null, rows int not null, seconds float8 not null,
  committed_at timestamptz not null default now(), received boolean not null default false, primary key (run_id, number));
create index if not exists result_new on inversa_queue.result (run_id) where not received;
create table if not exists inversa_queue.verdict (
  run_id uuid not null references inversa_queue.run on delete cascade, worker_id uuid not null references inversa_queue.worker on delete cascade, reason text, primary key (run_id, worker_id));
create table if not exists inversa_queue.dead_letter (
  id bigint generated always as identity primary key, at timestamptz not null default now(), label text not null, number int not null, rows int not null, theta float8[], reasons text[] not null);
-- Numbers do not compress; trying costs more than writing them.
alter table inversa_queue.content alter column bytes set storage external;
alter table inversa_queue.chunk alter column payload set storage external;
alter table inversa_queue.result alter column payload set storage external;
`;

/**
 * Makes the tables where they are missing; who starts beside it waits until they are there.
 * @param also Made with them: what must not be made twice at the same time.
 * @throws InputError when they are those of another version.
 */
export async function makeTables(database: Database, also: () => Promise<void>): Promise<void> {
  // Most starts find everything there and wait for nobody.
  if (await isMade(database)) return;
  await database.transaction(async (tx) => {
    await tx.query(`select pg_advisory_xact_lock(${tablesLock})`);
    if (await isMade(tx)) return;
    await tx.query(tables);
    await also();
    await tx.query(`insert into inversa_queue.format values (${format})`);
  });
}

async function isMade(sql: Sql): Promise<boolean> {
  const [table] = await sql.query<{ there: boolean }>("select to_regclass('inversa_queue.format') is not null as there");
  if (!table!.there) return false;
  const [found] = await sql.query<{ version: number }>("select version from inversa_queue.format");
  if (found?.version === format) return true;
  throw new InputError("argument-invalid", {
    where: "the database of the queue", what: `its tables have format ${found?.version}, and this version of Inversa knows format ${format}`,
    expected: "one version of Inversa on all machines that share a database", next: "Update Inversa where it is older, or use another database",
  });
}
