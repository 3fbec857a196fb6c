import { createHash, randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import type { Database, Tables } from "../database/tables.ts";
import type { TrainedFile } from "../runs/queue.ts";

export interface KeptFile extends TrainedFile {
  readonly workspaceId: string;
  /** Absent for one that was uploaded. */
  readonly studyId?: string;
  readonly runId?: string;
  readonly position?: number;
}

/** Keeps a trained estimator. @returns Its id. */
export async function keepTrained(db: Kysely<Tables>, { document, bytes, workspaceId, studyId, runId, position }: KeptFile): Promise<string> {
  const id = randomUUID();
  await db.insertInto("trained_estimators").values({
    id, workspace_id: workspaceId, study_id: studyId ?? null, run_id: runId ?? null, position: position ?? 0,
    estimator: document.estimator, name: document.name, model: document.model, document: JSON.stringify(document), sha256: createHash("sha256").update(bytes).digest("hex"), size: bytes.length, bytes,
  }).execute();
  return id;
}

/** A workspace's trained estimators. */
export const selectTrained = (db: Database, workspace: string) => db.selectFrom("trained_estimators").where("workspace_id", "=", workspace);
