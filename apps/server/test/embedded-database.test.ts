import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { type OpenDatabase, openDatabase } from "../src/database/open-database.ts";
import { ThreadSocket } from "../src/database/thread-socket.ts";
import { storageMistake } from "../src/problem.ts";
import { prepareDatabase } from "./prepared-database.ts";

describe("the embedded database", () => {
  let folder: string;
  let database: OpenDatabase;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "inversa-embedded-"));
    await prepareDatabase(folder);
    database = await openDatabase({ folder });
  });
  afterAll(async () => {
    await database.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("takes and gives back the largest file that may be uploaded, and folds its log into the tables, which would only grow", async () => {
    const { db } = database;
    const folded = async () => (await sql<{ redo_lsn: string }>`select redo_lsn from pg_control_checkpoint()`.execute(db)).rows[0]!.redo_lsn;
    const before = await folded();
    const bytes = randomBytes(20e6);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    await db.insertInto("contents").values({ sha256, size: bytes.length, bytes }).execute();
    const kept = await db.selectFrom("contents").select("bytes").where("sha256", "=", sha256).executeTakeFirstOrThrow();
    expect(createHash("sha256").update(kept.bytes).digest("hex")).toBe(sha256);
    await db.deleteFrom("contents").execute();
    expect(await folded()).not.toBe(before);
  });

  it("leaves the server its own thread while it works", async () => {
    let turns = 0;
    const turn = setInterval(() => { turns++; }, 1);
    await sql`select count(*) from generate_series(1, 1000000)`.execute(database.db);
    clearInterval(turn);
    expect(turns).toBeGreaterThan(3);
  });

  it("goes on after a mistake in a statement, in a transaction and outside", async () => {
    const { db } = database;
    for (let n = 0; n < 3; n++) {
      await expect(sql`select ${"a"}::int`.execute(db)).rejects.toMatchObject({ code: "22P02" });
      await expect(db.transaction().execute(async (trx) => {
        await trx.insertInto("workspaces").values({ id: "lost", name: "lost" }).execute();
        await sql`select ${"a"}::int`.execute(trx);
      })).rejects.toMatchObject({ code: "22P02" });
      expect(await db.selectFrom("workspaces").select("id").where("id", "=", "lost").execute()).toEqual([]);
    }
  });

  it("answers lists of every length, more than are kept prepared", async () => {
    const { db } = database;
    for (let n = 1; n <= 250; n++) expect(await db.selectFrom("workspaces").select("id").where("id", "in", Array.from({ length: n }, String)).execute()).toEqual([]);
  });
});

it("is opened again, with all that was kept, when its thread breaks", async () => {
  const folder = await mkdtemp(join(tmpdir(), "inversa-embedded-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await prepareDatabase(folder);
  const started = once(process, "worker") as Promise<[Worker]>;
  const { db, close } = await openDatabase({ folder });
  onTestFinished(close);
  const [thread] = await started;
  await db.insertInto("workspaces").values({ id: "kept", name: "kept" }).execute();
  const during = sql`select count(*) from generate_series(1, 100000000)`.execute(db);
  void thread.terminate();
  const lost = await during.catch((error: unknown) => error);
  expect(storageMistake(lost)).toMatchObject({ code: "storage-unavailable" });
  expect(await db.selectFrom("workspaces").select("id").execute()).toEqual([{ id: "kept" }]);
});

describe("a thread that is spoken to like a socket", () => {
  it("ends the connection with words when it breaks, before and after it listens", async () => {
    for (const code of ["throw new Error('no folder')", "require('node:worker_threads').parentPort.once('message', () => { throw new Error('no folder'); }).postMessage('open')"]) {
      const socket = new ThreadSocket(new Worker(code, { eval: true }));
      const error = new Promise((resolve) => socket.once("error", resolve));
      socket.once("connect", () => void socket.write("a"));
      expect(await error).toMatchObject({ message: "no folder" });
      expect(socket.destroyed).toBe(true);
    }
  });
});
