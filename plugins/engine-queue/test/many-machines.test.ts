import { compileTask, type SimulatedRows, type SimulationSession } from "@inversa/core";
import { type PostgresServer, startPostgres } from "@inversa/testing/postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { queueEngine } from "../src/index.ts";
import { freshDatabase, hasty, originOf, peek, springTask, startWorker, until, type WorkerProcess, type WorkerSetting } from "./cluster.ts";
import { spring } from "./fixtures/lab.ts";

const never = new AbortController().signal;
let server: PostgresServer | undefined;
let databases = 0;
beforeAll(async () => { server = await startPostgres(); });
afterAll(() => server?.stop());

/** A database, a session on it and workers, all gone when the test is over. */
async function cluster(onTestFinished: (clean: () => Promise<void>) => void, ...workers: readonly WorkerSetting[]): Promise<{ url: string; session: SimulationSession; workers: readonly WorkerProcess[]; waiting: (string | undefined)[] }> {
  const url = await freshDatabase(server!.url, `test_${++databases}`);
  const started = workers.map((setting) => startWorker(url, setting));
  const waiting: (string | undefined)[] = [];
  const session = await queueEngine({ url, timing: hasty }).open(springTask, originOf(), { probe: Float64Array.of(3, 0, 0, 50, 0, 0), waiting: (why) => void waiting.push(why) });
  onTestFinished(async () => {
    await session.close();
    await Promise.all(started.map((worker) => worker.end("SIGKILL")));
  });
  await Promise.all(started.map((worker) => worker.said("ready")));
  return { url, session, workers: started, waiting };
}

/** Rows of theta with this pause; every seventh stops early, every eleventh has no solution. */
const thetaOf = (rows: number, pause: number): Float64Array => Float64Array.from({ length: 3 * rows }, (_, i) => {
  const row = Math.floor(i / 3);
  return [((row * 7919) % 1000) / 10, pause, row % 11 === 5 ? 3 : row % 7 === 3 ? 4 : 0][i % 3]!;
});

/** What this machine makes of it. */
function here(theta: Float64Array): { curves: Float64Array; outcomes: SimulatedRows["outcomes"] } {
  const simulator = compileTask(spring, springTask);
  const rows = theta.length / 3;
  const curves = new Float64Array(rows * simulator.width);
  const outcomes = Array.from({ length: rows }, (_, row) => {
    const still = theta.slice(3 * row, 3 * row + 3);
    still[1] = 0;
    const outcome = simulator.run(still, curves, row * simulator.width);
    if (!outcome.ok) curves.fill(0, row * simulator.width, (row + 1) * simulator.width);
    return { ...outcome, row };
  }).filter(({ status }) => status !== "reached");
  return { curves, outcomes };
}

/** Asks for all rows in chunks at once. */
async function inChunks(session: SimulationSession, theta: Float64Array, size: number): Promise<SimulatedRows> {
  const rows = theta.length / 3;
  const firsts = Array.from({ length: Math.ceil(rows / size) }, (_, i) => i * size);
  const answers = await Promise.all(firsts.map((first) => session.simulate(theta.slice(3 * first, 3 * (first + size)), Math.min(size, rows - first), never)));
  const width = answers[0]!.curves.length / Math.min(size, rows);
  const curves = new Float64Array(rows * width);
  answers.forEach((answer, i) => curves.set(answer.curves, firsts[i]! * width));
  return { curves, outcomes: answers.flatMap(({ outcomes }, i) => outcomes.map((outcome) => ({ ...outcome, row: outcome.row + firsts[i]! }))) };
}

function expectHere(answer: SimulatedRows, theta: Float64Array): void {
  const expected = here(theta);
  const { buffer, byteOffset, byteLength } = answer.curves;
  expect(Buffer.compare(Buffer.from(buffer, byteOffset, byteLength), Buffer.from(expected.curves.buffer))).toBe(0);
  expect(answer.outcomes).toEqual(expected.outcomes);
}

/** Result rows: how many, of how many chunks, how many samples, by how many workers. */
const kept = async (url: string): Promise<{ rows: number; chunks: number; samples: number; workers: number }> =>
  (await peek<{ rows: number; chunks: number; samples: number; workers: number }>(url, "select count(*)::int as rows, count(distinct number)::int as chunks, coalesce(sum(rows), 0)::int as samples, count(distinct worker_id)::int as workers from inversa_queue.result"))[0]!;

