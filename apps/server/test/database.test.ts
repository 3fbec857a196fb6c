import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres } from "@inversa/testing/postgres";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { forgetContents, keepContent } from "../src/database/contents.ts";
import { lockFolder } from "../src/database/folder-lock.ts";
import { inspectDatabase } from "../src/database/inspect-database.ts";
import { migrations } from "../src/database/migrations.ts";
import { migrate, openDatabase } from "../src/database/open-database.ts";
import type { Database } from "../src/database/tables.ts";
import { databasesOf, kinds } from "./databases.ts";

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "inversa-server-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

describe.each(kinds)("the schema on %s", (kind) => {
  let databases: Awaited<ReturnType<typeof databasesOf>>;
  let db: Database;
  beforeAll(async () => {
    databases = await databasesOf(kind);
    if (databases) ({ db } = await databases.open());
  });
  afterAll(() => databases?.stop());

  it("is made at the first start, and a second start changes nothing", async ({ skip }) => {
    if (!databases) return skip();
    await db.insertInto("workspaces").values({ id: "kept", name: "kept" }).execute();
    await migrate(db);
    const { rows } = await sql<{ name: string }>`select name from inversa_migrations order by name`.execute(db);
    expect(rows.map(({ name }) => name)).toEqual(Object.keys(migrations).toSorted());
    expect(await db.selectFrom("workspaces").select("id").execute()).toEqual([{ id: "kept" }]);
  });

  it("gives bytes, texts, times and numbers back as they were put in", async ({ skip }) => {
    if (!databases) return skip();
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
    await db.insertInto("contents").values({ sha256: "s", size: 256, bytes }).execute();
    const content = await db.selectFrom("contents").selectAll().executeTakeFirstOrThrow();
    expect({ ...content, bytes: Uint8Array.from(content.bytes) }).toEqual({ sha256: "s", size: 256, bytes });
    await db.insertInto("workspaces").values({ id: "w", name: "土工试验室" }).execute();
    await db.insertInto("files").values({ id: "f", workspace_id: "w", name: "a.csv", sha256: "s" }).execute();
    const file = await db.selectFrom("files").selectAll().executeTakeFirstOrThrow();
    expect(file.seq).toBe(1);
    expect(file.created_at).toBeInstanceOf(Date);
  });

  it("keeps the same bytes once and forgets them with the last that names them, also while they come again", async ({ skip }) => {
    if (!databases) return skip();
    const bytes = new Uint8Array([1, 2, 3]);
    await db.insertInto("workspaces").values({ id: "bytes", name: "bytes" }).execute();
    const keep = (id: string): Promise<string> => db.transaction().execute(async (trx) => {
      const sha256 = await keepContent(trx, bytes);
      await trx.insertInto("files").values({ id, workspace_id: "bytes", name: `${id}.csv`, sha256 }).execute();
      return sha256;
    });
    const forget = (id: string): Promise<void> => db.transaction().execute(async (trx) => {
      const { sha256 } = await trx.deleteFrom("files").where("id", "=", id).returning("sha256").executeTakeFirstOrThrow();
      await forgetContents(trx, [sha256]);
    });
    const kept = async (sha256: string): Promise<number> => (await db.selectFrom("contents").select("sha256").where("sha256", "=", sha256).execute()).length;
    const sha256 = await keep("f0");
    for (let n = 0; n < 10; n++) await Promise.all([forget(`f${n}`), keep(`f${n + 1}`)]);
    expect(await kept(sha256)).toBe(1);
    await forget("f10");
    expect(await kept(sha256)).toBe(0);
  });

  it("undoes a transaction that fails, and nobody else's query slips into one", async ({ skip }) => {
    if (!databases) return skip();
    let beside: Promise<unknown> | undefined;
    await expect(db.transaction().execute(async (trx) => {
      await trx.insertInto("workspaces").values({ id: "inside", name: "inside" }).execute();
      beside = db.insertInto("workspaces").values({ id: "beside", name: "beside" }).execute();
      throw new Error("on purpose");
    })).rejects.toThrow("on purpose");
    await beside;
    expect(await db.selectFrom("workspaces").select("id").where("id", "=", "beside").execute()).toHaveLength(1);
    expect(await db.selectFrom("workspaces").select("id").execute()).not.toContainEqual({ id: "inside" });
  });

  it("refuses tables that a newer version made", async ({ skip }) => {
    if (!databases) return skip();
    await sql`insert into inversa_migrations (name, timestamp) values ('9999-later', '2099')`.execute(db);
    await expect(migrate(db)).rejects.toMatchObject({ code: "argument-invalid" });
  });
});

