import { localEngine } from "@inversa/engine-local";
import { startPostgres } from "@inversa/testing/postgres";
import { queueEngine } from "../src/index.ts";
import { standardTiming } from "../src/timing.ts";
import { freshDatabase, originOf, springTask, startWorker, type WorkerProcess } from "../test/cluster.ts";
import { type Figure, median, secondsFor, taskOf, thetaOf } from "./work.ts";

const never = new AbortController().signal;

/**
 * What a chunk costs over computing it, and how workers add up. The spring's simulations wait instead of computing, so that workers do not share the processors of
 * one machine: what is measured is the queue. PostgreSQL writes to the disk before it confirms.
 */
export default async (): Promise<readonly Figure[]> => {
  const server = await startPostgres({ durable: true });
  if (!server) return [{ name: "no PostgreSQL under /usr/lib/postgresql", unit: "", median: 0 }];
  const figures: Figure[] = [];
  let databases = 0;
  const withWorkers = async (n: number, threads: number, task: typeof springTask, work: (session: Awaited<ReturnType<ReturnType<typeof queueEngine>["open"]>>) => Promise<void>): Promise<number> => {
    const url = await freshDatabase(server.url, `bench_${++databases}`);
    const workers: WorkerProcess[] = Array.from({ length: n }, () => startWorker(url, { threads, timing: standardTiming }));
    await Promise.all(workers.map((worker) => worker.said("ready")));
    const session = await queueEngine({ url }).open(task, originOf(), {});
    try {
      // The workers' threads start, and the session sees how many there are.
      await secondsFor(session, 4 * n * threads, 1, 100);
      while (session.parallelism < 2 * n * threads) await new Promise((resolve) => { setTimeout(resolve, 50); });
      await secondsFor(session, 4 * n * threads, 1, 100);
      await work(session);
    } finally {
      await session.close();
      for (const worker of workers) worker.child.kill("SIGTERM");
    }
    const over = await Promise.all(workers.map((worker) => worker.said("over")));
    return over.reduce((sum, one) => sum + (one as unknown as { processor: number }).processor, 0);
  };

  await withWorkers(1, 1, springTask, async (session) => {
    const latencies: number[] = [];
    for (let i = 0; i < 60; i++) {
      const began = performance.now();
      await session.simulate(thetaOf(1, 0), 1, never);
      latencies.push(performance.now() - began);
    }
    figures.push({ name: "one chunk, asked and answered", unit: "ms", median: median(latencies), note: "an idle worker looks every 20 ms to 1 s" });
    const [chunks, pause] = [40, 250];
    const seconds = await secondsFor(session, chunks, 1, pause);
    figures.push({ name: "overhead of a chunk on a busy thread", unit: "ms", median: (1000 * seconds) / chunks - pause, note: "160 bytes" });
  });
  await withWorkers(1, 1, taskOf(100_000), async (session) => {
    const [chunks, pause] = [40, 250];
    const seconds = await secondsFor(session, chunks, 1, pause);
    figures.push({ name: "overhead of a chunk with 100 kB of results", unit: "ms", median: (1000 * seconds) / chunks - pause });
  });
  await withWorkers(1, 1, taskOf(8_000_000), async (session) => {
    const seconds = await secondsFor(session, 24, 1, 0);
    figures.push({ name: "results through the database, one run", unit: "MB/s", median: (24 * 8) / seconds });
  });

  const [chunks, rows, pause] = [32, 100, 5];
  for (const n of [1, 2, 4]) {
    const local = await localEngine.open(springTask, originOf(), { threads: n });
    await secondsFor(local, 4 * n, 1, 100);
    const here = await secondsFor(local, n * chunks, rows, pause);
    await local.close();
    let there = 0;
    await withWorkers(n, 1, springTask, async (session) => { there = await secondsFor(session, n * chunks, rows, pause); });
    figures.push({ name: `${n} worker processes, chunks of 0.5 s`, unit: "rows/s", median: (n * chunks * rows) / there, note: `${((100 * here) / there).toFixed(1)} % of ${n} threads here` });
  }
  let idle = 0;
  const processor = await withWorkers(1, 64, springTask, async (session) => {
    const began = performance.now();
    const many = 3000;
    await secondsFor(session, many, 1, 100);
    idle = many / ((performance.now() - began) / 1000);
  });
  figures.push({ name: "chunks of 0.1 s from one worker with 64 threads", unit: "chunks/s", median: idle, note: `640/s without overhead; ${processor.toFixed(1)} s of processor in the worker` });
  await server.stop();
  return figures;
};
