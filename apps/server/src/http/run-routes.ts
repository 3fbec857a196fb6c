import { InputError } from "@inversa/core";
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import type { Database } from "../database/tables.ts";
import type { AcceptedRun } from "../runs/queue.ts";
import { databaseToken, queueToken } from "../services.ts";
import { json, required, workspaceOf, type Http } from "./context.ts";
import { idFor } from "./idempotency.ts";
import { estimate, id, idempotency, pageOf, paging, run, runStatus } from "./schemas.ts";
import { studyOf } from "./study-routes.ts";

const params = z.object({ id });

/** Runs of kept studies: accepted once, ended once, followed by their events. */
export function runRoutes(http: Http): void {
  const accept = async (request: FastifyRequest, studyId: string, more: Pick<AcceptedRun, "retryOf" | "only">) => {
    const { scope } = request;
    const [db, workspaceId] = [scope.get(databaseToken), workspaceOf(request)];
    const runId = await idFor(request);
    await scope.get(queueToken).accept({ id: runId, workspaceId, studyId, ...more });
    return shown(db, await runOf(db, workspaceId, runId));
  };

  http.post("/runs", { schema: { tags: ["runs"], summary: "Run a study, or its training alone", headers: idempotency, body: z.strictObject({ study: id, only: z.enum(["train"]).optional().describe("trains the learned estimators of the study, of which nothing need be measured") }), response: { 202: run } } }, async (request, reply) => {
    const { id: studyId } = await studyOf(request.scope.get(databaseToken), workspaceOf(request), request.body.study);
    return reply.code(202).send(await accept(request, studyId, { only: request.body.only }));
  });

  http.get("/runs", { schema: { tags: ["runs"], summary: "Runs, newest first", querystring: z.object({ ...paging, status: runStatus.optional(), study: id.optional() }), response: { 200: pageOf(run) } } }, async (request) => {
    const { limit, before, status, study } = request.query;
    const db = request.scope.get(databaseToken);
    const rows = await db.selectFrom("runs").selectAll().where("workspace_id", "=", workspaceOf(request))
      .$if(before !== undefined, (q) => q.where("seq", "<", before!)).$if(status !== undefined, (q) => q.where("status", "=", status!)).$if(study !== undefined, (q) => q.where("study_id", "=", study!))
      .orderBy("seq", "desc").limit(limit + 1).execute();
    return { items: await allShown(db, rows.slice(0, limit)), next: rows.length > limit ? rows[limit - 1]!.seq : null };
  });

  http.get("/runs/:id", { schema: { tags: ["runs"], summary: "One run", params, response: { 200: run } } }, async (request) => {
    const db = request.scope.get(databaseToken);
    return shown(db, await runOf(db, workspaceOf(request), request.params.id));
  });

  http.post("/runs/:id/cancel", { schema: { tags: ["runs"], summary: "Stop a run; finished stages are kept for the next run of its study", params, response: { 202: run } } }, async (request, reply) => {
    const db = request.scope.get(databaseToken);
    const { id: runId, status } = await runOf(db, workspaceOf(request), request.params.id);
    if ((await request.scope.get(queueToken).cancel(runId)) === undefined) throw new InputError("conflict", { where: `run ${runId}`, what: `it has ended already (${status})`, expected: "a run that waits or is in work" });
    return reply.code(202).send(await shown(db, await runOf(db, workspaceOf(request), runId)));
  });

  http.post("/runs/:id/retry", { schema: { tags: ["runs"], summary: "Run a study again whose run failed or was cancelled; finished stages are reused", params, headers: idempotency, response: { 202: run } } }, async (request, reply) => {
    const { id: runId, status, study_id, stage } = await runOf(request.scope.get(databaseToken), workspaceOf(request), request.params.id);
    if (status !== "failed" && status !== "cancelled") throw new InputError("conflict", { where: `run ${runId}`, what: `it is ${status}`, expected: "a run that failed or was cancelled" });
    return reply.code(202).send(await accept(request, study_id, { retryOf: runId, only: stage ?? undefined }));
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

export const runOf = async (db: Database, workspace: string, runId: string) =>
  required(await db.selectFrom("runs").selectAll().where("workspace_id", "=", workspace).where("id", "=", runId).executeTakeFirst(), `there is no run ${runId}`);

type Row = Awaited<ReturnType<typeof runOf>>;

const shown = async (db: Database, row: Row): Promise<z.infer<typeof run>> => (await allShown(db, [row]))[0]!;

/** Runs as the API shows them; what they left is asked for once for all of them. */
async function allShown(db: Database, rows: readonly Row[]): Promise<z.infer<typeof run>[]> {
  const over = rows.filter(({ status }) => status === "done").map(({ id: runId }) => runId);
  const left = over.length === 0 ? undefined : {
    estimates: await db.selectFrom("estimates").select(["run_id", "id", "estimator"]).where("run_id", "in", over).orderBy("position").execute(),
    trained: await db.selectFrom("trained_estimators").select(["run_id", "id", "estimator"]).where("run_id", "in", over).orderBy("position").execute(),
    artefacts: await db.selectFrom("artefacts").select(["run_id", "name"]).where("run_id", "in", over).orderBy("name").execute(),
  };
  const leftBy = <T extends { readonly run_id: string | null }>(runId: string, all: readonly T[] = []): readonly T[] => all.filter((one) => one.run_id === runId);
  return rows.map((row) => ({
    id: row.id, study: row.study_id, only: row.stage, status: row.status, retryOf: row.retry_of, attempts: row.attempts, stopping: row.status === "running" && row.cancel_requested,
    error: row.error === null ? null : (JSON.parse(row.error) as NonNullable<z.infer<typeof run>["error"]>),
    createdAt: row.created_at.toISOString(), startedAt: row.started_at?.toISOString() ?? null, finishedAt: row.finished_at?.toISOString() ?? null,
    estimates: leftBy(row.id, left?.estimates).map(({ id: estimateId, estimator }) => ({ id: estimateId, estimator })),
    trained: leftBy(row.id, left?.trained).map(({ id: trainedId, estimator }) => ({ id: trainedId, estimator })),
    artefacts: leftBy(row.id, left?.artefacts).map(({ name }) => name),
  }));
}
