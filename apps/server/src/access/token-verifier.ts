import { InputError } from "@inversa/core";
import type { Database } from "../database/tables.ts";
import type { Notifier } from "../runs/notifier.ts";
import { hashOf, type Principal, type TokenScope } from "./tokens.ts";

/** The topic under which servers tell each other that a token was revoked. */
export const revokedTokens = "revoked tokens";

/**
 * Tells who a request comes from, by its Authorization header. A token that was found a moment ago is not asked for again, unless one was revoked meanwhile: here that counts at once, on another server that
 * shares the database as soon as it hears of it, and after the moment at the latest.
 * @param moment Milliseconds for which a token is remembered. @param most Tokens that are.
 * @returns Throws InputError `token-invalid`, the same for every reason: an answer that tells them apart helps only who guesses.
 */
export function tokenVerifier(db: Database, notifier: Pick<Notifier, "listen">, moment = 5000, most = 1000): (authorization: string | undefined) => Promise<Principal> {
  const verified = new Map<string, { readonly principal: Principal; readonly until: number }>();
  let revocations = 0;
  notifier.listen(revokedTokens, () => {
    revocations++;
    verified.clear();
  });
  return async (authorization) => {
    const token = /^Bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
    if (token === undefined) throw invalid("no API token is given");
    const hash = hashOf(token);
    const known = verified.get(hash);
    if (known && known.until > Date.now()) return known.principal;
    const before = revocations;
    const found = await db.selectFrom("tokens").select(["id", "workspace_id", "scopes", "expires_at"]).where("hash", "=", hash).where("revoked_at", "is", null).executeTakeFirst();
    const expires = found?.expires_at?.getTime() ?? Number.POSITIVE_INFINITY;
    if (!found || expires <= Date.now()) throw invalid("the API token is unknown, revoked or expired");
    const principal: Principal = { workspaceId: found.workspace_id, scopes: found.scopes.split(" ") as TokenScope[], tokenId: found.id };
    // What was found before a revocation may be what was revoked.
    if (revocations === before) {
      if (verified.size >= most) verified.clear();
      verified.set(hash, { principal, until: Math.min(Date.now() + moment, expires) });
    }
    return principal;
  };
}

const invalid = (what: string): InputError => new InputError("token-invalid", { where: "the Authorization header", what, expected: "Authorization: Bearer TOKEN", next: "Ask whoever runs this server for a token" });
