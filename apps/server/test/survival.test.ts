import { readFileSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startPostgres } from "@inversa/testing/postgres";
import { expect, it, onTestFinished } from "vitest";
import { keepDemoStudy } from "./client.ts";
import { prepareDatabase } from "./prepared-database.ts";
import { emptyFolder, type Server, start } from "./server-process.ts";

const begun = (folder: string): number => readFileSync(join(folder, "gate.begun"), "utf8").length;

/** Accepts two runs and a request with a key, kills the server in the middle of the first, starts another, and looks that each ended once. */
async function killedInTheMiddle(folder: string, databaseUrl?: string): Promise<Pick<Server, "client" | "end"> & { readonly study: string }> {
  const first = await start(folder, databaseUrl);
  const study = await keepDemoStudy(first.client, "patient");
  const key = { "idempotency-key": "in the middle" };
  const running = (await first.client.post("/api/v1/runs", { study }, key)).body.id as string;
  const waiting = (await first.client.post("/api/v1/runs", { study })).body.id as string;
  const seen = await first.client.events(running, { until: "progress" });
  await first.end("SIGKILL");

  await writeFile(join(folder, "gate"), "");
  const { client, end } = await start(folder, databaseUrl);
  // The client that lost the answer asks again, and the one that followed goes on from what it saw.
  expect((await client.post("/api/v1/runs", { study }, key)).body.id).toBe(running);
  const later = await client.events(running, { after: seen.at(-1)!.id });
  expect(later[0]!.id).toBe(seen.at(-1)!.id + 1);
  expect([...seen, ...later].filter(({ event }) => event === "running").map(({ data }) => data["attempt"])).toEqual([1, 2]);
  expect((await client.events(waiting)).filter(({ event }) => event === "done")).toHaveLength(1);
  const { body: { items } } = await client.get("/api/v1/runs");
  expect(items.map((run: { id: string; status: string; attempts: number; estimates: unknown[] }) => [run.id, run.status, run.attempts, run.estimates.length])).toEqual([[waiting, "done", 1, 1], [running, "done", 2, 1]]);
  expect(begun(folder)).toBe(3);
  return { client, end, study };
}

/** Asks a server to end while it works on a run, and looks that the next goes on with it as if nothing had been. */
async function askedToEnd(folder: string, { client, end, study }: Awaited<ReturnType<typeof killedInTheMiddle>>): Promise<void> {
  await rm(join(folder, "gate"));
  const run = (await client.post("/api/v1/runs", { study })).body.id as string;
  await client.events(run, { until: "progress" });
  expect(await end("SIGTERM")).toBe(0);
  await writeFile(join(folder, "gate"), "");
  const next = await start(folder);
  const events = await next.client.events(run);
  expect(events.map(({ event }) => event).filter((event) => event !== "progress")).toEqual(["queued", "running", "queued", "running", "done"]);
  expect((await next.client.get(`/api/v1/runs/${run}`)).body).toMatchObject({ status: "done", attempts: 1 });

  // What is refused counts too, else guessing would be free.
  let answer = await next.client.get("/api/v1/runs", { origin: "https://elsewhere.example" });
  for (let n = 0; n < 100 && answer.status === 403; n++) answer = await next.client.get("/api/v1/runs", { origin: "https://elsewhere.example" });
  expect(answer).toMatchObject({ status: 429, body: { code: "rate-limited" } });
  expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
}

it("ends every accepted run once when the server is killed in the middle of one, hands it back when asked to end, and answers only who is at this machine and not without end", async () => {
  const folder = await emptyFolder();
  await prepareDatabase(join(folder, "data"));
  const server = await killedInTheMiddle(folder);
  expect(await server.client.get("/api/v1/runs", { origin: "https://elsewhere.example" })).toMatchObject({ status: 403, body: { code: "not-permitted" } });
  await askedToEnd(folder, server);
}, 180_000);

it("does so on PostgreSQL too, where the run of the dead waits for the end of its lease", async ({ skip }) => {
  const postgres = await startPostgres();
  if (!postgres) return skip("no PostgreSQL under /usr/lib/postgresql");
  onTestFinished(() => postgres.stop());
  const { end } = await killedInTheMiddle(await emptyFolder(), postgres.url);
  expect(await end("SIGTERM")).toBe(0);
}, 180_000);
