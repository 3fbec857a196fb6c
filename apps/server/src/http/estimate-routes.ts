import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { databaseToken } from "../services.ts";
import { given, json, required, workspaceOf, type Http } from "./context.ts";
import { besideServer } from "./beside.ts";
import { anything, estimate, id } from "./schemas.ts";

const params = z.object({ id });
const exported = z.object({
  format: z.string(), cautions: z.array(z.string()), remarks: z.array(z.string()),
  files: z.array(z.object({ name: z.string(), mediaType: z.string(), encoding: z.enum(["text", "base64"]), content: z.string() })),
});

/** Estimates and what other programs take of them. */
export function estimateRoutes(http: Http): void {
  const documentOf = async (request: FastifyRequest<{ Params: { id: string } }>): Promise<string> => {
    const row = await request.scope.get(databaseToken).selectFrom("estimates").select("document").where("workspace_id", "=", workspaceOf(request)).where("id", "=", request.params.id).executeTakeFirst();
    return required(row, `there is no estimate ${request.params.id}`).document;
  };

  http.get("/estimates/:id", { schema: { tags: ["estimates"], summary: "One estimate", params, response: { 200: estimate } } },
    async (request, reply) => json(reply, await documentOf(request)));

  http.post("/estimates/:id/exports", {
    config: { access: "read" },
    schema: { tags: ["estimates"], summary: "Hand an estimate on in one of the variant's formats", params, body: z.strictObject({ to: z.string(), settings: anything.optional() }), response: { 200: exported } },
  }, async (request, reply) => json(reply, await besideServer(request, reply, "exportEstimate", { document: await documentOf(request), name: `estimate ${request.params.id}`, ...given(request.body) })));
}
