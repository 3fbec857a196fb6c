import type { Generated, Kysely } from "kysely";

/** The tables as the queries see them; `migrations.ts` makes them. Times are `timestamptz`, documents are JSON as text, so that they come back byte for byte. */
export interface Tables {
  readonly workspaces: { id: string; name: string; created_at: Generated<Date> };
  readonly tokens: { id: string; workspace_id: string; name: string; hash: string; scopes: string; created_at: Generated<Date>; expires_at: Date | null; revoked_at: Date | null };
  /** Bytes by their SHA-256, whoever uploaded them. */
  readonly contents: { sha256: string; size: number; bytes: Uint8Array };
  readonly files: { id: string; seq: Generated<number>; workspace_id: string; name: string; sha256: string; created_at: Generated<Date> };
  /** `model` is null for measured pairs. */
  readonly studies: { id: string; seq: Generated<number>; workspace_id: string; name: string; model: string | null; text: string; created_at: Generated<Date> };
  /** The names that a study's text may use, and the bytes that they stand for. */
  readonly study_files: { study_id: string; name: string; sha256: string };
  readonly runs: RunsTable;
  readonly events: { run_id: string; number: number; kind: string; data: string; created_at: Generated<Date> };
  readonly estimates: { id: string; run_id: string; workspace_id: string; position: number; estimator: string; document: string };
  /** What a run leaves beside its estimates: the report, posterior draws. */
  readonly artefacts: { run_id: string; name: string; media_type: string; bytes: Uint8Array };
  /** What runs trained and users uploaded: the file as `inversa train` writes it, and what others are told of it. */
  readonly trained_estimators: {
    id: string; seq: Generated<number>; workspace_id: string; study_id: string | null; run_id: string | null; position: number; estimator: string; name: string; model: string | null;
    document: string; sha256: string; size: number; bytes: Uint8Array; created_at: Generated<Date>;
  };
  readonly idempotency_keys: { workspace_id: string; key: string; request: string; created_at: Generated<Date> };
}

export type RunStatus = "queued" | "running" | "done" | "failed" | "cancelled";

export interface RunsTable {
  id: string;
  /** Order in which runs were accepted. */
  seq: Generated<number>;
  workspace_id: string;
  study_id: string;
  retry_of: string | null;
  /** The one stage that was asked for; all of them unless given. */
  stage: "train" | null;
  status: Generated<RunStatus>;
  /** How often a worker began it and did not hand it back. */
  attempts: Generated<number>;
  /** Who works on it, and until when others leave it alone. */
  lease_owner: string | null;
  lease_until: Date | null;
  cancel_requested: Generated<boolean>;
  /** Why it failed, as the problem that the API shows. */
  error: string | null;
  /** Number of its last event. */
  last_event: Generated<number>;
  created_at: Generated<Date>;
  started_at: Date | null;
  finished_at: Date | null;
}

export type Database = Kysely<Tables>;
