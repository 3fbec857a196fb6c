import { InputError } from "@inversa/core";
import type { ExpressionBuilder, RawBuilder } from "kysely";
import { jsonBuildObject } from "kysely/helpers/postgres";
import { z } from "zod";
import { forgetContents } from "../database/contents.ts";
import type { Database, Tables } from "../database/tables.ts";
import { databaseToken, foldersToken, limitsToken } from "../services.ts";
import type { NamedContent } from "../study-folders.ts";
import { given, json, required, workspaceOf, type Http } from "./context.ts";
import { apartByName, namedFiles } from "./file-routes.ts";
import { idFor } from "./idempotency.ts";
import { besideServerWith } from "./beside.ts";
import { pageText, timeText } from "./pages.ts";
import { anything, apart, fileIds, id, idempotency, pageOf, paging, saidOfFiles, study, studySummary } from "./schemas.ts";

const checked = z.object({ study: anything, readings: z.array(anything), identifiability: anything.nullable().describe("null: measured pairs") });
const files = fileIds.describe("ids of uploaded files; the study names them by their names");

/** Studies: proposed from files, kept as text that never changes, checked before anything is run. */
export function studyRoutes(http: Http): void {
  http.post("/studies/propose", {
    config: { access: "read" },
    schema: {
      tags: ["studies"], summary: "A study file proposed for these data, every choice written out; nothing is kept",
      body: z.strictObject({
        model: z.string(), files: files.min(1), name: z.string().max(200).optional(), estimator: z.string().optional(), preset: z.string().optional(), options: anything.optional(),
        ...saidOfFiles, apart, samples: z.int().min(10).optional(), seed: z.int().min(0).optional(),
      }),
      response: { 200: z.object({ text: z.string(), readings: z.array(anything), remarks: z.array(z.string()) }) },
    },
  }, async (request, reply) => {
    const { scope, body: { files: ids, apart: own = {}, ...asked } } = request;
    const named = await namedFiles(scope.get(databaseToken), workspaceOf(request), ids);
    return json(reply, await besideServerWith(request, reply, named, "propose", { samples: scope.get(limitsToken).samples, asked: given(asked), apart: apartByName(ids, named, own) }));
  });

  http.post("/studies/check", {
    config: { access: "read" },
    schema: { tags: ["studies"], summary: "The same as the check of a kept study, for a text that is not kept", body: z.strictObject({ text: z.string().min(1), files }), response: { 200: checked } },
  }, async (request, reply) => {
    const { scope, body: { text, files: ids } } = request;
    const named = await namedFiles(scope.get(databaseToken), workspaceOf(request), ids);
    return json(reply, await besideServerWith(request, reply, named, "check", { text, samples: scope.get(limitsToken).samples }));
  });

  http.post("/studies", {
    schema: { tags: ["studies"], summary: "Keep a study that was checked to be valid", headers: idempotency, body: z.strictObject({ text: z.string().min(1), files }), response: { 201: study } },
  }, async (request, reply) => {
    const { scope, body: { text, files: ids } } = request;
    const [db, workspace] = [scope.get(databaseToken), workspaceOf(request)];
    const named = await namedFiles(db, workspace, ids);
    const { name, model } = await besideServerWith(request, reply, named, "resolve", { text, samples: scope.get(limitsToken).samples });
    const studyId = await idFor(request);
    await db.transaction().execute(async (trx) => {
      const made = await trx.insertInto("studies").values({ id: studyId, workspace_id: workspace, name, model, text }).onConflict((c) => c.doNothing()).returning("id").executeTakeFirst();
      if (made && named.length > 0) await trx.insertInto("study_files").values(named.map((one) => ({ study_id: studyId, ...one }))).execute();
    });
    return reply.code(201).send(await shown(db, await studyOf(db, workspace, studyId)));
  });

  http.get("/studies", { schema: { tags: ["studies"], summary: "Kept studies, newest first", querystring: z.object(paging), response: { 200: pageOf(studySummary) } } }, async (request, reply) => {
    const { limit, before } = request.query;
    const db = request.scope.get(databaseToken);
    const rows = db.selectFrom("studies").where("workspace_id", "=", workspaceOf(request)).$if(before !== undefined, (q) => q.where("seq", "<", before!)).orderBy("seq", "desc").limit(limit + 1)
      .select((e) => ["seq", summaryOf(e).as("item")]);
    return json(reply, await pageText(db, limit, rows));
  });

  http.get("/studies/:id", { schema: { tags: ["studies"], summary: "One study with its text", params: z.object({ id }), response: { 200: study } } }, async (request) => {
    const db = request.scope.get(databaseToken);
    return shown(db, await studyOf(db, workspaceOf(request), request.params.id));
  });

  http.delete("/studies/:id", { schema: { tags: ["studies"], summary: "Forget a study and its finished stages; refused while it has runs", params: z.object({ id }), response: { 204: z.null() } } }, async (request, reply) => {
    const { scope, params: { id: studyId } } = request;
    const db = scope.get(databaseToken);
    await studyOf(db, workspaceOf(request), studyId);
    await db.transaction().execute(async (trx) => {
      // Nobody accepts a run of it meanwhile.
      await trx.selectFrom("studies").select("id").where("id", "=", studyId).forUpdate().execute();
      const { runs } = await trx.selectFrom("runs").select(({ fn }) => fn.countAll<string>().as("runs")).where("study_id", "=", studyId).executeTakeFirstOrThrow();
      if (Number(runs) > 0) throw new InputError("conflict", { where: `study ${studyId}`, what: `it has ${runs} run${Number(runs) === 1 ? "" : "s"}, whose estimates rest on it`, expected: "a study without runs", next: `Delete them first: GET /runs?study=${studyId} lists them` });
      const files = await trx.deleteFrom("study_files").where("study_id", "=", studyId).returning("sha256").execute();
      await trx.deleteFrom("studies").where("id", "=", studyId).execute();
      await forgetContents(trx, files.map(({ sha256 }) => sha256));
    });
    await scope.get(foldersToken).forget(studyId);
    return reply.code(204).send(null);
  });

  http.post("/studies/:id/check", {
    config: { access: "read" },
    schema: { tags: ["studies"], summary: "How well each parameter can be determined by these tests, before anything is estimated", params: z.object({ id }), response: { 200: checked } },
  }, async (request, reply) => {
    const db = request.scope.get(databaseToken);
    const { id: studyId, text } = await studyOf(db, workspaceOf(request), request.params.id);
    return json(reply, await besideServerWith(request, reply, await filesOf(db, studyId), "check", { text, samples: request.scope.get(limitsToken).samples }));
  });
}

export const studyOf = async (db: Database, workspace: string, studyId: string) =>
  required(await db.selectFrom("studies").selectAll().where("workspace_id", "=", workspace).where("id", "=", studyId).executeTakeFirst(), `there is no study ${studyId}`);

const summaryOf = ({ ref }: ExpressionBuilder<Tables, "studies">): RawBuilder<z.infer<typeof studySummary>> => jsonBuildObject({ id: ref("id"), name: ref("name"), model: ref("model"), createdAt: timeText(ref("created_at")) });

const filesOf = (db: Database, studyId: string): Promise<NamedContent[]> => db.selectFrom("study_files").select(["name", "sha256"]).where("study_id", "=", studyId).orderBy("name").execute();

const shown = async (db: Database, { id: studyId, name, model, text, created_at }: Awaited<ReturnType<typeof studyOf>>): Promise<z.infer<typeof study>> => ({ id: studyId, name, model, text, files: await filesOf(db, studyId), createdAt: created_at.toISOString() });
