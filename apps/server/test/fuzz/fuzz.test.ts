import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createApp, type App } from "@inversa/runtime";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serve, type RunningServer } from "../../src/index.ts";
import { type Client, clientOf, demoFiles, demoStudy } from "../client.ts";
import { prepareDatabase } from "../prepared-database.ts";
import { type Asked, exchangeWith } from "./exchange.ts";
import { type Known, nearly, type Schema, valid } from "./from-schema.ts";
import { fileName, hostile, hostileBody, hostileText } from "./hostile.ts";
import { judge, type Judge, type Operation, operationsOf } from "./judge.ts";

/** Requests in all; `INVERSA_FUZZ=50000` for a long run, with `INVERSA_FUZZ_SEED` for other ones and an empty PostgreSQL at `INVERSA_FUZZ_DATABASE_URL` if it is to keep things. */
const requests = Number(process.env["INVERSA_FUZZ"] ?? 1500);
const seed = Number(process.env["INVERSA_FUZZ_SEED"] ?? 1);
/** Stands in everything that the other workspace has. */
const mark = "belongs-to-the-others";

/** What a workspace holds when the requests begin, by id. */
type Kept = Readonly<Record<"files" | "studies" | "runs" | "estimates", readonly string[]>>;

describe("every operation of the API's own description", () => {
  let folder: string;
  let app: App;
  let server: RunningServer;
  let exchange: ReturnType<typeof exchangeWith>;
  let operations: readonly Operation[];
  let judged: Judge;
  let known: Known;
  let administrator: string;
  let callers: fc.Arbitrary<string | undefined>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "inversa-fuzz-"));
    await prepareDatabase(join(folder, "data"));
    app = createApp((await import("../fixtures/lab.ts")).default);
    const options = { data: join(folder, "data"), requireToken: true, version: "0.0.0", threads: 0, databaseUrl: process.env["INVERSA_FUZZ_DATABASE_URL"], limits: { requestsPerMinute: 1e9, fileBytes: 300_000 }, queue: { waiting: 5 }, logLevel: "silent" };
    // Something of each kind in both workspaces; afterwards nothing is run any more, so that only requests are measured.
    const first = await serve(app, options);
    const admin = clientOf(first.url, first.firstToken);
    const tokenFor = async (workspace: string, scopes: readonly string[]): Promise<string> => (await admin.post("/api/v1/tokens", { workspace, name: "fuzz", scopes })).body.token as string;
    const { body: { id: elsewhere } } = await admin.post("/api/v1/workspaces", { name: "elsewhere" });
    const [lab, reader, others] = [await tokenFor("default", ["read", "write"]), await tokenFor("default", ["read"]), await tokenFor(elsewhere as string, ["read", "write"])];
    const text = await demoStudy("least-squares");
    const [ours, theirs] = [await fill(clientOf(first.url, lab), text, ""), await fill(clientOf(first.url, others), text, mark)];
    await first.close();
    server = await serve(app, { ...options, atOnce: 0 });
    administrator = first.firstToken!;
    callers = fc.oneof({ weight: 12, arbitrary: fc.constant(lab) }, { weight: 3, arbitrary: fc.constant(administrator) }, { weight: 1, arbitrary: fc.constantFrom(reader, undefined, "inversa_guess", "\u00e9") });
    known = knownValues(text, ours, theirs);
    exchange = exchangeWith(server.url);
    judged = judge({ inside: [folder, fileURLToPath(new URL("../../../..", import.meta.url)), /node_modules|node:internal|\.ts:\d+|at async /], others: mark });
    operations = operationsOf((await clientOf(server.url).get("/api/v1/openapi.json")).body as never);
  });
  afterAll(async () => {
    exchange?.close();
    await server?.close();
    await app?.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  /** What is there for requests to name. */
  async function fill(client: Client, text: string, prefix: string): Promise<Kept> {
    const { body: { items } } = await client.upload((await demoFiles()).map(([name, bytes]) => [prefix + name, bytes]));
    const files = (items as { id: string }[]).map(({ id }) => id);
    const { body: { id: study } } = await client.post("/api/v1/studies", { text: text.replaceAll("CD-", `${prefix}CD-`).replace(/name: .*/, `name: ${prefix}study`), files });
    const { body: { id: run } } = await client.post("/api/v1/runs", { study });
    await client.events(run as string);
    const { body: { estimates } } = await client.get(`/api/v1/runs/${run}`);
    return { files, studies: [study as string], runs: [run as string], estimates: (estimates as { id: string }[]).map(({ id }) => id) };
  }

  function knownValues(text: string, ours: Kept, theirs: Kept): Known {
    const of = (kind: keyof Kept): fc.Arbitrary<string> => fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...ours[kind]) }, { weight: 2, arbitrary: fc.constantFrom(...theirs[kind]) }, { weight: 1, arbitrary: fc.uuid() });
    const damaged = fc.oneof(fc.tuple(fc.nat(text.length - 1), hostileText).map(([at, put]) => text.slice(0, at) + put + text.slice(at + 1)), fc.nat(text.length).map((at) => text.slice(0, at)));
    return {
      "files/id": of("files"), "studies/id": of("studies"), "runs/id": of("runs"), "estimates/id": of("estimates"), "trained-estimators/id": fc.uuid(),
      "models/id": fc.constantFrom("soil/duncan-chang-eb", "duncan-chang-eb"), "protocols/id": fc.constant("drained-triaxial"), "sources/id": fc.constantFrom("csv", "xlsx"), "exporters/id": fc.constantFrom("csv", "report"), "estimators/id": fc.constantFrom("bp", "least-squares"),
      files: fc.oneof({ weight: 6, arbitrary: fc.constant(ours.files) }, { weight: 1, arbitrary: fc.constant(theirs.files) }, { weight: 1, arbitrary: fc.array(of("files"), { maxLength: 4 }) }), study: of("studies"), run: of("runs"),
      model: fc.constantFrom("soil/duncan-chang-eb", "duncan-chang-eb"), estimator: fc.constantFrom("least-squares", "bp", "patient"), source: fc.constant("csv"), to: fc.constantFrom("csv", "json", "abaqus", "report", "plaxis"),
      name: fc.constantFrom("report.html", "a name", "三轴"), workspace: fc.constant("default"), status: fc.constantFrom("done", "queued"), samples: fc.integer({ min: 10, max: 5000 }), settings: fc.constant({}), options: fc.constant({}),
      conditions: fc.constantFrom({ confiningPressure: 100 }, {}), parameters: fc.constantFrom({ K: 50, n: 0.5, Rf: 0.8, c: 0, phi: 35, Kb: 30, m: 0.2 }, [{ K: 50 }]),
      tests: fc.array(fc.record({ protocol: fc.constant("drained-triaxial"), conditions: fc.constant({ confiningPressure: 100 }), axis: fc.constantFrom([0, 0.01, 0.02], { from: 0, to: 0.1, points: 5 }) }), { minLength: 1, maxLength: 3 }),
      text: fc.oneof({ weight: 3, arbitrary: fc.constant(text) }, { weight: 2, arbitrary: damaged }, { weight: 1, arbitrary: fc.constant("a: &a [x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n") }),
    };
  }

  /** A request to an operation: as described, nearly so, or as somebody would send it who wants to break something. */
  function requestsTo({ method, path, parameters, requestBody }: Operation): fc.Arbitrary<Asked> {
    const mode = fc.constantFrom("valid", "valid", "valid", "nearly", "nearly", "hostile");
    const resource = /([\w-]+)\/\{id\}/.exec(path)?.[1];
    const json = requestBody?.content["application/json"]?.schema;
    return mode.chain((how) => {
      const wrong = how === "hostile";
      const one = (name: string, schema: Schema): fc.Arbitrary<string> => (wrong ? fc.oneof(hostileText, hostile.map((value) => JSON.stringify(value) ?? "")) : valid(schema, known, name === "id" ? `${resource}/id` : name).map(String));
      const record = (place: "path" | "query" | "header"): fc.Arbitrary<Record<string, string>> => {
        const own = parameters.filter((parameter) => parameter.in === place);
        return fc.record(Object.fromEntries(own.map(({ name, schema }) => [name, one(name, schema)])), { requiredKeys: place === "path" ? own.map(({ name }) => name) : [] }) as fc.Arbitrary<Record<string, string>>;
      };
      const body: fc.Arbitrary<Pick<Asked, "body"> & { readonly type?: string }> = requestBody?.content["multipart/form-data"] ? uploads(wrong)
        : json === undefined ? fc.constant(wrong ? { body: "{}", type: "application/json" } : {})
          : wrong ? fc.oneof(fc.tuple(hostileBody, fc.constantFrom("application/json", "text/plain", "application/xml", "multipart/form-data", "application/json; charset=utf-16", "")).map(([text, type]) => ({ body: text, ...(type ? { type } : {}) })), hostile.map((value) => ({ body: JSON.stringify(value) ?? "", type: "application/json" })))
            : (how === "valid" ? valid(json, known) : valid(json, known).chain(nearly)).map((value) => ({ body: JSON.stringify(value), type: "application/json" }));
      return fc.record({
        method: wrong ? fc.constantFrom(method, method, method, "PUT", "PATCH", "OPTIONS", "HEAD") : fc.constant(method), token: /workspaces|tokens/.test(path) ? fc.oneof(callers, fc.constant(administrator)) : callers, inPath: record("path"), query: record("query"), headers: record("header"), body, raw: wrong ? fc.constantFrom(false, false, false, true) : fc.constant(false),
      }).map(({ method: sent, token, inPath, query, headers, body: { body: content, type }, raw }): Asked => ({
        method: sent,
        path: path.replaceAll(/\{(\w+)\}/g, (_, name: string) => (raw ? "%zz%" : "") + encoded(inPath[name]!)) + (Object.keys(query).length > 0 ? `?${Object.entries(query).map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join("&")}` : ""),
        headers: { ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, inHeader(value)])), ...(token === undefined ? {} : { authorization: `Bearer ${inHeader(token)}` }), ...(type === undefined ? {} : { "content-type": type }) },
        body: content,
      }));
    });
  }

  const uploads = (wrong: boolean): fc.Arbitrary<{ body: Buffer; type: string }> => fc.array(fc.record({ name: fileName, bytes: fc.uint8Array({ maxLength: 200 }), field: fc.constantFrom("file", "file", "x") }), { maxLength: 3 }).map((parts) => {
    const boundary = "----between";
    const body = Buffer.concat([...parts.flatMap(({ name, bytes, field }) => [Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${field}"; filename="${name.replaceAll(/[\r\n"]/g, "_")}"\r\ncontent-type: text/csv\r\n\r\n`), Buffer.from(bytes), Buffer.from("\r\n")]), Buffer.from(`--${boundary}--\r\n`)]);
    return { body: wrong ? body.subarray(0, Math.floor(body.length / 2)) : body, type: `multipart/form-data; boundary=${wrong && parts.length % 2 === 0 ? "" : boundary}` };
  });

  it("is answered as described whatever is asked, by nothing of the inside and nothing of another workspace", async () => {
    expect(operations.length).toBeGreaterThan(30);
    let asked = 0;
    const failures: string[] = [];
    const statuses: Record<string, number> = {};
    for (const [i, operation] of operations.entries()) {
      const checked = await fc.check(fc.asyncProperty(requestsTo(operation), async (request) => {
        const answered = await exchange.ask(request);
        asked++;
        statuses[answered.status] = (statuses[answered.status] ?? 0) + 1;
        const wrong = judged(request.method === operation.method ? operation : undefined, request, answered);
        if (wrong !== undefined) throw new Error(`${wrong}\n${request.method} ${request.path}\n${JSON.stringify(request.headers)}\n${String(request.body).slice(0, 500)}\n-> ${answered.status} ${answered.text.slice(0, 500)}`);
      }), { numRuns: Math.ceil(requests / operations.length), seed: seed + i });
      if (checked.failed) failures.push(checked.errorInstance instanceof Error ? checked.errorInstance.message : String(checked.errorInstance));
    }
    expect(failures).toEqual([]);
    if (requests > 1500) process.stderr.write(`${asked} requests to ${operations.length} operations: ${JSON.stringify(statuses)}\n`);
    // It would be easy to answer nothing but refusals.
    expect(statuses[200]! / asked).toBeGreaterThan(0.3);
  }, 24 * 3600_000);
});

const encoded = (text: string): string => encodeURIComponent(text.toWellFormed());

/** Headers hold bytes; what cannot stand in one would not leave any client. */
const inHeader = (text: string): string => text.replaceAll(/[^\u0020-\u007e\u0080-\u00ff\t]/g, "?").trim();
