import { quietRun } from "@inversa/core";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { localEngine } from "@inversa/engine-local";
import { runWorker, type WorkerNews } from "@inversa/engine-queue";
import { createApp, decodeInverse, parsePairsFile, readPairs, trainPairs } from "@inversa/runtime";
import { startPostgres } from "@inversa/testing/postgres";
import { expect, it } from "vitest";
import { serve } from "../src/index.ts";
import { clientOf, demoStudy, demoFiles } from "./client.ts";
import lab from "./fixtures/lab.ts";

it("a server with the engine queue has its runs simulated and trained by workers that share its PostgreSQL, whatever the study says", async ({ skip, onTestFinished }) => {
  const postgres = await startPostgres();
  if (!postgres) return skip("no PostgreSQL under /usr/lib/postgresql (apt-get install postgresql)");
  const [app, ending, news] = [createApp(lab), new AbortController(), [] as WorkerNews[]];
  const folder = await mkdtemp(join(tmpdir(), "inversa-workers-"));
  const working = runWorker(app.origin, { url: postgres.url, engine: localEngine, estimators: app.estimators.all(), threads: 1, signal: ending.signal, tell: (one) => void news.push(one) });
  const server = await serve(app, { data: folder, databaseUrl: postgres.url, engine: "queue", version: "0.0.0", logLevel: "warn" });
  onTestFinished(async () => {
    await server.close();
    ending.abort();
    await working;
    await app.dispose();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  });
  const client = clientOf(server.url);
  const { body: { items } } = await client.upload(await demoFiles());
  const text = (await demoStudy("{ id: bp, settings: { hidden: [{ units: 8, activation: tanh }], epochs: 5, engine: float64 } }")).replace("samples: 2000", "samples: 200\n  engine: local");
  const { body: { id: study } } = await client.post("/api/v1/studies", { text, files: items.map((file: { id: string }) => file.id) });
  const { body: { id: run } } = await client.post("/api/v1/runs", { study });
  expect((await client.events(run)).at(-1)).toMatchObject({ event: "done" });
  const { body: { estimates: [{ id: estimate }] } } = await client.get(`/api/v1/runs/${run}`);
  expect((await client.get(`/api/v1/estimates/${estimate}`)).body).toMatchObject({ estimator: "bp", provenance: { environment: { engine: "queue" } } });
  expect(news.filter(({ event }) => event === "begins").map(({ text: told }) => told.replace(/ for .*/, ""))).toEqual(["takes part in soil/duncan-chang-eb", "takes part in bp"]);
  expect(news.at(-1)!.done).toMatchObject({ samples: 201, late: 0, failed: 0 });

  // Measured pairs are trained there too, with the bits of a training in one thread.
  const table = ["make,k,f1,f2,f3", ...Array.from({ length: 24 }, (_, i) => [i % 3, i, i + Math.sin(i), 2 * i, 3 * i].join(","))].join("\n");
  const pairsText = "inversa: 1\npairs: { files: [springs.csv], group: make }\nseries: { force: { columns: f1..f3, unit: N } }\ninputs: [force]\ntargets: { k: { column: k } }\nestimators: [{ id: gaussian-process, settings: { steps: 5 } }]\n";
  const { body: { items: [uploaded] } } = await client.upload([["springs.csv", table]]);
  const { body: { id: pairs } } = await client.post("/api/v1/studies", { text: pairsText, files: [uploaded.id] });
  const before = news.length;
  const { body: { id: training } } = await client.post("/api/v1/runs", { study: pairs, only: "train" });
  expect((await client.events(training)).at(-1)).toMatchObject({ event: "done" });
  expect(news.slice(before).filter(({ event, text: told }) => event === "begins" && told.startsWith("takes part in gaussian-process"))).toHaveLength(4);
  const { body: { trained: [{ id: trained }] } } = await client.get(`/api/v1/runs/${training}`);
  const there = decodeInverse(new Uint8Array(await (await fetch(`${server.url}/api/v1/estimators/${trained}/file`)).arrayBuffer()))!;
  await writeFile(join(folder, "springs.csv"), table);
  const measured = await readPairs(app, parsePairsFile(pairsText, "study.yaml")!, folder);
  expect(there.arrays).toEqual((await trainPairs(app, measured, measured.estimators[0]!, { byGroup: true }, quietRun(measured.seed))).saved.arrays);
});
