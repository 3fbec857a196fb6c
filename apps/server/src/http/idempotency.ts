import { InputError } from "@inversa/core";
import type { FastifyRequest } from "fastify";
import { createHash, randomUUID } from "node:crypto";
import { databaseToken } from "../services.ts";
import { workspaceOf } from "./context.ts";

const sha256 = (...parts: readonly string[]): string => createHash("sha256").update(JSON.stringify(parts)).digest("hex");

/**
 * The id of what a request makes. With an Idempotency-Key it follows from the key, so that the request may come again, even beside itself or after the server
 * died in the middle of it, and makes nothing twice: making something that is there already changes nothing.
 * @throws InputError `conflict` when the key came with another request before.
 */
export async function idFor(request: FastifyRequest): Promise<string> {
  const key = request.headers["idempotency-key"];
  if (typeof key !== "string") return randomUUID();
  const [db, workspace] = [request.scope.get(databaseToken), workspaceOf(request)];
  const content = sha256(request.method, request.url, JSON.stringify(request.body ?? null));
  await db.insertInto("idempotency_keys").values({ workspace_id: workspace, key, request: content }).onConflict((c) => c.doNothing()).execute();
  const kept = await db.selectFrom("idempotency_keys").select("request").where("workspace_id", "=", workspace).where("key", "=", key).executeTakeFirstOrThrow();
  if (kept.request !== content) throw new InputError("conflict", { where: "the Idempotency-Key header", what: "this key came with another request before", expected: "a new key for each thing that is to be done" });
  const hex = sha256("inversa", workspace, key);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
