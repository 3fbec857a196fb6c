import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

/** Each step runs once, in one transaction with the note that it ran. A step that has been released is never changed: the next one puts it right. */
export const migrations: Readonly<Record<string, Migration>> = {
  "0001-first": { up: (db: Kysely<unknown>) => inOrder(db, first) },
  "0002-trained-estimators": { up: (db: Kysely<unknown>) => inOrder(db, trainedEstimators) },
  "0003-studies-without-model": { up: (db: Kysely<unknown>) => inOrder(db, ["alter table studies alter column model drop not null"]) },
  "0004-turns": { up: (db: Kysely<unknown>) => inOrder(db, [`create index runs_by_turn on runs (workspace_id, started_at desc)`]) },
};

async function inOrder(db: Kysely<unknown>, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const first = [
  `create table workspaces (id text primary key, name text not null unique, created_at timestamptz not null default now())`,
  `create table tokens (
    id text primary key, workspace_id text not null references workspaces on delete cascade, name text not null, hash text not null unique, scopes text not null,
    created_at timestamptz not null default now(), expires_at timestamptz, revoked_at timestamptz)`,
  `create table contents (sha256 text primary key, size integer not null, bytes bytea not null)`,
  `create table files (
    id text primary key, seq integer generated always as identity, workspace_id text not null references workspaces on delete cascade, name text not null,
    sha256 text not null references contents, created_at timestamptz not null default now())`,
  `create index files_of_workspace on files (workspace_id, seq desc)`,
  `create table studies (
    id text primary key, seq integer generated always as identity, workspace_id text not null references workspaces on delete cascade, name text not null,
    model text not null, text text not null, created_at timestamptz not null default now())`,
  `create index studies_of_workspace on studies (workspace_id, seq desc)`,
  `create table study_files (study_id text not null references studies on delete cascade, name text not null, sha256 text not null references contents, primary key (study_id, name))`,
  `create table runs (
    id text primary key, seq integer generated always as identity, workspace_id text not null references workspaces on delete cascade, study_id text not null references studies on delete cascade,
    retry_of text references runs on delete set null,
    status text not null default 'queued' check (status in ('queued', 'running', 'done', 'failed', 'cancelled')),
    attempts integer not null default 0, lease_owner text, lease_until timestamptz, cancel_requested boolean not null default false, error text, last_event integer not null default 0,
    created_at timestamptz not null default now(), started_at timestamptz, finished_at timestamptz,
    check ((status = 'running') = (lease_owner is not null)))`,
  `create index runs_of_workspace on runs (workspace_id, seq desc)`,
  `create index runs_open on runs (seq) where status in ('queued', 'running')`,
  `create table events (run_id text not null references runs on delete cascade, number integer not null, kind text not null, data text not null, created_at timestamptz not null default now(), primary key (run_id, number))`,
  `create table estimates (
    id text primary key, run_id text not null references runs on delete cascade, workspace_id text not null references workspaces on delete cascade, position integer not null,
    estimator text not null, document text not null, unique (run_id, position))`,
  `create table artefacts (run_id text not null references runs on delete cascade, name text not null, media_type text not null, bytes bytea not null, primary key (run_id, name))`,
  `create table idempotency_keys (
    workspace_id text not null references workspaces on delete cascade, key text not null, request text not null,
    created_at timestamptz not null default now(), primary key (workspace_id, key))`,
];

const trainedEstimators = [
  `alter table runs add column stage text check (stage in ('train'))`,
  `create table trained_estimators (
    id text primary key, seq integer generated always as identity, workspace_id text not null references workspaces on delete cascade,
    study_id text references studies on delete set null, run_id text references runs on delete set null, position integer not null,
    estimator text not null, name text not null, model text, document text not null, sha256 text not null, size integer not null, bytes bytea not null, created_at timestamptz not null default now())`,
  `create index trained_of_workspace on trained_estimators (workspace_id, seq desc)`,
  `create index trained_of_run on trained_estimators (run_id, position)`,
];
