import { type LearnedEstimator, type Progress, quietRun, type TrainingRequest, type TrainingSession } from "@inversa/core";
import { linearTrainingSet } from "@inversa/testing";
import { type PostgresServer, startPostgres } from "@inversa/testing/postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { queueEngine } from "../src/index.ts";
import { freshDatabase, hasty, originOf, peek, startWorker, until, type WorkerProcess, type WorkerSetting } from "./cluster.ts";
import { mean } from "./fixtures/lab.ts";

let server: PostgresServer | undefined;
let databases = 0;
beforeAll(async () => { server = await startPostgres(); });
afterAll(() => server?.stop());

const set = linearTrainingSet(60);
const request = (pause = 0): TrainingRequest => ({ estimator: "mean", settings: { pause }, arithmetic: "float64", set });

async function cluster(onTestFinished: (clean: () => Promise<void>) => void, ...workers: readonly WorkerSetting[]): Promise<{ url: string; session: TrainingSession; workers: readonly WorkerProcess[] }> {
  const url = await freshDatabase(server!.url, `training_${++databases}`);
  const started = workers.map((setting) => startWorker(url, setting));
  onTestFinished(async () => void (await Promise.all(started.map((worker) => worker.end("SIGKILL")))));
  await Promise.all(started.map((worker) => worker.said("ready")));
  const session = await queueEngine({ url, timing: hasty }).openTraining!(originOf());
  onTestFinished(() => session.close());
  return { url, session, workers: started };
}

describe("trainings on workers", { concurrent: true }, () => {
  it("give the numbers of a training here, several at once, a set that they share sent once", async ({ skip, onTestFinished }) => {
    if (!server) return skip("no PostgreSQL under /usr/lib/postgresql (apt-get install postgresql)");
    const { session, url } = await cluster(onTestFinished, { threads: 2 }, {});
    expect(session.parallelism).toBe(3);
    const seeds = [1, 2, 3, 3];
    const there = await Promise.all(seeds.map((seed) => session.train(request(), quietRun(seed))));
    for (const [i, seed] of seeds.entries()) expect(there[i]!.saved).toEqual((await (mean as LearnedEstimator).fit(set, { pause: 0 } as never, quietRun(seed))).save());
    // Three seeds are three contents; the fourth training asked for one that was there.
    expect(await peek(url, "select count(distinct hash)::int as contents from inversa_queue.content")).toEqual([{ contents: 3 }]);
    expect(await peek(url, "select 1 from inversa_queue.run")).toEqual([]);
  });

  it("tell how far they are, go to another worker when theirs is killed, and stop when they are interrupted", async ({ skip, onTestFinished }) => {
    if (!server) return skip();
    const { session, url, workers } = await cluster(onTestFinished, {});
    const told: Progress[] = [];
    const long = session.train(request(2500), { ...quietRun(5), progress: (progress) => void told.push(progress) });
    await until(() => told.some(({ done }) => done > 0));
    expect(told.find(({ done }) => done > 0)).toMatchObject({ stage: "train mean", total: 10, values: { loss: expect.any(Number) } });
    await workers[0]!.end("SIGKILL");
    const second = startWorker(url);
    onTestFinished(() => second.end("SIGKILL"));
    expect((await long).saved).toEqual((await (mean as LearnedEstimator).fit(set, { pause: 0 } as never, quietRun(5))).save());
    const controller = new AbortController();
    const endless = session.train(request(10_000), quietRun(6, controller.signal));
    await until(async () => (await peek(url, "select 1 from inversa_queue.chunk where worker_id is not null")).length === 1);
    controller.abort(new Error("enough"));
    await expect(endless).rejects.toThrow("enough");
    await until(() => second.news.some(({ event }) => event === "lost"));
  });

  it("in another arithmetic are refused with words, since the last digits would differ", async ({ skip, onTestFinished }) => {
    if (!server) return skip();
    const { session, workers } = await cluster(onTestFinished, { environment: { TOY_ARITHMETIC: "tfjs-node 4.22.0" } });
    const told: Progress[] = [];
    const controller = new AbortController();
    const answer = session.train(request(), { ...quietRun(1, controller.signal), progress: (progress) => void told.push(progress) });
    expect((await workers[0]!.said("stands-aside")).text).toContain("it trains mean on tfjs-node 4.22.0, the run wants float64, and the numbers would differ in their last digits");
    await until(() => told.some(({ note }) => note?.startsWith("the only worker cannot do mean")));
    controller.abort(new Error("enough"));
    await expect(answer).rejects.toThrow("enough");
  });
});
