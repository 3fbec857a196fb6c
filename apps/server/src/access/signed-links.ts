import { InputError } from "@inversa/core";
import { createHmac, timingSafeEqual } from "node:crypto";
import type { Database } from "../database/tables.ts";
import { validToken } from "./tokens.ts";

/** How long a link opens what it names: long enough for a tab to load and be loaded again, too short to be of use in a history. */
export const linkMinutes = 5;

/** What a link opens. */
export interface Linked {
  readonly run: string;
  readonly artefact: string;
}

/** What stands in the address of a link: whose token made it, until when it holds (Unix time in seconds), and the proof of both. */
export interface LinkProof {
  readonly by: string;
  readonly until: number;
  readonly signature: string;
}

/**
 * A link that opens one file of a run for some minutes, in a tab, which cannot send a token. It is signed with the hash of the token that asked for it: the hash never leaves the database, servers that share the
 * database know each other's links, and a link dies with its token.
 */
export async function signLink(db: Database, tokenId: string, linked: Linked, now = Date.now()): Promise<LinkProof> {
  const { hash } = await db.selectFrom("tokens").select("hash").where("id", "=", tokenId).executeTakeFirstOrThrow();
  const until = Math.floor(now / 1000) + 60 * linkMinutes;
  return { by: tokenId, until, signature: signatureOf(hash, tokenId, until, linked).toString("base64url") };
}

/**
 * The workspace for which a link opens what it names.
 * @throws InputError `token-invalid`, the same for every reason.
 */
export async function openLink(db: Database, { by, until, signature }: LinkProof, linked: Linked, now = Date.now()): Promise<string> {
  const found = await validToken(db, "id", by, now);
  // Compared even where there is no such token, so that the time tells nothing.
  const wanted = signatureOf(found?.hash ?? "", by, until, linked);
  const given = Buffer.from(signature, "base64url");
  const isSigned = given.length === wanted.length && timingSafeEqual(given, wanted);
  if (found && isSigned && until * 1000 > now && found.principal.scopes.includes("read")) return found.principal.workspaceId;
  throw new InputError("token-invalid", { where: "the link", what: `it is not one of this server's, or more than ${linkMinutes} minutes old`, expected: "a link that was made just now", next: "Go back to the result and open its report again" });
}

/** Parts are written as JSON, so that none can run over into the next. */
const signatureOf = (hash: string, by: string, until: number, { run, artefact }: Linked): Buffer => createHmac("sha256", hash).update(JSON.stringify(["link", by, until, run, artefact])).digest();
