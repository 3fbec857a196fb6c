import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "../src/database/tables.ts";
import { internalProblem } from "../src/problem.ts";
import { openNotifier } from "../src/runs/notifier.ts";
import type { Queue } from "../src/runs/queue.ts";
import { defaultLimits, freeLeases, sqlQueue } from "../src/runs/sql-queue.ts";
import { databasesOf, kinds } from "./databases.ts";

describe.each(kinds)("the queue of runs on %s", (kind) => {
  let databases: Awaited<ReturnType<typeof databasesOf>>;
  let db: Database;
  let queue: Queue;
  beforeAll(async () => {
    databases = await databasesOf(kind);
    if (!databases) return;
    ({ db } = await databases.open());
    await db.insertInto("workspaces").values(["w", "v", "u"].map((id) => ({ id, name: id }))).execute();
    await db.insertInto("studies").values({ id: "s", workspace_id: "w", name: "s", model: "m", text: "" }).execute();
    queue = sqlQueue(db, openNotifier(), { ...defaultLimits, waiting: 5 });
  });
  afterAll(() => databases?.stop());
  beforeEach(async ({ skip }) => {
    if (!databases) return skip();
    await db.deleteFrom("runs").execute();
  });

  const accept = async (workspaceId = "w"): Promise<string> => {
    const id = randomUUID();
    await queue.accept({ id, workspaceId, studyId: "s" });
    return id;
  };
  const runOf = (id: string) => db.selectFrom("runs").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
  const eventsOf = async (id: string) => (await db.selectFrom("events").selectAll().where("run_id", "=", id).orderBy("number").execute()).map(({ number, kind: what }) => `${number} ${what}`);
  const artefacts = [{ name: "report.html", mediaType: "text/html", bytes: new Uint8Array([60]) }];

  it("gives each run to one worker, the oldest first, however many ask at once", async () => {
    const ids = [await accept(), await accept(), await accept()];
    const claims = await Promise.all(["a", "b", "c", "d", "e"].map((owner) => queue.claim(owner)));
    expect(claims.flatMap((claim) => (claim ? [claim.runId] : [])).toSorted()).toEqual(ids.toSorted());
    const [first, second] = [await accept(), await accept()];
    expect([(await queue.claim("a"))?.runId, (await queue.claim("a"))?.runId]).toEqual([first, second]);
  });

  it("serves workspaces in turn, so that who queues many does not delay another's first", async () => {
    const many = [await accept(), await accept(), await accept()];
    const [one, other] = [await accept("v"), await accept("u")];
    const order: string[] = [];
    for (let n = 0; n < 5; n++) {
      const claim = (await queue.claim("a"))!;
      order.push(claim.runId);
      await queue.complete(claim, { estimates: [], artefacts: [], trained: [] });
    }
    expect(order).toEqual([many[0], one, other, many[1], many[2]]);
    const [late, next] = [await accept(), await accept("v")];
    expect((await queue.claim("a"))?.runId).toBe(next);
    expect((await queue.claim("a"))?.runId).toBe(late);
  });

  it("ends a run once, with its result and the event that tells of it", async () => {
    const id = await accept();
    const claim = (await queue.claim("a"))!;
    await queue.progress(claim, { stage: "simulate", done: 1, total: 2 });
    expect(await queue.complete(claim, { estimates: [], trained: [], artefacts })).toBe(true);
    expect(await queue.complete(claim, { estimates: [], trained: [], artefacts })).toBe(false);
    expect(await queue.fail(claim, internalProblem("run"))).toBe(false);
    await queue.progress(claim, { stage: "too late", done: 1 });
    expect(await runOf(id)).toMatchObject({ status: "done", lease_owner: null, error: null });
    expect(await eventsOf(id)).toEqual(["1 queued", "2 running", "3 progress", "4 done"]);
    expect(await db.selectFrom("artefacts").select("name").where("run_id", "=", id).execute()).toEqual([{ name: "report.html" }]);
  });

  it("keeps nothing of a result that cannot be kept whole", async () => {
    const id = await accept();
    const claim = (await queue.claim("a"))!;
    await expect(queue.complete(claim, { estimates: [], trained: [], artefacts: [...artefacts, ...artefacts] })).rejects.toThrow(/artefacts/);
    expect(await runOf(id)).toMatchObject({ status: "running", lease_owner: "a" });
    expect(await db.selectFrom("artefacts").selectAll().where("run_id", "=", id).execute()).toEqual([]);
  });

  it("hands the run of a silent worker on and refuses what that one brings late", async () => {
    const id = await accept();
    const frozen = (await queue.claim("frozen"))!;
    expect(await queue.claim("other")).toBeUndefined();
    await freeLeases(db);
    const taken = (await queue.claim("other"))!;
    expect(taken).toMatchObject({ runId: id, attempt: 2 });
    expect(await queue.heartbeat(frozen)).toBe("lost");
    expect(await queue.complete(frozen, { estimates: [], trained: [], artefacts })).toBe(false);
    expect(await queue.complete(taken, { estimates: [], trained: [], artefacts })).toBe(true);
    expect(await eventsOf(id)).toEqual(["1 queued", "2 running", "3 running", "4 done"]);
  });

  it("gives a run up that took the server down three times", async () => {
    const id = await accept();
    for (let n = 1; n <= 3; n++) {
      expect(await queue.claim("a")).toMatchObject({ runId: id, attempt: n });
      await freeLeases(db);
    }
    expect(await queue.claim("a")).toBeUndefined();
    const run = await runOf(id);
    expect(run.status).toBe("failed");
    expect(JSON.parse(run.error!)).toMatchObject({ code: "run-abandoned" });
  });

  it("does not count a beginning that was handed back", async () => {
    const id = await accept();
    for (let n = 1; n <= 5; n++) expect(await queue.release((await queue.claim("a"))!)).toBe(true);
    expect(await runOf(id)).toMatchObject({ status: "queued", attempts: 0 });
  });

  it("cancels what waits at once and what runs through its worker, also when that one is gone", async () => {
    const waiting = await accept();
    expect(await queue.cancel(waiting)).toBe("cancelled");
    expect(await queue.cancel(waiting)).toBeUndefined();
    const running = await accept();
    const claim = (await queue.claim("a"))!;
    expect(await queue.cancel(running)).toBe("stopping");
    expect(await queue.heartbeat(claim)).toBe("cancel");
    expect(await queue.stop(claim)).toBe(true);
    const orphan = await accept();
    await queue.claim("gone");
    await queue.cancel(orphan);
    await freeLeases(db);
    expect(await queue.claim("a")).toBeUndefined();
    expect(await Promise.all([waiting, running, orphan].map(async (id) => (await runOf(id)).status))).toEqual(["cancelled", "cancelled", "cancelled"]);
  });

  it("takes on as many runs as may wait and no more, however many come at once", async () => {
    const answers = await Promise.allSettled(Array.from({ length: 9 }, () => accept()));
    const refused = answers.flatMap((answer) => (answer.status === "rejected" ? [answer.reason as unknown] : []));
    expect(refused).toHaveLength(4);
    for (const reason of refused) expect(reason).toMatchObject({ code: "queue-full" });
    const { n } = await db.selectFrom("runs").select(sql<number>`count(*)::int`.as("n")).executeTakeFirstOrThrow();
    expect(n).toBe(5);
  });
});
