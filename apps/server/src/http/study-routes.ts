import { appToken, identifiability, nameOf, proposeStudy, readingsDocument, resolveStudy } from "@inversa/runtime";
import { z } from "zod";
import type { Database } from "../database/tables.ts";
import { databaseToken, foldersToken, limitsToken } from "../services.ts";
import { type NamedContent, requireOwnFiles } from "../study-folders.ts";
import { required, workspaceOf, type Http } from "./context.ts";
import { namedFiles } from "./file-routes.ts";
import { idFor } from "./idempotency.ts";
import { anything, id, idempotency, pageOf, paging, study, studySummary } from "./schemas.ts";

const files = z.array(id).max(200).describe("ids of uploaded files; the study names them by their names");

/** Studies: proposed from files, kept as text that never changes, checked before anything is run. */
export function studyRoutes(http: Http): void {
  http.post("/studies/propose", {
    config: { access: "read" },
    schema: {
      tags: ["studies"], summary: "A study file proposed for these data, every choice written out; nothing is kept",
      body: z.strictObject({
        model: z.string(), files: files.min(1), name: z.string().max(200).optional(), estimator: z.string().optional(), preset: z.string().optional(), options: anything.optional(),
        conditions: z.record(z.string(), z.number()).optional(), source: z.string().optional(), settings: anything.optional(), samples: z.int().min(10).optional(), seed: z.int().min(0).optional(),
      }),
      response: { 200: z.object({ text: z.string(), readings: z.array(anything), remarks: z.array(z.string()) }) },
    },
  }, async (request) => {
    const { scope, body: { files: ids, ...asked } } = request;
    const app = scope.get(appToken);
    const named = await namedFiles(scope.get(databaseToken), workspaceOf(request), ids);
    const said = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)) as Omit<Parameters<typeof proposeStudy>[1], "data">;
    // A path in an option would be opened before there is a study to look through.
    requireOwnFiles(app, JSON.stringify({ inversa: 1, model: asked.model, options: asked.options ?? {}, data: [{ files: named.map(({ name }) => name) }], estimate: {}, simulations: { samples: asked.samples ?? 10 } }), named.map(({ name }) => name), scope.get(limitsToken).samples);
    const { text, readings, remarks } = await scope.get(foldersToken).within(named, (folder) => proposeStudy(app, { ...said, data: named.map(({ name }) => name), folder }));
    return { text, readings: readingsDocument(readings) as Record<string, unknown>[], remarks: [...remarks] };
  });

  http.post("/studies", {
    schema: { tags: ["studies"], summary: "Keep a study that was checked to be valid", headers: idempotency, body: z.strictObject({ text: z.string().min(1), files }), response: { 201: study } },
  }, async (request, reply) => {
    const { scope, body: { text, files: ids } } = request;
    const [app, db, workspace] = [scope.get(appToken), scope.get(databaseToken), workspaceOf(request)];
    const named = await namedFiles(db, workspace, ids);
    const asked = requireOwnFiles(app, text, named.map(({ name }) => name), scope.get(limitsToken).samples);
    const { name, model } = await scope.get(foldersToken).within(named, (folder) => resolveStudy(app, asked, folder));
    const studyId = await idFor(request);
    await db.transaction().execute(async (trx) => {
      const made = await trx.insertInto("studies").values({ id: studyId, workspace_id: workspace, name, model: model.id, text }).onConflict((c) => c.doNothing()).returning("id").executeTakeFirst();
      if (made && named.length > 0) await trx.insertInto("study_files").values(named.map((one) => ({ study_id: studyId, ...one }))).execute();
    });
    return reply.code(201).send(await shown(db, await studyOf(db, workspace, studyId)));
  });

  http.get("/studies", { schema: { tags: ["studies"], summary: "Kept studies, newest first", querystring: z.object(paging), response: { 200: pageOf(studySummary) } } }, async (request) => {
    const { limit, before } = request.query;
    const rows = await request.scope.get(databaseToken).selectFrom("studies").select(["id", "seq", "name", "model", "created_at"]).where("workspace_id", "=", workspaceOf(request))
      .$if(before !== undefined, (q) => q.where("seq", "<", before!)).orderBy("seq", "desc").limit(limit + 1).execute();
    return { items: rows.slice(0, limit).map((row) => ({ id: row.id, name: row.name, model: row.model, createdAt: row.created_at.toISOString() })), next: rows.length > limit ? rows[limit - 1]!.seq : null };
  });

  http.get("/studies/:id", { schema: { tags: ["studies"], summary: "One study with its text", params: z.object({ id }), response: { 200: study } } }, async (request) => {
    const db = request.scope.get(databaseToken);
    return shown(db, await studyOf(db, workspaceOf(request), request.params.id));
  });

  http.post("/studies/:id/check", {
    config: { access: "read" },
    schema: { tags: ["studies"], summary: "How well each parameter can be determined by these tests, before anything is estimated", params: z.object({ id }), response: { 200: z.object({ study: anything, readings: z.array(anything), identifiability: anything }) } },
  }, async (request) => {
    const { scope } = request;
    const [app, db] = [scope.get(appToken), scope.get(databaseToken)];
    const { id: studyId, text } = await studyOf(db, workspaceOf(request), request.params.id);
    const named = await filesOf(db, studyId);
    const resolved = await scope.get(foldersToken).within(named, (folder) => resolveStudy(app, requireOwnFiles(app, text, named.map(({ name }) => name), scope.get(limitsToken).samples), folder));
    const { name, model, study: inverse, samples, hash, estimators, readings } = resolved;
    return {
      study: { name, model: model.id, hash, tests: inverse.observations.length, estimate: inverse.estimate, fixed: inverse.fixed, samples, estimators: estimators.map((choice) => nameOf(choice)), seed: inverse.seed },
      readings: readingsDocument(readings) as Record<string, unknown>[], identifiability: { ...identifiability(resolved) },
    };
  });
}

export const studyOf = async (db: Database, workspace: string, studyId: string) =>
  required(await db.selectFrom("studies").selectAll().where("workspace_id", "=", workspace).where("id", "=", studyId).executeTakeFirst(), `there is no study ${studyId}`);

const filesOf = (db: Database, studyId: string): Promise<NamedContent[]> => db.selectFrom("study_files").select(["name", "sha256"]).where("study_id", "=", studyId).orderBy("name").execute();

const shown = async (db: Database, { id: studyId, name, model, text, created_at }: Awaited<ReturnType<typeof studyOf>>): Promise<z.infer<typeof study>> => ({ id: studyId, name, model, text, files: await filesOf(db, studyId), createdAt: created_at.toISOString() });
