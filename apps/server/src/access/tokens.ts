import { InputError } from "@inversa/core";
import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { Database } from "../database/tables.ts";

/** `read` looks, `write` uploads, runs and cancels, `metrics` reads the numbers of the server, `admin` makes tokens and workspaces. */
export const scopes = ["read", "write", "metrics", "admin"] as const;
export type TokenScope = (typeof scopes)[number];

/** On whose behalf a request is made. */
export interface Principal {
  readonly workspaceId: string;
  readonly scopes: readonly TokenScope[];
  /** Of the token that it was made with, where one was asked for. */
  readonly tokenId?: string;
}

export interface NewToken {
  readonly workspaceId: string;
  readonly name: string;
  readonly scopes: readonly TokenScope[];
  /** Days until it expires; never unless given. */
  readonly days?: number | undefined;
}

/** The secret has 256 random bits, so that a plain hash keeps it: there is nothing to guess. */
export const hashOf = (token: string): string => createHash("sha256").update(token).digest("hex");

/** Makes a token. Its text is told here once; the database knows its hash only. */
export async function createToken(db: Database, { workspaceId, name, scopes, days }: NewToken): Promise<{ readonly id: string; readonly token: string; readonly expiresAt: Date | null }> {
  const [id, token] = [randomUUID(), `inversa_${randomBytes(32).toString("base64url")}`];
  const expiresAt = days === undefined ? null : new Date(Date.now() + days * 86_400_000);
  await db.insertInto("tokens").values({ id, workspace_id: workspaceId, name, hash: hashOf(token), scopes: scopes.join(" "), expires_at: expiresAt, revoked_at: null }).execute();
  return { id, token, expiresAt };
}

/** A token that is known, not revoked and not expired, by its id or by the hash of its text; undefined for every other, whatever the reason. */
export async function validToken(db: Database, by: "id" | "hash", value: string, now = Date.now()): Promise<{ readonly principal: Principal; readonly hash: string; readonly expires: number } | undefined> {
  const found = await db.selectFrom("tokens").select(["id", "workspace_id", "hash", "scopes", "expires_at"]).where(by, "=", value).where("revoked_at", "is", null).executeTakeFirst();
  const expires = found?.expires_at?.getTime() ?? Number.POSITIVE_INFINITY;
  if (!found || expires <= now) return undefined;
  return { principal: { workspaceId: found.workspace_id, scopes: found.scopes.split(" ") as TokenScope[], tokenId: found.id }, hash: found.hash, expires };
}

/** @throws InputError `not-permitted`. */
export function requireScope(principal: Principal, scope: TokenScope): void {
  if (principal.scopes.includes(scope)) return;
  throw new InputError("not-permitted", { where: "the API token", what: `it does not have the scope "${scope}"`, expected: `a token with it (this one has ${principal.scopes.join(", ")})` });
}

/** The workspace that is there from the beginning, and whose it is where no tokens are asked for. */
export const defaultWorkspace = "default";

export async function ensureDefaultWorkspace(db: Database): Promise<void> {
  await db.insertInto("workspaces").values({ id: defaultWorkspace, name: defaultWorkspace }).onConflict((c) => c.doNothing()).execute();
}
