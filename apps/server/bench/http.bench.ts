import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import autocannon from "autocannon";
import { type Client, clientOf, demoFiles, keepDemoStudy } from "../test/client.ts";
import { startProgram } from "./processes.ts";

interface Figure { readonly name: string; readonly unit: string; readonly median: number; readonly note?: string }

type Requests = readonly { readonly name: string; readonly of: (kept: Kept) => { readonly path: string; readonly body?: object } }[];

const connections = 50;
/** Seconds that a route is asked for. */
const duration = Number(process.env["INVERSA_BENCH_SECONDS"] ?? 5);

/** A trained network asked about three drained tests. */
const answers: Requests = [
  { name: "POST /estimators/ID/estimate, three tests", of: ({ trained, observations }) => ({ path: `/api/v1/estimators/${trained}/estimate`, body: { observations } }) },
  { name: "the same, not verified", of: ({ trained, observations }) => ({ path: `/api/v1/estimators/${trained}/estimate`, body: { observations, verify: false } }) },
];

/** What is asked at 50 connections; `kept` is what `fill` left. */
const requests: Requests = [
  { name: "GET /files, 50 of 60", of: () => ({ path: "/api/v1/files" }) },
  { name: "GET /studies, 21", of: () => ({ path: "/api/v1/studies" }) },
  { name: "GET /runs, 20 that are done", of: () => ({ path: "/api/v1/runs" }) },
  { name: "GET /estimates/ID", of: ({ estimate }) => ({ path: `/api/v1/estimates/${estimate}` }) },
  { name: "POST /simulate, one test of 30 points", of: () => ({
    path: "/api/v1/simulate",
    body: { parameters: { K: 50, n: 0.5, Rf: 0.8, c: 0, phi: 35, Kb: 30, m: 0.2 }, tests: [{ protocol: "drained-triaxial", conditions: { confiningPressure: 100 }, axis: { from: 0, to: 0.15, points: 30 } }] },
  }) },
];

/** What a server does with many small requests, beside what the framework alone does with one, in the same run; and how long one is waited for at its start. */
export default async function http(): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), "inversa-bench-"));
  try {
    const figures = [...(await coldStarts(folder)), ...(await many("fastify alone, 50 rows", await withProgram("bare-fastify.ts", [], ({ url }) => ask(url))))];
    let kept: Kept | undefined;
    await withProgram("served.ts", [join(folder, "data")], async ({ url }) => {
      kept = await fill(clientOf(url));
      for (const { name, of } of requests) {
        const { path, body } = of(kept);
        figures.push(...many(name, await ask(`${url}${path}`, body)));
      }
      figures.push(...(await answered(url, kept, "alone", 1)), ...(await answered(url, kept, "50 at once", connections)));
    });
    await withProgram("served.ts", [join(folder, "data"), "1"], async ({ url }) => { figures.push(...(await answered(url, kept!, "50 at once, each by itself", connections))); });
    return figures;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What a trained network answers when so many ask. */
async function answered(url: string, kept: Kept, how: string, asking: number): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const { name, of } of answers) {
    const { path, body } = of(kept);
    // The first question opens the network.
    await clientOf(url).post(path, body);
    figures.push(...many(`${name}, ${how}`, await ask(`${url}${path}`, body, asking)));
  }
  return figures;
}

async function coldStarts(folder: string): Promise<readonly Figure[]> {
  const times: number[] = [];
  for (let n = 0; n < 4; n++) {
    const began = performance.now();
    await withProgram("../../cli/src/main.ts", ["serve", "--port", "0", "--quiet", "--json", "--data", join(folder, "cold")], async ({ url }) => { await fetch(`${url}/api/v1/app`); times.push(performance.now() - began); });
  }
  const [first, ...later] = times as [number, ...number[]];
  return [
    { name: "inversa serve to its first answer, new folder", unit: "ms", median: first, note: "makes the database" },
    { name: "inversa serve to its first answer, kept folder", unit: "ms", median: later.toSorted((a, b) => a - b)[1]! },
  ];
}

interface Kept {
  readonly estimate: string;
  /** A trained network. */
  readonly trained: string;
  /** The demo's three drained tests. */
  readonly observations: readonly object[];
}

/** Sixty files, twenty-one studies and as many runs, and a network that was trained on 2,000 simulations. */
async function fill(client: Client): Promise<Kept> {
  for (let n = 0; n < 19; n++) await client.upload(await demoFiles());
  const study = await keepDemoStudy(client, "least-squares");
  const { body: { text, files } } = await client.get(`/api/v1/studies/${study}`) as { body: { text: string; files: { name: string }[] } };
  const { body: { items } } = await client.get("/api/v1/files?limit=3") as { body: { items: { id: string }[] } };
  for (let n = 0; n < 20; n++) await client.post("/api/v1/studies", { text, files: items.slice(0, files.length).map(({ id }) => id) });
  let last = "";
  for (let n = 0; n < 20; n++) last = (await client.post("/api/v1/runs", { study })).body.id as string;
  await client.events(last);
  const { body: { estimates: [estimate] } } = await client.get(`/api/v1/runs/${last}`) as { body: { estimates: { id: string }[] } };
  const network = await keepDemoStudy(client, "{ id: bp, settings: { epochs: 20 } }");
  const training = (await client.post("/api/v1/runs", { study: network, only: "train" })).body.id as string;
  await client.events(training);
  const { body: { trained: [trained] } } = await client.get(`/api/v1/runs/${training}`) as { body: { trained: { id: string }[] } };
  const { body: { observations } } = await client.get(`/api/v1/estimates/${estimate!.id}`) as { body: { observations: { id: string; protocol: string; conditions: object; axis: number[]; responses: object }[] } };
  return { estimate: estimate!.id, trained: trained!.id, observations: observations.map(({ id, protocol, conditions, axis, responses }) => ({ id, protocol, conditions, axis, responses })) };
}

async function withProgram<T>(file: string, args: readonly string[], work: (program: { readonly url: string }) => Promise<T>): Promise<T> {
  const program = await startProgram(file, args);
  try {
    return await work(program);
  } finally {
    await program.stop();
  }
}

const ask = (url: string, body?: object, asking = connections): Promise<autocannon.Result> => autocannon({ url, connections: asking, duration, ...(body ? { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } } : {}) });

/** Only what was answered counts; what was refused is told beside it, and hastens the latencies. */
function many(name: string, { "2xx": answered, latency: { p50, p99 }, non2xx, errors }: autocannon.Result): readonly Figure[] {
  return [{ name, unit: "requests/s", median: answered / duration, note: `p50 ${p50} ms, p99 ${p99} ms${non2xx + errors > 0 ? `; ${non2xx + errors} more were refused` : ""}` }];
}
