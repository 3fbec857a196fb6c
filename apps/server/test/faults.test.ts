import { existsSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import { startPostgres, type PostgresServer } from "@inversa/testing/postgres";
import { expect, it, onTestFinished } from "vitest";
import { demoFiles, keepDemoStudy } from "./client.ts";
import { prepareDatabase } from "./prepared-database.ts";
import { emptyFolder, start } from "./server-process.ts";

async function postgresFor(skip: (why: string) => void): Promise<PostgresServer | undefined> {
  const postgres = await startPostgres();
  if (!postgres) return void skip("no PostgreSQL under /usr/lib/postgresql");
  onTestFinished(() => postgres.stop());
  return postgres;
}

/** Does one thing to the database, as its owner could. */
async function inDatabase(url: string, ...statements: readonly string[]): Promise<readonly Record<string, unknown>[]> {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    let rows: Record<string, unknown>[] = [];
    for (const statement of statements) ({ rows } = await client.query<Record<string, unknown>>(statement));
    return rows;
  } finally {
    await client.end();
  }
}

it("killed in the middle of an upload and of work with files: nothing half is kept, what was laid out is cleared away, and both can be asked for again", async () => {
  const folder = await emptyFolder();
  await prepareDatabase(join(folder, "data"));
  const first = await start(folder);
  const { body: { items } } = await first.client.upload(await demoFiles());
  const files = items.map(({ id }: { id: string }) => id) as string[];
  const half = request(`${first.url}/api/v1/files`, { method: "POST", headers: { "content-type": "multipart/form-data; boundary=x", "content-length": "100000" } });
  half.on("error", () => {});
  half.write("--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"half.csv\"\r\n\r\na,b\r\n1,2\r\n");
  // The model of the fixture that never ends: it is laid out and in work when the server dies.
  const lost = first.client.post("/api/v1/simulate", { model: "test/costly", files, tests: [{ protocol: "drained-triaxial", conditions: { confiningPressure: 100 }, axis: [0] }] }).catch(() => "lost");
  await expect.poll(() => existsSync(join(folder, "gate.process")), { timeout: 30_000 }).toBe(true);
  const worker = Number(await readFile(join(folder, "gate.process"), "utf8"));
  expect(await readdir(join(folder, "data", "work"))).toHaveLength(1);
  await first.end("SIGKILL");
  expect(await lost).toBe("lost");

  const next = await start(folder);
  expect((await next.client.get("/api/v1/files")).body.items.map(({ name }: { name: string }) => name)).toEqual(["CD-400kPa.csv", "CD-200kPa.csv", "CD-100kPa.csv"]);
  expect(existsSync(join(folder, "data", "work"))).toBe(false);
  expect((await next.client.post("/api/v1/studies/propose", { model: "soil/duncan-chang-eb", files })).status).toBe(200);
  // Who worked for the dead ends with it, as soon as it listens; this one never does.
  try { process.kill(worker, "SIGKILL"); } catch { /* it is gone */ }
  expect(await next.end("SIGTERM")).toBe(0);
}, 180_000);

it("killed in the middle of the transaction that ends a run: the run is begun again and ends once, with one result", async ({ skip }) => {
  const postgres = await postgresFor(skip);
  if (!postgres) return;
  const folder = await emptyFolder();
  await writeFile(join(folder, "gate"), "");
  const first = await start(folder, postgres.url);
  await inDatabase(postgres.url, "create function hold() returns trigger language plpgsql as 'begin perform pg_sleep(600); return new; end'", "create trigger hold after insert on artefacts for each row execute function hold()");
  const run = (await first.client.post("/api/v1/runs", { study: await keepDemoStudy(first.client, "least-squares") })).body.id as string;
  // Its estimates are written, its artefacts are being written, nothing is committed.
  const held = async (): Promise<boolean> => (await inDatabase(postgres.url, "select 1 from pg_stat_activity where wait_event = 'PgSleep'")).length > 0;
  await expect.poll(held, { timeout: 60_000, interval: 100 }).toBe(true);
  await first.end("SIGKILL");
  // PostgreSQL does not notice that the other end is gone while it sleeps.
  await inDatabase(postgres.url, "select pg_terminate_backend(pid) from pg_stat_activity where wait_event = 'PgSleep'", "drop trigger hold on artefacts");

  const next = await start(folder, postgres.url);
  const events = await next.client.events(run);
  expect(events.filter(({ event }) => event === "running").map(({ data }) => data["attempt"])).toEqual([1, 2]);
  expect(events.filter(({ event }) => event === "done")).toHaveLength(1);
  expect((await next.client.get(`/api/v1/runs/${run}`)).body).toMatchObject({ status: "done", estimates: [{ estimator: "least-squares" }] });
  expect(await next.end("SIGTERM")).toBe(0);
}, 180_000);

it("without its PostgreSQL for a while: requests are told so, and the run in work ends once when it is back; a result that finds its disk full is held until there is space, and not computed again", async ({ skip }) => {
  const postgres = await postgresFor(skip);
  if (!postgres) return;
  const folder = await emptyFolder();
  const server = await start(folder, postgres.url);
  const run = (await server.client.post("/api/v1/runs", { study: await keepDemoStudy(server.client, "patient") })).body.id as string;
  await server.client.events(run, { until: "progress" });
  await postgres.crash();
  const refused = await server.client.get("/api/v1/runs");
  expect(refused).toMatchObject({ status: 503, body: { code: "storage-unavailable" } });
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await server.client.get("/ready")).status).toBe(503);
  await postgres.start();
  await writeFile(join(folder, "gate"), "");
  await expect.poll(async () => (await server.client.get(`/api/v1/runs/${run}`)).body?.status as string, { timeout: 60_000, interval: 200 }).toBe("done");
  const events = await server.client.events(run);
  expect(events.filter(({ event }) => event === "done")).toHaveLength(1);
  expect(events.map(({ id }) => id)).toEqual(events.map((_, i) => i + 1));
  expect((await server.client.get(`/api/v1/runs/${run}`)).body.estimates).toHaveLength(1);

  // A sequence counts what is rolled back.
  await inDatabase(postgres.url, "create sequence tries", "create function full_disk() returns trigger language plpgsql as $$begin perform nextval('tries'); raise exception 'No space left on device' using errcode = '53100'; end$$", "create trigger full_disk before insert on artefacts for each row execute function full_disk()");
  const [{ study }, begun] = [(await server.client.get(`/api/v1/runs/${run}`)).body as { study: string }, (await readFile(join(folder, "gate.begun"), "utf8")).length];
  const later = (await server.client.post("/api/v1/runs", { study })).body.id as string;
  await expect.poll(async () => Number((await inDatabase(postgres.url, "select last_value from tries"))[0]!["last_value"]), { timeout: 60_000, interval: 200 }).toBeGreaterThan(2);
  expect((await server.client.get(`/api/v1/runs/${later}`)).body.status).toBe("running");
  await inDatabase(postgres.url, "drop trigger full_disk on artefacts");
  expect((await server.client.events(later)).map(({ event }) => event).filter((event) => event !== "progress")).toEqual(["queued", "running", "done"]);
  expect(await readFile(join(folder, "gate.begun"), "utf8")).toHaveLength(begun + 1);
  expect(await server.end("SIGTERM")).toBe(0);
}, 180_000);
