import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { revokedTokens, tokenVerifier } from "../src/access/token-verifier.ts";
import { createToken, defaultWorkspace, ensureDefaultWorkspace } from "../src/access/tokens.ts";
import type { Database } from "../src/database/tables.ts";
import { openNotifier } from "../src/runs/notifier.ts";
import { databasesOf, kinds } from "./databases.ts";

describe.each(kinds)("who a request comes from, on %s", (kind) => {
  let databases: Awaited<ReturnType<typeof databasesOf>>;
  let db: Database;
  beforeAll(async () => {
    databases = await databasesOf(kind);
    if (!databases) return;
    ({ db } = await databases.open());
    await ensureDefaultWorkspace(db);
  });
  afterAll(() => databases?.stop());
  beforeEach(({ skip }) => { if (!databases) skip(); });

  const make = async (days?: number) => {
    const { id, token } = await createToken(db, { workspaceId: defaultWorkspace, name: "test", scopes: ["read"], days });
    return { id, header: `Bearer ${token}` };
  };
  const revoke = (id: string) => db.updateTable("tokens").set({ revoked_at: new Date() }).where("id", "=", id).execute();
  const refused = expect.objectContaining({ code: "token-invalid" });

  it("is asked of the database once in a moment, and again after it", async () => {
    const verify = tokenVerifier(db, openNotifier(), 50);
    const { id, header } = await make();
    expect(await verify(header)).toEqual({ workspaceId: defaultWorkspace, scopes: ["read"], tokenId: id });
    // Behind the back of this server.
    await revoke(id);
    expect(await verify(header)).toEqual({ workspaceId: defaultWorkspace, scopes: ["read"], tokenId: id });
    await new Promise((resolve) => setTimeout(resolve, 60));
    await expect(verify(header)).rejects.toEqual(refused);
  });

  it("is refused at once where the revocation is heard of, also when it comes while the token is looked up", async () => {
    const notifier = openNotifier();
    const verify = tokenVerifier(db, notifier, 1e9);
    const { id, header } = await make();
    await verify(header);
    const other = await make();
    const meanwhile = verify(other.header);
    await revoke(id);
    await revoke(other.id);
    notifier.announce(revokedTokens);
    await meanwhile.catch(() => {});
    await expect(verify(header)).rejects.toEqual(refused);
    await expect(verify(other.header)).rejects.toEqual(refused);
  });

  it("is never remembered beyond the token's own end, and nobody unknown is", async () => {
    const verify = tokenVerifier(db, openNotifier(), 1e9);
    const { id, header } = await make(1);
    await db.updateTable("tokens").set({ expires_at: new Date(Date.now() + 50) }).where("id", "=", id).execute();
    await verify(header);
    await new Promise((resolve) => setTimeout(resolve, 60));
    await expect(verify(header)).rejects.toEqual(refused);
    for (const nobody of [undefined, "", "Bearer ", "Basic abc", "Bearer inversa_guess"]) await expect(verify(nobody)).rejects.toEqual(refused);
  });

  it("stays right when more tokens are in use than are remembered", async () => {
    const verify = tokenVerifier(db, openNotifier(), 1e9, 2);
    const made = await Promise.all(Array.from({ length: 5 }, () => make()));
    for (const { header } of [...made, ...made]) expect(await verify(header)).toMatchObject({ workspaceId: defaultWorkspace });
  });
});
