import type { FastifyReply } from "fastify";
import { z } from "zod";
import { openLink, signLink } from "../access/signed-links.ts";
import type { Database } from "../database/tables.ts";
import { databaseToken, principalToken } from "../services.ts";
import { required, workspaceOf, type Http } from "./context.ts";
import { sends } from "./describe.ts";
import { runOf } from "./run-routes.ts";
import { id } from "./schemas.ts";

const params = z.object({ id, name: z.string() });

/** The report is a page without scripts; styles stand in it. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; frame-ancestors 'self'; sandbox";

/** Files that runs leave beside their estimates. */
export function artefactRoutes(http: Http): void {
  http.get("/runs/:id/artefacts/:name", { schema: { tags: ["runs"], summary: "A file that a run left: report.html, draws of the posterior", params, response: { 200: sends("the file", "text/html", "text/csv") } } }, async (request, reply) =>
    sent(reply, request.scope.get(databaseToken), workspaceOf(request), request.params));

  http.post("/runs/:id/artefacts/:name/link", {
    schema: { tags: ["runs"], summary: "A link that opens a file of a run in a tab, which cannot send a token; it holds for five minutes", params, response: { 201: z.object({ url: z.string().describe("on this server"), expiresAt: z.iso.datetime().nullable().describe("null: this server asks for no tokens, and the link is the file's address") }) } },
    config: { access: "read" },
  }, async (request, reply) => {
    const [db, { id: run, name }] = [request.scope.get(databaseToken), request.params];
    const { workspaceId, tokenId } = request.scope.get(principalToken);
    await runOf(db, workspaceId, run);
    const address = `/api/v1/runs/${run}/artefacts/${encodeURIComponent(name)}`;
    if (tokenId === undefined) return reply.code(201).send({ url: address, expiresAt: null });
    const { by, until, signature } = await signLink(db, tokenId, { run, artefact: name });
    return reply.code(201).send({ url: `${address}/linked?by=${by}&until=${until}&signature=${signature}`, expiresAt: new Date(until * 1000).toISOString() });
  });

  http.get("/runs/:id/artefacts/:name/linked", {
    schema: { tags: ["runs"], summary: "The same file by a link, without a token", params, querystring: z.object({ by: id, until: z.coerce.number().int().min(0).max(1e11), signature: z.string().max(100) }), response: { 200: sends("the file", "text/html", "text/csv") } },
    config: { access: "none" },
  }, async (request, reply) => {
    const [db, { id: run, name }] = [request.scope.get(databaseToken), request.params];
    const workspace = await openLink(db, request.query, { run, artefact: name });
    return sent(reply.header("cache-control", "no-store").header("referrer-policy", "no-referrer"), db, workspace, request.params);
  });
}

async function sent(reply: FastifyReply, db: Database, workspace: string, { id: run, name }: z.infer<typeof params>): Promise<never> {
  await runOf(db, workspace, run);
  const found = required(await db.selectFrom("artefacts").selectAll().where("run_id", "=", run).where("name", "=", name).executeTakeFirst(), "the run left no such file");
  return reply.header("content-security-policy", policy).type(found.media_type).send(Buffer.from(found.bytes)) as never;
}
