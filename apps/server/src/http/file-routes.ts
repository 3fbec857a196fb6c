import { InputError } from "@inversa/core";
import { jsonBuildObject } from "kysely/helpers/postgres";
import type { ExpressionBuilder, RawBuilder } from "kysely";
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { z } from "zod";
import { forgetContents, keepContent } from "../database/contents.ts";
import type { Database, Tables } from "../database/tables.ts";
import { requireFileName } from "../own-files.ts";
import { databaseToken, demoToken, limitsToken } from "../services.ts";
import type { NamedContent } from "../study-folders.ts";
import type { SaidOfFiles } from "../work/tasks.ts";
import { given, json, notFound, required, workspaceOf, type Http } from "./context.ts";
import { besideServerWith } from "./beside.ts";
import { anything, apart, file, fileIds, id, pageOf, paging, saidOfFiles } from "./schemas.ts";
import { sends } from "./describe.ts";
import { asText, pageText, timeText } from "./pages.ts";
import { uploadedFiles } from "./uploads.ts";

/** Uploads: kept by their SHA-256, named by what they were called, seen by their workspace only. */
export function fileRoutes(http: Http): void {
  http.post("/files", { schema: { tags: ["files"], summary: "Upload measured files", consumes: ["multipart/form-data"], response: { 201: z.object({ items: z.array(file) }) } } }, async (request, reply) => {
    const [db, limits, workspace] = [request.scope.get(databaseToken), request.scope.get(limitsToken), workspaceOf(request)];
    const uploads = (await uploadedFiles(request, { ...limits, bytes: limits.uploadBytes })).map(({ sent, bytes }) => ({ name: requireFileName(sent), bytes }));
    return reply.code(201).send({ items: await keep(db, workspace, uploads) });
  });

  http.post("/demo", { schema: { tags: ["files"], summary: "Upload measured files that ship with Inversa, to try it with", response: { 201: z.object({ items: z.array(file) }) } } }, async (request, reply) => {
    const demo = request.scope.get(demoToken);
    if (demo.length === 0) throw notFound("this server has no files to try it with");
    const uploads = await Promise.all(demo.map(async (path) => ({ name: basename(path), bytes: await readFile(path) })));
    return reply.code(201).send({ items: await keep(request.scope.get(databaseToken), workspaceOf(request), uploads) });
  });

  http.get("/files", { schema: { tags: ["files"], summary: "Uploaded files, newest first", querystring: z.object(paging), response: { 200: pageOf(file) } } }, async (request, reply) => {
    const { limit, before } = request.query;
    const db = request.scope.get(databaseToken);
    const rows = select(db, workspaceOf(request)).select((e) => ["files.seq", document(e).as("item")]).$if(before !== undefined, (q) => q.where("files.seq", "<", before!)).orderBy("files.seq", "desc").limit(limit + 1);
    return json(reply, await pageText(db, limit, rows));
  });

  http.get("/files/:id", { schema: { tags: ["files"], summary: "One uploaded file", params: z.object({ id }), response: { 200: file } } }, async (request, reply) => {
    const found = await select(request.scope.get(databaseToken), workspaceOf(request)).where("files.id", "=", request.params.id).select((e) => asText(document(e)).as("text")).executeTakeFirst();
    return json(reply, required(found, "there is no such file").text);
  });

  http.get("/files/:id/content", { schema: { tags: ["files"], summary: "The bytes of a file, as they were uploaded", params: z.object({ id }), response: { 200: sends("the file", "application/octet-stream") } } }, async (request, reply) => {
    const { name, bytes } = required(await select(request.scope.get(databaseToken), workspaceOf(request)).select(["files.name", "contents.bytes"]).where("files.id", "=", request.params.id).executeTakeFirst(), "there is no such file");
    return reply.type("application/octet-stream").header("content-disposition", `attachment; filename*=UTF-8''${encodeURIComponent(name).replaceAll(/['()*]/g, (sign) => `%${sign.codePointAt(0)!.toString(16).toUpperCase()}`)}`).send(Buffer.from(bytes) as never);
  });

  http.delete("/files/:id", { schema: { tags: ["files"], summary: "Forget a file; refused while a study names it", params: z.object({ id }), response: { 204: z.null() } } }, async (request, reply) => {
    const [db, workspace] = [request.scope.get(databaseToken), workspaceOf(request)];
    await db.transaction().execute(async (trx) => {
      const { name, sha256 } = required(await trx.deleteFrom("files").where("workspace_id", "=", workspace).where("id", "=", request.params.id).returning(["name", "sha256"]).executeTakeFirst(), "there is no such file");
      const user = await trx.selectFrom("study_files").innerJoin("studies", "studies.id", "study_files.study_id").select(["studies.id", "studies.name"])
        .where("studies.workspace_id", "=", workspace).where("study_files.name", "=", name).where("study_files.sha256", "=", sha256).executeTakeFirst();
      if (user) throw new InputError("conflict", { where: `file ${name}`, what: `the study "${user.name}" (${user.id}) names it`, expected: "a file that no study names", next: "Delete the study first" });
      await forgetContents(trx, [sha256]);
    });
    return reply.code(204).send(null);
  });

  http.post("/files/preview", {
    config: { access: "read" },
    schema: {
      tags: ["files"], summary: "What is recognised in files, and what is asked",
      body: z.strictObject({ files: fileIds.min(1), ...saidOfFiles, apart }),
      response: { 200: z.object({ readings: z.array(anything) }) },
    },
  }, async (request, reply) => {
    const { scope, body: { files: ids, apart: own = {}, ...asked } } = request;
    const files = await namedFiles(scope.get(databaseToken), workspaceOf(request), ids);
    return json(reply, await besideServerWith(request, reply, files, "preview", { asked: given(asked), apart: apartByName(ids, files, own) }));
  });
}

