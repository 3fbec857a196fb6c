import { createHash } from "node:crypto";
import type { Sql } from "./database.ts";

/** Bytes of one row: a value of PostgreSQL holds at most 1 GB, and a driver that reads it needs it several times. */
const partBytes = 16 * 2 ** 20;

/** Keeps bytes under their SHA-256, once. @returns The hash. */
export async function keepContent(database: Sql, bytes: Uint8Array): Promise<string> {
  const hash = createHash("sha256").update(bytes).digest("hex");
  const known = await database.query("update inversa_queue.content set used_at = now() where hash = $1 returning part, parts", [hash]);
  const parts = Math.max(1, Math.ceil(bytes.length / partBytes));
  if (known.length === parts) return hash;
  for (let part = 0; part < parts; part++) {
    await database.query("insert into inversa_queue.content (hash, part, parts, bytes) values ($1, $2, $3, $4) on conflict (hash, part) do nothing", [hash, part, parts, bytes.subarray(part * partBytes, (part + 1) * partBytes)]);
  }
  return hash;
}

/** @returns Undefined when it is not there, or no longer. */
export async function readContent(database: Sql, hash: string): Promise<Buffer | undefined> {
  const found: Buffer[] = [];
  for (let part = 0, parts = 1; part < parts; part++) {
    const [row] = await database.query<{ bytes: Buffer; parts: number }>("select bytes, parts from inversa_queue.content where hash = $1 and part = $2", [hash, part]);
    if (!row) return undefined;
    found.push(row.bytes);
    parts = row.parts;
  }
  return found.length === 1 ? found[0] : Buffer.concat(found);
}
