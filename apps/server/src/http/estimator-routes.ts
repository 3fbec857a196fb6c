import { InputError } from "@inversa/core";
import { appToken } from "@inversa/runtime";
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import type { Database } from "../database/tables.ts";
import { selectTrained } from "../estimators/trained-rows.ts";
import { databaseToken } from "../services.ts";
import { entry, estimatorKinds } from "./catalogue-routes.ts";
import { required, workspaceOf, type Http } from "./context.ts";
import { id, pageOf, paging, trained, trainedSummary } from "./schemas.ts";

const params = z.object({ id: z.string() });
type Asking = FastifyRequest<{ Params: { id: string } }>;

/**
 * Trained estimators: left by runs or uploaded, seen by their workspace only. Each is one of the estimators, by its id; the variant's kinds are the others, by their names.
 */
export function estimatorRoutes(http: Http): void {
  http.get("/trained-estimators", { schema: { tags: ["estimators"], summary: "Trained estimators, newest first", querystring: z.object({ ...paging, estimator: z.string().optional(), model: z.string().optional() }), response: { 200: pageOf(trainedSummary) } } }, async (request) => {
    const { limit, before, estimator, model } = request.query;
    const rows = await selectTrained(request.scope.get(databaseToken), workspaceOf(request))
      .$if(before !== undefined, (q) => q.where("seq", "<", before!)).$if(estimator !== undefined, (q) => q.where("estimator", "=", estimator!)).$if(model !== undefined, (q) => q.where("model", "=", model!))
      .orderBy("seq", "desc").limit(limit + 1).execute();
    return { items: rows.slice(0, limit).map(summaryOf), next: rows.length > limit ? rows[limit - 1]!.seq : null };
  });

  http.get("/estimators/:id", { schema: { tags: ["estimators"], summary: "One estimator: a kind of the variant by its name, or a trained one by its id", params, response: { 200: z.union([trained, entry]) } } }, async (request) => {
    const { scope, params: { id: asked } } = request;
    if (!isTrained(asked)) return estimatorKinds.one(scope.get(appToken), asked);
    const row = required(await selectTrained(scope.get(databaseToken), workspaceOf(request)).select("document").where("id", "=", asked).executeTakeFirst(), absent(asked));
    return { ...(JSON.parse(row.document) as object), ...summaryOf(row) };
  });

  http.get("/estimators/:id/file", { schema: { tags: ["estimators"], summary: "A trained estimator as a file, the one that `inversa train` writes and `inversa estimate` opens", params, produces: ["application/octet-stream"] } }, async (request, reply) => {
    const { estimator, sha256, bytes } = required(await fileOf(request), absent(request.params.id));
    return reply.type("application/octet-stream").header("content-disposition", `attachment; filename="${estimator.replaceAll(/[^A-Za-z0-9-]/g, "-")}-${sha256.slice(0, 12)}.safetensors"`).send(Buffer.from(bytes));
  });

  http.delete("/estimators/:id", { schema: { tags: ["estimators"], summary: "Forget a trained estimator; what it estimated stays", params, response: { 204: z.null() } } }, async (request, reply) => {
    const { db, workspace, trainedId } = askedOf(request);
    required(await db.deleteFrom("trained_estimators").where("workspace_id", "=", workspace).where("id", "=", trainedId).returning("id").executeTakeFirst(), absent(trainedId));
    return reply.code(204).send(null);
  });
}

const isTrained = (asked: string): boolean => id.safeParse(asked).success;

const absent = (asked: string): string => `there is no trained estimator ${asked}`;

/** Whose trained estimator is asked for. @throws InputError `not-found`; `request-invalid` for the name of a kind. */
function askedOf(request: Asking): { readonly db: Database; readonly workspace: string; readonly trainedId: string } {
  const { scope, params: { id: trainedId } } = request;
  if (!isTrained(trainedId) && scope.get(appToken).estimators.has(trainedId)) {
    throw new InputError("request-invalid", { where: `estimator ${trainedId}`, what: "this is a kind of estimator, which knows no tests before it is trained", expected: "the id of a trained one", next: "GET /trained-estimators lists them; a run of a study that uses this kind leaves one" });
  }
  return { db: scope.get(databaseToken), workspace: workspaceOf(request), trainedId };
}

function fileOf(request: Asking) {
  const { db, workspace, trainedId } = askedOf(request);
  return db.selectFrom("trained_estimators").select(["estimator", "sha256", "bytes"]).where("workspace_id", "=", workspace).where("id", "=", trainedId).executeTakeFirst();
}

const summaryOf = ({ id: trainedId, estimator, name, model, study_id, run_id, sha256, size, created_at }: Awaited<ReturnType<ReturnType<typeof selectTrained>["executeTakeFirstOrThrow"]>>): z.infer<typeof trainedSummary> =>
  ({ id: trainedId, estimator, name, model, study: study_id, run: run_id, sha256, size, createdAt: created_at.toISOString() });
