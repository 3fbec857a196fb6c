import { InputError } from "@inversa/core";
import type { FastifyRequest } from "fastify";
import { type ExpressionBuilder, type RawBuilder, sql } from "kysely";
import { jsonArrayFrom, jsonBuildObject } from "kysely/helpers/postgres";
import { z } from "zod";
import type { Database, Tables } from "../database/tables.ts";
import type { AcceptedRun } from "../runs/queue.ts";
import { databaseToken, queueToken } from "../services.ts";
import { json, required, workspaceOf, type Http } from "./context.ts";
import { idFor } from "./idempotency.ts";
import { asText, pageText, timeText } from "./pages.ts";
import { estimate, id, idempotency, pageOf, paging, type problem, run, runStatus } from "./schemas.ts";
import { studyOf } from "./study-routes.ts";

const params = z.object({ id });

/** Runs of kept studies: accepted once, ended once, followed by their events. */
export function runRoutes(http: Http): void {
  const accept = async (request: FastifyRequest, studyId: string, more: Pick<AcceptedRun, "retryOf" | "only">) => {
    const { scope } = request;
    const [db, workspaceId] = [scope.get(databaseToken), workspaceOf(request)];
    const runId = await idFor(request);
    await scope.get(queueToken).accept({ id: runId, workspaceId, studyId, ...more });
    return runText(db, workspaceId, runId);
  };

  http.post("/runs", { schema: { tags: ["runs"], summary: "Run a study, or its training alone", headers: idempotency, body: z.strictObject({ study: id, only: z.enum(["train"]).optional().describe("trains the learned estimators of the study, of which nothing need be measured") }), response: { 202: run } } }, async (request, reply) => {
    const { id: studyId } = await studyOf(request.scope.get(databaseToken), workspaceOf(request), request.body.study);
    return json(reply.code(202), await accept(request, studyId, { only: request.body.only }));
  });

  http.get("/runs", { schema: { tags: ["runs"], summary: "Runs, newest first", querystring: z.object({ ...paging, status: runStatus.optional(), study: id.optional() }), response: { 200: pageOf(run) } } }, async (request, reply) => {
    const { limit, before, status, study } = request.query;
    const db = request.scope.get(databaseToken);
    const rows = db.selectFrom("runs").where("workspace_id", "=", workspaceOf(request))
      .$if(before !== undefined, (q) => q.where("seq", "<", before!)).$if(status !== undefined, (q) => q.where("status", "=", status!)).$if(study !== undefined, (q) => q.where("study_id", "=", study!))
      .orderBy("seq", "desc").limit(limit + 1).select((e) => ["seq", document(e).as("item")]);
    return json(reply, await pageText(db, limit, rows));
  });

  http.get("/runs/:id", { schema: { tags: ["runs"], summary: "One run", params, response: { 200: run } } }, async (request, reply) => json(reply, await runText(request.scope.get(databaseToken), workspaceOf(request), request.params.id)));

  http.post("/runs/:id/cancel", { schema: { tags: ["runs"], summary: "Stop a run; finished stages are kept for the next run of its study", params, response: { 202: run } } }, async (request, reply) => {
    const db = request.scope.get(databaseToken);
    const { id: runId, status } = await runOf(db, workspaceOf(request), request.params.id);
    if ((await request.scope.get(queueToken).cancel(runId)) === undefined) throw new InputError("conflict", { where: `run ${runId}`, what: `it has ended already (${status})`, expected: "a run that waits or is in work" });
    return json(reply.code(202), await runText(db, workspaceOf(request), runId));
  });

  http.post("/runs/:id/retry", { schema: { tags: ["runs"], summary: "Run a study again whose run failed or was cancelled; finished stages are reused", params, headers: idempotency, response: { 202: run } } }, async (request, reply) => {
    const { id: runId, status, study_id, stage } = await runOf(request.scope.get(databaseToken), workspaceOf(request), request.params.id);
    if (status !== "failed" && status !== "cancelled") throw new InputError("conflict", { where: `run ${runId}`, what: `it is ${status}`, expected: "a run that failed or was cancelled" });
    return json(reply.code(202), await accept(request, study_id, { retryOf: runId, only: stage ?? undefined }));
  });

  http.delete("/runs/:id", { schema: { tags: ["runs"], summary: "Forget a run with its events, estimates and files; trained estimators that it left stay. Refused until it has ended", params, response: { 204: z.null() } } }, async (request, reply) => {
    const [db, workspace] = [request.scope.get(databaseToken), workspaceOf(request)];
    const { id: runId } = await runOf(db, workspace, request.params.id);
    const forgotten = await db.deleteFrom("runs").where("id", "=", runId).where("status", "not in", ["queued", "running"]).returning("id").executeTakeFirst();
    if (!forgotten) throw new InputError("conflict", { where: `run ${runId}`, what: "it has not ended", expected: "a run that is done, failed or cancelled", next: "Cancel it first" });
    return reply.code(204).send(null);
  });

  http.get("/runs/:id/estimates", { schema: { tags: ["runs"], summary: "The estimates of a run, the main one first", params, response: { 200: z.object({ items: z.array(estimate) }) } } }, async (request, reply) => {
    const db = request.scope.get(databaseToken);
    const { id: runId } = await runOf(db, workspaceOf(request), request.params.id);
    const rows = await db.selectFrom("estimates").select("document").where("run_id", "=", runId).orderBy("position").execute();
    // Written once, when the run ended: sent as it was written.
    return json(reply, `{"items":[${rows.map(({ document }) => document).join(",")}]}`);
  });
}

const find = (db: Database, workspace: string, runId: string) => db.selectFrom("runs").where("workspace_id", "=", workspace).where("id", "=", runId);

const absent = (runId: string): string => `there is no run ${runId}`;

export const runOf = async (db: Database, workspace: string, runId: string) => required(await find(db, workspace, runId).selectAll().executeTakeFirst(), absent(runId));

const runText = async (db: Database, workspace: string, runId: string): Promise<string> =>
  required(await find(db, workspace, runId).select((e) => asText(document(e)).as("text")).executeTakeFirst(), absent(runId)).text;

/** A run as the API shows it, with the names of what it left. */
const document = ({ ref, selectFrom }: ExpressionBuilder<Tables, "runs">): RawBuilder<z.infer<typeof run>> => jsonBuildObject({
  id: ref("runs.id"), study: ref("study_id"), only: ref("stage"), status: ref("status"), retryOf: ref("retry_of"), attempts: ref("attempts"), stopping: sql<boolean>`${ref("status")} = 'running' and ${ref("cancel_requested")}`,
  error: sql<z.infer<typeof problem> | null>`${ref("error")}::json`, createdAt: timeText(ref("runs.created_at")), startedAt: timeText(ref("started_at")), finishedAt: timeText(ref("finished_at")),
  estimates: jsonArrayFrom(selectFrom("estimates").select(["id", "estimator"]).whereRef("run_id", "=", "runs.id").orderBy("position")),
  trained: jsonArrayFrom(selectFrom("trained_estimators").select(["id", "estimator"]).whereRef("run_id", "=", "runs.id").orderBy("position")),
  artefacts: sql<string[]>`(select coalesce(json_agg(name order by name), '[]') from artefacts where run_id = ${ref("runs.id")})`,
});