describe("simulations on workers", { concurrent: true }, () => {
  it("are bit for bit this machine's", async ({ skip, onTestFinished }) => {
    if (!server) return skip("no PostgreSQL under /usr/lib/postgresql (apt-get install postgresql)");
    const { session, url } = await cluster(onTestFinished, { threads: 2 }, {});
    const theta = thetaOf(300, 1);
    expectHere(await inChunks(session, theta, 17), theta);
    expect(await kept(url)).toMatchObject({ rows: 18, chunks: 18, samples: 300, workers: 2 });
    expect(session.parallelism).toBe(2 * 3);
  });

  it("go to others when a worker is killed in mid-chunk: nothing is lost, nothing is there twice", async ({ skip, onTestFinished }) => {
    if (!server) return skip();
    const { session, url, workers } = await cluster(onTestFinished, {}, {});
    const theta = thetaOf(240, 10);
    const answer = inChunks(session, theta, 20);
    await until(async () => (await kept(url)).rows >= 2);
    await workers[0]!.end("SIGKILL");
    expectHere(await answer, theta);
    expect(await kept(url)).toMatchObject({ rows: 12, chunks: 12, samples: 240 });
  });

  it("survive a database that dies and comes back", async ({ skip, onTestFinished }) => {
    if (!server) return skip();
    const own = (await startPostgres())!;
    onTestFinished(() => own.stop());
    const worker = [startWorker(own.url), startWorker(own.url)];
    const told: (string | undefined)[] = [];
    const session = await queueEngine({ url: own.url, timing: hasty }).open(springTask, originOf(), { waiting: (why) => void told.push(why) });
    onTestFinished(async () => {
      await session.close();
      await Promise.all(worker.map((one) => one.end("SIGKILL")));
    });
    const theta = thetaOf(240, 10);
    const answer = inChunks(session, theta, 10);
    await until(async () => (await kept(own.url)).rows >= 3);
    await own.crash();
    await new Promise((resolve) => { setTimeout(resolve, 1000); });
    await own.start();
    expectHere(await answer, theta);
    expect(await kept(own.url)).toMatchObject({ rows: 24, chunks: 24, samples: 240 });
    expect(told.some((why) => why?.startsWith("the database does not answer"))).toBe(true);
    expect(told.at(-1)).toBeUndefined();
    expect(worker[0]!.news.map(({ event }) => event)).toEqual(expect.arrayContaining(["outage", "back"]));
  });

  it("of a worker that froze and woke up late are refused: one result, the other worker's", async ({ skip, onTestFinished }) => {
    if (!server) return skip();
    const { session, url, workers } = await cluster(onTestFinished, {});
    const theta = thetaOf(40, 20);
    const answer = session.simulate(theta, 40, never);
    await workers[0]!.said("begins");
    await until(async () => (await peek(url, "select 1 from inversa_queue.chunk where worker_id is not null")).length === 1);
    workers[0]!.child.kill("SIGSTOP");
    const second = startWorker(url);
    onTestFinished(() => second.end("SIGKILL"));
    expectHere(await answer, theta);
    workers[0]!.child.kill("SIGCONT");
    await until(() => workers[0]!.news.some(({ event }) => event === "late" || event === "lost"));
    await new Promise((resolve) => { setTimeout(resolve, 300); });
    const [row] = await peek<{ n: number; name: string }>(url, "select count(*)::int as n, min(w.name) as name from inversa_queue.result r join inversa_queue.worker w on w.id = r.worker_id");
    expect(row).toMatchObject({ n: 1, name: expect.stringContaining(`worker ${second.child.pid} `) });
  });

  it("are handed back by a worker that is asked to end, and that is no failed attempt", async ({ skip, onTestFinished }) => {
    if (!server) return skip();
    const { session, url, workers } = await cluster(onTestFinished, {});
    const theta = thetaOf(60, 25);
    const answer = session.simulate(theta, 60, never);
    await until(async () => (await peek(url, "select 1 from inversa_queue.chunk where worker_id is not null")).length === 1);
    await workers[0]!.end("SIGTERM");
    expect(await workers[0]!.said("over")).toMatchObject({ done: { handedBack: 1, chunks: 0 } });
    expect(await peek(url, "select worker_id, failures from inversa_queue.chunk")).toEqual([{ worker_id: null, failures: [] }]);
    expect(await peek(url, "select 1 from inversa_queue.worker")).toEqual([]);
    const second = startWorker(url);
    onTestFinished(() => second.end("SIGKILL"));
    expectHere(await answer, theta);
  });

  it("that nobody wants any more leave the queue, and the worker", async ({ skip, onTestFinished }) => {
    if (!server) return skip();
    const { session, url, workers } = await cluster(onTestFinished, {});
    const controller = new AbortController();
    const answers = Array.from({ length: 5 }, () => session.simulate(thetaOf(50, 100), 50, controller.signal));
    await until(async () => (await peek(url, "select 1 from inversa_queue.chunk where worker_id is not null")).length === 1);
    controller.abort(new Error("enough"));
    for (const answer of await Promise.allSettled(answers)) expect(answer).toMatchObject({ status: "rejected", reason: { message: "enough" } });
    await until(async () => (await peek(url, "select 1 from inversa_queue.chunk union all select 1 from inversa_jobs.job where name like 'run-%' and state < 'completed'")).length === 0);
    await workers[0]!.said("lost");
    const quick = thetaOf(10, 0);
    expectHere(await session.simulate(quick, 10, never), quick);
    await session.close();
    expect(await peek(url, "select 1 from inversa_queue.run union all select 1 from inversa_queue.result union all select 1 from inversa_jobs.queue where name like 'run-%'")).toEqual([]);
  });
});

