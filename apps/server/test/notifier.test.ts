import { pino } from "pino";
import { type PostgresServer, startPostgres } from "@inversa/testing/postgres";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { openSharedNotifier } from "../src/runs/shared-notifier.ts";

let postgres: PostgresServer | undefined;
beforeAll(async () => { postgres = await startPostgres(); });
afterAll(() => postgres?.stop());

it("servers that share a PostgreSQL hear of each other's runs at once, and look again when they lost the connection meanwhile", async ({ skip }) => {
  if (!postgres) return skip("no PostgreSQL under /usr/lib/postgresql");
  const [here, there] = [await openSharedNotifier(postgres.url, pino({ level: "silent" })), await openSharedNotifier(postgres.url, pino({ level: "silent" }))];
  onTestFinished(async () => { await here.close(); await there.close(); });
  const news = (topic: string): Promise<void> => new Promise((resolve) => {
    const silence = there.listen(topic, () => { silence(); resolve(); });
  });
  const first = news("run 1");
  here.announce("run 1");
  await first;

  const { default: pg } = await import("pg");
  const admin = new pg.Client({ connectionString: postgres.url });
  await admin.connect();
  const [missed, other] = [news("run 2"), news("run 3")];
  await admin.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'inversa news'");
  await admin.end();
  // Nobody could be told of run 2: whoever waits looks again.
  here.announce("run 2");
  await missed;
  await other;
  const later = news("run 4");
  await expect.poll(async () => { here.announce("run 4"); return Promise.race([later.then(() => true), new Promise((resolve) => setTimeout(resolve, 50, false))]); }).toBe(true);
});

it("tells of many runs at once without asking the connection for a second thing while it is at the first, and tells all before it ends", async ({ skip }) => {
  if (!postgres) return skip("no PostgreSQL under /usr/lib/postgresql");
  const warnings: string[] = [];
  const warned = ({ message }: Error): void => void warnings.push(message);
  process.on("warning", warned);
  onTestFinished(() => void process.off("warning", warned));
  const [here, there] = [await openSharedNotifier(postgres.url, pino({ level: "silent" })), await openSharedNotifier(postgres.url, pino({ level: "silent" }))];
  onTestFinished(() => there.close());
  const topics = Array.from({ length: 50 }, (_, i) => `run ${i}`);
  const heard = new Set<string>();
  for (const topic of topics) there.listen(topic, () => heard.add(topic));
  for (const topic of topics) here.announce(topic);
  await here.close();
  await expect.poll(() => heard.size).toBe(50);
  expect(warnings).toEqual([]);
});
