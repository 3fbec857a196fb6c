import { InputError } from "@inversa/core";
import type { Database } from "../database/tables.ts";
import type { Notifier } from "../runs/notifier.ts";
import { remembered } from "../remembered.ts";
import { hashOf, type Principal, validToken } from "./tokens.ts";

/** The topic under which servers tell each other that a token was revoked. */
export const revokedTokens = "revoked tokens";

/**
 * Tells who a request comes from, by its Authorization header. A token that was found a moment ago is not asked for again, unless one was revoked meanwhile: here that counts at once, on another server that
 * shares the database as soon as it hears of it, and after the moment at the latest.
 * @param moment Milliseconds for which a token is remembered. @param most Tokens that are.
 * @returns Throws InputError `token-invalid`, the same for every reason: an answer that tells them apart helps only who guesses.
 */
export function tokenVerifier(db: Database, notifier: Pick<Notifier, "listen">, moment = 5000, most = 1000): (authorization: string | undefined) => Promise<Principal> {
  const verified = remembered<Principal>(moment, most);
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
    if (known) return known;
    const before = revocations;
    const found = await validToken(db, "hash", hash);
    if (!found) throw invalid("the API token is unknown, revoked or expired");
    // What was found before a revocation may be what was revoked.
    if (revocations === before) verified.keep(hash, found.principal, found.expires);
    return found.principal;
  };
}

const invalid = (what: string): InputError => new InputError("token-invalid", { where: "the Authorization header", what, expected: "Authorization: Bearer TOKEN", next: "Ask whoever runs this server for a token" });
