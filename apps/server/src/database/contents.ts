import { type Kysely, sql } from "kysely";
import { createHash } from "node:crypto";
import type { Tables } from "./tables.ts";

/** Whoever keeps bytes holds this together with the others, whoever forgets some holds it alone: so none are forgotten between being found and being named. */
const contentsLock = 4_711_002;

/** Keeps bytes by their SHA-256, once, however often they come. The lock is held until the transaction ends. */
export async function keepContent(trx: Kysely<Tables>, bytes: Uint8Array): Promise<string> {
  await sql`select pg_advisory_xact_lock_shared(${contentsLock})`.execute(trx);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  await trx.insertInto("contents").values({ sha256, size: bytes.length, bytes }).onConflict((c) => c.doNothing()).execute();
  return sha256;
}

/** Forgets bytes that no file and no study names any more, in any workspace. */
export async function forgetContents(trx: Kysely<Tables>, hashes: readonly string[]): Promise<void> {
  if (hashes.length === 0) return;
  await sql`select pg_advisory_xact_lock(${contentsLock})`.execute(trx);
  await trx.deleteFrom("contents").where("sha256", "in", [...hashes])
    .where(({ not, exists, selectFrom }) => not(exists(selectFrom("files").select("id").whereRef("files.sha256", "=", "contents.sha256"))))
    .where(({ not, exists, selectFrom }) => not(exists(selectFrom("study_files").select("study_id").whereRef("study_files.sha256", "=", "contents.sha256"))))
    .execute();
}