describe("work that takes workers down", { concurrent: true }, () => {
  it("becomes a dead letter after three attempts: the session is told who, why and at which parameters", async ({ skip, onTestFinished }) => {
    if (!server) return skip();
    const { session, url, workers } = await cluster(onTestFinished, {});
    const theta = thetaOf(8, 0).map((value, i) => (i === 3 * 6 + 2 ? 1 : value));
    const error = await session.simulate(theta, 8, never).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "simulation-failed", message: expect.stringMatching(/chunk 0 of toy\/spring \(8 samples\) was begun 3 times.*worker \d+ on .*exited with code: 7.*at k = 51.4, pause = 0, deed = 1/) });
    const [letter] = await peek<{ theta: number[]; reasons: string[]; rows: number }>(url, "select theta, reasons, rows from inversa_queue.dead_letter");
    expect(letter).toMatchObject({ rows: 8, theta: [...theta], reasons: [expect.any(String), expect.any(String), expect.any(String)] });
    // The worker lives on.
    const good = thetaOf(10, 0);
    expectHere(await session.simulate(good, 10, never), good);
    expect(workers[0]!.child.exitCode).toBeNull();
  });

  it("is told apart from the workers that it kills, one after the other", async ({ skip, onTestFinished }) => {
    if (!server) return skip();
    const { session, url } = await cluster(onTestFinished, {}, {}, {});
    const error = await session.simulate(Float64Array.of(1, 0, 2), 1, never).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "simulation-failed", message: expect.stringMatching(/begun 3 times without an answer: worker \d+ on \S+ fell silent while it worked on it; worker/) });
    expect(await peek(url, "select theta from inversa_queue.dead_letter")).toEqual([{ theta: [1, 0, 2] }]);
  });
});

describe("workers that do not fit", { concurrent: true }, () => {
  const theta = thetaOf(30, 0);

  it("of another version stand aside with words, and the run goes on with one that fits", async ({ skip, onTestFinished }) => {
    if (!server) return skip();
    const { session, waiting, workers, url } = await cluster(onTestFinished, { version: "toys 0.9.0" });
    const answer = session.simulate(theta, 30, never);
    expect((await workers[0]!.said("stands-aside")).text).toContain("it has toys 0.9.0, the run wants toys 1.0.0: update it");
    await until(() => waiting.some((why) => why?.startsWith("the only worker cannot do toy/spring (worker ")));
    const fits = startWorker(url);
    onTestFinished(() => fits.end("SIGKILL"));
    expectHere(await answer, theta);
    await until(() => waiting.some((why) => why?.startsWith("1 of 2 workers cannot take part (worker ")));
  });

  it("because their equations were edited are found out by what they answer", async ({ skip, onTestFinished }) => {
    if (!server) return skip();
    const { workers, waiting, session } = await cluster(onTestFinished, { environment: { TOY_EDITION: "edited" } });
    void session.simulate(theta, 30, never).catch(() => {});
    expect((await workers[0]!.said("stands-aside")).text).toMatch(/its toy\/spring gives other curves for 2 of 2 draws \(by up to 0.01\d* of the largest value\), so its equations are others although the version is the same/);
    await until(() => waiting.some((why) => why?.includes("gives other curves")));
  });

  it("are missed with words where there is none at all", async ({ skip, onTestFinished }) => {
    if (!server) return skip();
    const { session, waiting, url } = await cluster(onTestFinished);
    const answer = session.simulate(theta, 30, never);
    await until(() => waiting.length > 0);
    expect(waiting[0]).toBe("no worker is there for toy/spring: start some with \"inversa worker\" and the same database");
    const late = startWorker(url);
    onTestFinished(() => late.end("SIGKILL"));
    expectHere(await answer, theta);
    await until(() => waiting.at(-1) === undefined);
  });
});
