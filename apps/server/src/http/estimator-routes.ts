import { InputError } from "@inversa/core";
import { appToken, secondStep, typedData } from "@inversa/runtime";
import type { FastifyRequest } from "fastify";
import type { ExpressionBuilder, RawBuilder } from "kysely";
import { jsonBuildObject } from "kysely/helpers/postgres";
import { z } from "zod";
import type { Database, Tables } from "../database/tables.ts";
import type { Question } from "../estimators/asking.ts";
import { keepTrained, selectTrained } from "../estimators/trained-rows.ts";
import { answeringToken, databaseToken, limitsToken, trainedLookupToken } from "../services.ts";
import { besideServer, besideServerWith } from "./beside.ts";
import { entry, estimatorKinds } from "./catalogue-routes.ts";
import { given, json, required, workspaceOf, type Http } from "./context.ts";
import { sends } from "./describe.ts";
import { namedFiles } from "./file-routes.ts";
import { pageText, timeText } from "./pages.ts";
import { anything, estimate, fileIds, id, pageOf, paging, quantities, trained, trainedSummary } from "./schemas.ts";
import { uploadedFiles } from "./uploads.ts";

const params = z.object({ id: z.string() });
const question = z.strictObject({
  observations: z.array(typedData).min(1).max(100).optional().describe("measured tests, each as under `data` of a study file: protocol, conditions, axis, responses with null for gaps"),
  rows: z.array(z.strictObject({ id: z.string().optional(), group: z.string().optional(), series: z.record(z.string(), z.array(z.number())) })).min(1).max(1000).optional().describe("in place of tests, for an estimator that was trained on measured pairs: the series of each row"),
  files: fileIds.min(1).optional().describe("ids of uploaded files that hold them"), source: z.string().optional(), settings: anything.optional(), conditions: quantities.optional().describe("of every file"),
  verify: z.boolean().default(true).describe("whether the model is run with the answer and held against the data"),
  bands: z.boolean().default(false).describe("whether the predicted curves get 95 % bands, which take the model some hundred runs"),
  // oxlint-disable-next-line unicorn/no-thenable -- the word of a study file; never awaited
  then: secondStep.optional().describe("a direct estimator that starts from the trained one's answer, as in a study file: `least-squares`, or `{\"id\": ..., \"settings\": {...}}`; it runs the model, so the answer takes as long as that does"),
});
const pairsAnswer = z.looseObject({
  schema: z.literal(1), name: z.string(), estimator: z.string(),
  rows: z.array(z.looseObject({ id: z.string(), targets: z.record(z.string(), z.looseObject({ value: z.number(), interval95: z.tuple([z.number(), z.number()]), unit: z.string() })), strangeness: z.number().describe("above 1 the row is unlike everything trained on") })),
}).describe("of an estimator trained on measured pairs");

type Asking = FastifyRequest<{ Params: { id: string } }>;

/**
 * Trained estimators: left by runs or uploaded, seen by their workspace only. Each is one of the estimators, by its id; the variant's kinds are the others, by their names.
 */
