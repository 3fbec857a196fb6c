import { compileTask, type SimulatedRows } from "@inversa/core";
import { startPostgres } from "@inversa/testing/postgres";
import { queueEngine } from "../src/index.ts";
import { standardTiming } from "../src/timing.ts";
import { originOf, peek, springTask, startWorker, type WorkerProcess } from "../test/cluster.ts";
import { spring } from "../test/fixtures/lab.ts";

/** Four workers with the times of real work; one after the other they are killed, frozen and asked to end, and the database is killed twice. What was lost, what is there twice? Run it with node. */
const server = await startPostgres({ durable: true });
if (!server) throw new Error("no PostgreSQL under /usr/lib/postgresql");
const say = (text: string): void => void process.stdout.write(`${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s  ${text}\n`);
const wait = (ms: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, ms); });
const never = new AbortController().signal;
const start = (): WorkerProcess => startWorker(server.url, { threads: 1, timing: standardTiming });

const began = performance.now();
const workers = [start(), start(), start(), start()];
await Promise.all(workers.map((worker) => worker.said("ready")));
const notes: string[] = [];
const session = await queueEngine({ url: server.url }).open(springTask, originOf(), { probe: Float64Array.of(3, 0, 0), waiting: (why) => { notes.push(why ?? "goes on"); say(`the run says: ${why ?? "it goes on"}`); } });
const [chunks, rows, pause] = [400, 50, 10];
const theta = Float64Array.from({ length: 3 * chunks * rows }, (_, i) => [((Math.floor(i / 3) * 7919) % 10_000) / 100, pause, 0][i % 3]!);
const ended: number[] = [];
const all: SimulatedRows[] = [];
let next = 0;
// As the runtime asks: as many at once as the session says.
const lane = async (): Promise<void> => {
  for (let c = next++; c < chunks; c = next++) {
    all[c] = await session.simulate(theta.slice(3 * rows * c, 3 * rows * (c + 1)), rows, never);
    ended.push(performance.now());
  }
};
while (session.parallelism < 8) await wait(50);
const answers = Promise.all(Array.from({ length: session.parallelism }, lane));
const done = async (): Promise<number> => ended.length;
const heldBy = async (worker: WorkerProcess): Promise<readonly number[]> => (await peek<{ number: number }>(server.url, `select c.number from inversa_queue.chunk c join inversa_queue.worker w on w.id = c.worker_id where w.name like 'worker ${worker.child.pid} %'`)).map(({ number }) => number);
const takenOver = async (numbers: readonly number[]): Promise<void> => {
  while ((await peek(server.url, `select 1 from inversa_queue.result where number in (${numbers.join() || "-1"})`)).length < numbers.length) await wait(50);
};

await wait(5000);
say(`${await done()} of ${chunks} chunks are done; worker 1 is killed`);
let held = await heldBy(workers[0]!);
await workers[0]!.end("SIGKILL");
let at = performance.now();
await takenOver(held);
say(`what it had (${held.length} chunks) is done by others ${((performance.now() - at) / 1000).toFixed(1)} s later`);

held = await heldBy(workers[1]!);
say(`worker 2 is frozen with ${held.length} chunks`);
workers[1]!.child.kill("SIGSTOP");
at = performance.now();
await takenOver(held);
say(`what it had is done by others ${((performance.now() - at) / 1000).toFixed(1)} s later; it wakes up`);
workers[1]!.child.kill("SIGCONT");
await wait(4000);
for (const { event, text } of workers[1]!.news.filter(({ event }) => event === "late" || event === "lost")) say(`worker 2 says (${event}): ${text}`);

say(`${await done()} chunks are done; the database is killed`);
await server.crash();
await wait(3000);
await server.start();
say("the database is back");
at = performance.now();
const before = await done();
while (await done() === before) await wait(20);
say(`the first result after ${((performance.now() - at) / 1000).toFixed(1)} s`);
await wait(8000);
say(`${await done()} chunks are done; the database and worker 3 are killed together, two new workers come`);
await Promise.all([server.crash(), workers[2]!.end("SIGKILL")]);
await server.start();
workers.push(start(), start());
await wait(4000);
say("worker 4 is asked to end");
await workers[3]!.end("SIGTERM");
const over = workers[3]!.news.at(-1)!;
say(`worker 4 has ended: ${over.done.chunks} chunks done, ${over.done.handedBack} handed back`);

await answers;
say(`all ${all.length} answers are there`);
const simulator = compileTask(spring, springTask);
const row = new Float64Array(simulator.width);
let wrong = 0;
for (const [c, { curves }] of all.entries()) {
  for (let i = 0; i < rows; i++) {
    simulator.run([theta[3 * (rows * c + i)]!, 0, 0], row.fill(0));
    if (row.some((value, j) => !Object.is(value, curves[i * simulator.width + j]))) wrong += 1;
  }
}
const [found] = await peek<{ n: number; distinct: number; samples: number }>(server.url, "select count(*)::int as n, count(distinct number)::int as distinct, sum(rows)::int as samples from inversa_queue.result");
const [left] = await peek<{ n: number }>(server.url, "select count(*)::int as n from inversa_queue.chunk");
say(`asked ${chunks} chunks of ${rows}; results ${found!.n}, of different chunks ${found!.distinct}, samples ${found!.samples}; chunks left ${left!.n}; rows that differ from this machine's ${wrong}`);
await session.close();
for (const worker of workers) worker.child.kill("SIGKILL");
await server.stop();