interface Upload {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Keeps files for a workspace: their contents once, whoever sends them. */
export const keep = (db: Database, workspace: string, uploads: readonly Upload[]): Promise<z.infer<typeof file>[]> => db.transaction().execute(async (trx) => {
  const items: z.infer<typeof file>[] = [];
  for (const { name, bytes } of uploads) {
    const sha256 = await keepContent(trx, bytes);
    const row = await trx.insertInto("files").values({ id: randomUUID(), workspace_id: workspace, name, sha256 }).returning(["id", "created_at"]).executeTakeFirstOrThrow();
    items.push({ id: row.id, name, size: bytes.length, sha256, createdAt: row.created_at.toISOString() });
  }
  return items;
});

const select = (db: Database, workspace: string) => db.selectFrom("files").innerJoin("contents", "contents.sha256", "files.sha256").where("files.workspace_id", "=", workspace);

const document = ({ ref }: ExpressionBuilder<Tables, "files" | "contents">): RawBuilder<z.infer<typeof file>> =>
  jsonBuildObject({ id: ref("files.id"), name: ref("files.name"), size: ref("contents.size"), sha256: ref("files.sha256"), createdAt: timeText(ref("files.created_at")) });

/** What is said of single files, by the names under which they are laid out. @throws InputError `request-invalid`. */
export function apartByName(ids: readonly string[], files: readonly NamedContent[], own: NonNullable<z.infer<typeof apart>>): Readonly<Record<string, SaidOfFiles>> {
  const known = [...new Set(ids)];
  return Object.fromEntries(Object.entries(own).map(([one, said]) => {
    const name = files[known.indexOf(one)]?.name;
    if (name === undefined) throw new InputError("request-invalid", { where: "apart", what: `${one} is not among the files`, expected: "ids of `files`" });
    return [name, given(said)];
  }));
}

/** Files of a workspace in the order of their ids, each name once. @throws InputError `not-found`, `conflict`. */
export async function namedFiles(db: Database, workspace: string, ids: readonly string[]): Promise<readonly NamedContent[]> {
  if (ids.length === 0) return [];
  const rows = await db.selectFrom("files").select(["id", "name", "sha256"]).where("workspace_id", "=", workspace).where("id", "in", [...ids]).execute();
  const files = [...new Set(ids)].map((one) => required(rows.find((row) => row.id === one), `there is no file ${one}`));
  const twice = files.find(({ name }, i) => files.findIndex((other) => other.name === name) !== i);
  if (twice) throw new InputError("conflict", { where: "files", what: `two of them are called "${twice.name}"`, expected: "names that tell them apart", next: "Rename one and upload it again" });
  return files.map(({ name, sha256 }) => ({ name, sha256 }));
}