export function estimatorRoutes(http: Http): void {
  http.get("/trained-estimators", { schema: { tags: ["estimators"], summary: "Trained estimators, newest first", querystring: z.object({ ...paging, estimator: z.string().optional(), model: z.string().optional() }), response: { 200: pageOf(trainedSummary) } } }, async (request, reply) => {
    const { limit, before, estimator, model } = request.query;
    const db = request.scope.get(databaseToken);
    const rows = selectTrained(db, workspaceOf(request))
      .$if(before !== undefined, (q) => q.where("seq", "<", before!)).$if(estimator !== undefined, (q) => q.where("estimator", "=", estimator!)).$if(model !== undefined, (q) => q.where("model", "=", model!))
      .orderBy("seq", "desc").limit(limit + 1).select((e) => ["seq", summary(e).as("item")]);
    return json(reply, await pageText(db, limit, rows));
  });

  http.get("/estimators/:id", { schema: { tags: ["estimators"], summary: "One estimator: a kind of the variant by its name, or a trained one by its id", params, response: { 200: z.union([trained, entry]) } } }, async (request) => {
    const { scope, params: { id: asked } } = request;
    if (!isTrained(asked)) return estimatorKinds.one(scope.get(appToken), asked);
    const row = required(await selectTrained(scope.get(databaseToken), workspaceOf(request)).select((e) => ["document", summary(e).as("summary")]).where("id", "=", asked).executeTakeFirst(), absent(asked));
    return { ...(JSON.parse(row.document) as object), ...row.summary };
  });

  http.get("/estimators/:id/file", { schema: { tags: ["estimators"], summary: "A trained estimator as a file, the one that `inversa train` writes and `inversa estimate` opens", params, response: { 200: sends("safetensors", "application/octet-stream") } } }, async (request, reply) => {
    const { estimator, sha256, bytes } = required(await fileOf(request), absent(request.params.id));
    return reply.type("application/octet-stream").header("content-disposition", `attachment; filename="${estimator.replaceAll(/[^A-Za-z0-9-]/g, "-")}-${sha256.slice(0, 12)}.safetensors"`).send(Buffer.from(bytes) as never);
  });

  http.post("/estimators/:id/estimate", {
    config: { access: "read" },
    schema: { tags: ["estimators"], summary: "Ask a trained estimator about measured tests: answered in milliseconds, many at once, unless a second step (`then`) is asked for; nothing is kept", params, body: question, response: { 200: z.union([estimate, pairsAnswer]) } },
  }, async (request, reply) => {
    const { body: { observations: typed = [], rows: sent = [], files = [], verify, bands, then, ...reading } } = request;
    if (typed.length + sent.length + files.length === 0) throw new InputError("request-invalid", { where: "body", what: "it names nothing that was measured", expected: "observations, rows, or ids of uploaded files" });
    const { db, workspace, trainedId } = askedOf(request);
    const kept = required(await request.scope.get(trainedLookupToken).find(workspace, trainedId), absent(trainedId));
    const named = await namedFiles(db, workspace, files);
    const observations = named.length > 0 && kept.model !== null ? await besideServerWith(request, reply, named, "read", { ...given(reading), model: kept.model }) : [];
    const read = named.length > 0 && kept.model === null ? { read: await besideServerWith(request, reply, named, "readRows", { study: await studyBehind(db, trainedId) }) } : {};
    const bytes = async () => required(await fileOf(request), absent(trainedId)).bytes;
    const asked: Question = { observations, typed: typed as Question["typed"], sent, ...read, verify, bands };
    if (then === undefined) return json(reply, await request.scope.get(answeringToken).estimate({ sha256: kept.sha256, size: kept.size, bytes }, asked));
    // oxlint-disable-next-line unicorn/no-thenable -- the word of a study file; never awaited
    return json(reply, await besideServer(request, reply, "polish", { bytes: await bytes(), question: { ...asked, then } }));
  });

  http.post("/trained-estimators", {
    schema: { tags: ["estimators"], summary: "Upload an estimator that was trained elsewhere: the file that `inversa train` writes", consumes: ["multipart/form-data"], response: { 201: trained } },
  }, async (request, reply) => {
    const [db, limits, workspaceId] = [request.scope.get(databaseToken), request.scope.get(limitsToken), workspaceOf(request)];
    const [{ bytes }] = await uploadedFiles(request, { files: 1, fileBytes: limits.uploadBytes, bytes: limits.uploadBytes });
    const document = await request.scope.get(answeringToken).describe(bytes);
    const trainedId = await keepTrained(db, { document, bytes, workspaceId });
    const kept = await selectTrained(db, workspaceId).select((e) => summary(e).as("summary")).where("id", "=", trainedId).executeTakeFirstOrThrow();
    return reply.code(201).send({ ...document, ...kept.summary });
  });

  http.delete("/estimators/:id", { schema: { tags: ["estimators"], summary: "Forget a trained estimator; what it estimated stays", params, response: { 204: z.null() } } }, async (request, reply) => {
    const { db, workspace, trainedId } = askedOf(request);
    required(await db.deleteFrom("trained_estimators").where("workspace_id", "=", workspace).where("id", "=", trainedId).returning("id").executeTakeFirst(), absent(trainedId));
    request.scope.get(trainedLookupToken).forget(trainedId);
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

/** What a study of measured pairs asks, by its trained estimator. */
async function studyBehind(db: Database, trainedId: string): Promise<unknown> {
  const { document } = await db.selectFrom("trained_estimators").select("document").where("id", "=", trainedId).executeTakeFirstOrThrow();
  return (JSON.parse(document) as { readonly problem: unknown }).problem;
}

const summary = ({ ref }: ExpressionBuilder<Tables, "trained_estimators">): RawBuilder<z.infer<typeof trainedSummary>> => jsonBuildObject({
  id: ref("id"), estimator: ref("estimator"), name: ref("name"), model: ref("model"), study: ref("study_id"), run: ref("run_id"), sha256: ref("sha256"), size: ref("size"), createdAt: timeText(ref("created_at")),
});
