import { InputError } from "@inversa/core";
import { sql } from "kysely";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { revokedTokens } from "../access/token-verifier.ts";
import { createToken, scopes, type TokenScope } from "../access/tokens.ts";
import { databaseToken, notifierToken } from "../services.ts";
import { required, type Http } from "./context.ts";
import { id } from "./schemas.ts";

const name = z.string().trim().min(1).max(100);
const workspace = z.object({ id: z.string(), name });
const token = z.object({ id, workspace: z.string(), name, scopes: z.array(z.enum(scopes)), createdAt: z.iso.datetime(), expiresAt: z.iso.datetime().nullable(), revoked: z.boolean() });

/** Workspaces, and the tokens that open them. */
export function adminRoutes(http: Http): void {
  const config = { access: "admin" } as const;

  http.post("/workspaces", { config, schema: { tags: ["administration"], summary: "Make a workspace: what is in one is not seen from another", body: z.strictObject({ name }), response: { 201: workspace } } }, async (request, reply) => {
    const made = await request.scope.get(databaseToken).insertInto("workspaces").values({ id: randomUUID(), name: request.body.name }).onConflict((c) => c.doNothing()).returning(["id", "name"]).executeTakeFirst();
    if (!made) throw new InputError("conflict", { where: "name", what: `there is a workspace "${request.body.name}" already`, expected: "a name that is free" });
    return reply.code(201).send(made);
  });

  http.get("/workspaces", { config, schema: { tags: ["administration"], summary: "All workspaces", response: { 200: z.object({ items: z.array(workspace) }) } } },
    async ({ scope }) => ({ items: await scope.get(databaseToken).selectFrom("workspaces").select(["id", "name"]).orderBy("created_at").execute() }));

  http.post("/tokens", {
    config,
    schema: {
      tags: ["administration"], summary: "Make an API token; its text is told this once",
      body: z.strictObject({ workspace: z.string(), name, scopes: z.array(z.enum(scopes)).min(1), days: z.int().min(1).max(3650).optional() }),
      response: { 201: z.object({ id, token: z.string(), expiresAt: z.iso.datetime().nullable() }) },
    },
  }, async (request, reply) => {
    const { workspace: workspaceId, ...asked } = request.body;
    const db = request.scope.get(databaseToken);
    required(await db.selectFrom("workspaces").select("id").where("id", "=", workspaceId).executeTakeFirst(), `there is no workspace ${workspaceId}`);
    const { expiresAt, ...made } = await createToken(db, { workspaceId, ...asked });
    return reply.code(201).send({ ...made, expiresAt: expiresAt?.toISOString() ?? null });
  });

  http.get("/tokens", { config, schema: { tags: ["administration"], summary: "All tokens, without their text", response: { 200: z.object({ items: z.array(token) }) } } }, async ({ scope }) => {
    const rows = await scope.get(databaseToken).selectFrom("tokens").selectAll().orderBy("created_at").execute();
    return { items: rows.map((row) => ({ id: row.id, workspace: row.workspace_id, name: row.name, scopes: row.scopes.split(" ") as TokenScope[], createdAt: row.created_at.toISOString(), expiresAt: row.expires_at?.toISOString() ?? null, revoked: row.revoked_at !== null })) };
  });

  http.delete("/tokens/:id", { config, schema: { tags: ["administration"], summary: "Revoke a token", params: z.object({ id }), response: { 204: z.null() } } }, async (request, reply) => {
    required(await request.scope.get(databaseToken).updateTable("tokens").set({ revoked_at: sql<Date>`coalesce(revoked_at, now())` }).where("id", "=", request.params.id).returning("id").executeTakeFirst(), "there is no such token");
    request.scope.get(notifierToken).announce(revokedTokens);
    return reply.code(204).send(null);
  });
}