it("keeps everything in its folder, which one server has at a time, and takes over the lock of one that died", async () => {
  const folder = await emptyFolder();
  const first = await openDatabase({ folder });
  await first.db.insertInto("workspaces").values({ id: "w", name: "w" }).execute();
  await expect(openDatabase({ folder })).rejects.toMatchObject({ code: "argument-invalid", message: expect.stringContaining("in use by another server") as string });
  await first.close();
  // This process is alive, but it began at another time than the one that held the lock.
  await writeFile(join(folder, "server.lock"), JSON.stringify({ pid: process.pid, began: "another boot 1" }));
  const second = await openDatabase({ folder });
  onTestFinished(() => second.close());
  expect(await second.db.selectFrom("workspaces").select("id").execute()).toEqual([{ id: "w" }]);
});

it("is told of without being changed: where it is, whether it is free or answers, how old its tables are, and no password", async ({ skip }) => {
  const folder = await emptyFolder();
  expect(await inspectDatabase({ folder: join(folder, "new") })).toEqual({ usable: true, found: `embedded in ${join(folder, "new")}, which the first inversa serve makes` });
  expect(await inspectDatabase({ folder })).toEqual({ usable: true, found: `embedded in ${folder}, free` });
  const unlock = lockFolder(folder);
  expect(await inspectDatabase({ folder })).toEqual({ usable: true, found: `embedded in ${folder}, in use by a server (process ${process.pid})` });
  unlock();
  const silent = await inspectDatabase({ folder, url: "postgres://inversa:secret@127.0.0.1:1/lab" });
  expect(silent).toMatchObject({ usable: false, found: expect.stringMatching(/^PostgreSQL at 127\.0\.0\.1:1, database lab does not answer: ECONNREFUSED/) as string });
  const nonsense = await inspectDatabase({ folder, url: "postgres://inversa:secret@[nonsense/lab" });
  expect(nonsense.usable).toBe(false);
  expect(JSON.stringify([silent, nonsense])).not.toContain("secret");
  const postgres = await startPostgres();
  if (!postgres) return skip("no PostgreSQL under /usr/lib/postgresql");
  onTestFinished(() => postgres.stop());
  const found = (tables: string) => ({ usable: true, found: expect.stringMatching(new RegExp(`^PostgreSQL at .*, database postgres, version \\d+.*, ${tables}$`)) as string });
  expect(await inspectDatabase({ folder, url: postgres.url })).toEqual(found("no tables of Inversa yet"));
  const open = await openDatabase({ url: postgres.url });
  await open.close();
  expect(await inspectDatabase({ folder, url: postgres.url })).toEqual(found(`tables as of ${Object.keys(migrations).at(-1)}`));
});

it("says that its folder cannot be made or written", async () => {
  const folder = await emptyFolder();
  await writeFile(join(folder, "file"), "");
  await expect(openDatabase({ folder: join(folder, "file", "data") })).rejects.toMatchObject({ code: "argument-invalid", mistake: { where: "--data", what: expect.stringContaining("cannot be written") as string } });
});

it("says where the mistake is when the PostgreSQL does not answer", async () => {
  await expect(openDatabase({ url: "postgres://nobody@127.0.0.1:1/nothing" })).rejects.toMatchObject({ code: "argument-invalid", mistake: { where: "DATABASE_URL" } });
});
