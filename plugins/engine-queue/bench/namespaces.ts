import { compileTask } from "@inversa/core";
import { startPostgres } from "@inversa/testing/postgres";
import { spawnSync } from "node:child_process";
import { queueEngine } from "../src/index.ts";
import { originOf, peek, springTask, startWorker } from "../test/cluster.ts";
import { spring } from "../test/fixtures/lab.ts";
import { secondsFor, thetaOf } from "./work.ts";

/**
 * Workers in networks of their own, as hosts are, joined by a bridge on which PostgreSQL listens; the run is outside of them. Then one host's cable is pulled in the
 * middle of its work and put back. Needs root and iproute2; run it with node.
 */
const hosts = 4;
const [bridge, subnet] = ["inversa0", "10.231.7"];
const ip = (...words: readonly string[]): boolean => spawnSync("ip", words, { stdio: "ignore" }).status === 0;
const say = (text: string): void => void process.stdout.write(`${text}\n`);
const wait = (ms: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, ms); });

function tearDown(): void {
  for (let host = 1; host <= hosts; host++) ip("netns", "del", `inversa-${host}`);
  ip("link", "del", bridge);
}

function setUp(): boolean {
  tearDown();
  if (!ip("link", "add", "name", bridge, "type", "bridge") || !ip("addr", "add", `${subnet}.1/24`, "dev", bridge) || !ip("link", "set", bridge, "up")) return false;
  return Array.from({ length: hosts }, (_, i) => i + 1).every((host) =>
    ip("netns", "add", `inversa-${host}`) && ip("link", "add", `inversa-v${host}`, "type", "veth", "peer", "name", "eth0", "netns", `inversa-${host}`)
    && ip("link", "set", `inversa-v${host}`, "master", bridge) && ip("link", "set", `inversa-v${host}`, "up")
    && ip("-n", `inversa-${host}`, "addr", "add", `${subnet}.${10 + host}/24`, "dev", "eth0") && ip("-n", `inversa-${host}`, "link", "set", "eth0", "up") && ip("-n", `inversa-${host}`, "link", "set", "lo", "up"));
}

if (!setUp()) {
  tearDown();
  say("networks of one's own are not permitted here (root and iproute2 are needed)");
  process.exit(2);
}
const server = await startPostgres({ durable: true, listen: { address: `${subnet}.1`, port: 5499, from: `${subnet}.0/24` } });
if (!server) throw new Error("no PostgreSQL under /usr/lib/postgresql");
const timing = { silence: 3000, monitor: 500, poll: 250, grace: 2000 };
const workers = Array.from({ length: hosts }, (_, i) => startWorker(server.url, { threads: 1, timing, within: ["ip", "netns", "exec", `inversa-${i + 1}`] }));
try {
  await Promise.all(workers.map((worker) => worker.said("ready")));
  const session = await queueEngine({ url: server.url, timing }).open(springTask, originOf(), { probe: thetaOf(2, 0) });
  await secondsFor(session, 32, 1, 100);
  say(`${hosts} workers in ${hosts} network namespaces, PostgreSQL at ${server.url.replace(/.*@/, "")}`);
  const [chunks, rows, pause] = [96, 100, 5];
  const seconds = await secondsFor(session, chunks, rows, pause);
  say(`${((chunks * rows) / seconds).toFixed(1)} rows/s; ${((chunks * rows * pause) / 10 / hosts / seconds).toFixed(1)} % of what ${hosts} threads that only wait do`);

  const theta = Float64Array.from({ length: 3 * 4000 }, (_, i) => [i / 300, 5, 0][i % 3]!);
  const before = (await results()).rows;
  const answers = Promise.all(Array.from({ length: 40 }, (_, c) => session.simulate(theta.slice(300 * c, 300 * (c + 1)), 100, new AbortController().signal)));
  await wait(1500);
  ip("link", "set", "inversa-v1", "down");
  say("the cable of host 1 is pulled");
  await wait(8000);
  ip("link", "set", "inversa-v1", "up");
  say("and put back");
  const curves = (await answers).map((answer) => answer.curves);
  const simulator = compileTask(spring, springTask);
  const row = new Float64Array(simulator.width);
  let wrong = 0;
  for (const [c, chunk] of curves.entries()) {
    for (let i = 0; i < 100; i++) {
      simulator.run([theta[300 * c + 3 * i]!, 0, 0], row.fill(0));
      if (row.some((value, j) => !Object.is(value, chunk[i * simulator.width + j]))) wrong += 1;
    }
  }
  const after = await results();
  say(`${curves.length} chunks asked for, ${after.rows - before} results kept, ${wrong} rows differ from this machine's; ${after.failures} attempts taken from a silent worker`);
  await wait(3000);
  for (const [i, { news }] of workers.entries()) {
    for (const { event, text } of news.filter((one) => ["outage", "back", "late", "lost"].includes(one.event))) say(`host ${i + 1}: ${event}: ${text}`);
  }
  await session.close();
} finally {
  for (const worker of workers) worker.child.kill("SIGKILL");
  await server.stop();
  tearDown();
}

async function results(): Promise<{ readonly rows: number; readonly failures: number }> {
  const [found] = await peek<{ rows: number; failures: number }>(server!.url, "select count(*)::int as rows, (select count(*)::int from inversa_jobs.job where name like 'run-%' and retry_count > 0) as failures from inversa_queue.result");
  return found!;
}
