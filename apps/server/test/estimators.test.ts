import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createApp, type App } from "@inversa/runtime";
import { startPostgres, type PostgresServer } from "@inversa/testing/postgres";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { serve, type RunningServer } from "../src/index.ts";
import { type Client, clientOf, demoFiles, demoStudy } from "./client.ts";
import { kinds } from "./databases.ts";
import { prepareDatabase } from "./prepared-database.ts";

/** A network that is trained in a second. */
const small = "{ id: bp, settings: { hidden: [{ units: 12, activation: tanh }], epochs: 15 } }";
const withSamples = (text: string, samples: number): string => text.replace("samples: 2000", `samples: ${samples}`);

/** Forces of springs at four stretches, with noise that a formula makes. */
const springs = (make: string, rows: number, n: number): string =>
  ["make,row,k,f1,f2,f3,f4", ...Array.from({ length: rows }, (_, i) => {
    const k = 1 + (4 * ((7 * i + 5 * n) % rows)) / rows + 0.02 * n;
    return [make, i, k + 0.03 * Math.sin(13 * i + n), ...[1, 2, 3, 4].map((x) => k * x)].join(",");
  })].join("\n");

const pairsText = `inversa: 1
pairs: { files: [A.csv, B.csv, C.csv], id: [make, row], group: make }
series: { force: { columns: f1..f4, unit: N } }
inputs: [force]
targets: { stiffness: { column: k, unit: N/mm2 } }
estimators: [{ id: gaussian-process, settings: { steps: 10 } }]
evaluation: { repeats: 1, folds: 3 }
`;

describe.each(kinds)("trained estimators on %s", (kind) => {
  let folder: string;
  let postgres: PostgresServer | undefined;
  let app: App;
  let server: RunningServer;
  let lab: Client;
  let others: Client;
  let study: string;
  /** The run of the demo's study. */
  let whole: { readonly id: string; readonly estimates: readonly { readonly id: string }[]; readonly trained: readonly { readonly id: string }[] };
  beforeAll(async () => {
    if (kind === "PostgreSQL" && !(postgres = await startPostgres())) return;
    folder = await mkdtemp(join(tmpdir(), "inversa-estimators-"));
    if (!postgres) await prepareDatabase(join(folder, "data"));
    // The processes beside the server hear of it; what is patient waits until the file is there.
    process.env["INVERSA_TEST_GATE"] = join(folder, "gate");
    app = createApp((await import("./fixtures/lab.ts")).default);
    server = await serve(app, { data: join(folder, "data"), databaseUrl: postgres?.url, requireToken: true, version: "0.0.0", threads: 0, limits: { requestsPerMinute: 100_000 }, logLevel: "warn" });
    lab = clientOf(server.url, server.firstToken);
    const { body: { id } } = await lab.post("/api/v1/workspaces", { name: "the others" });
    others = clientOf(server.url, (await lab.post("/api/v1/tokens", { workspace: id, name: "others", scopes: ["read", "write"] })).body.token as string);
    const { body: { items } } = await lab.upload(await demoFiles());
    const kept = await lab.post("/api/v1/studies", { text: withSamples(await demoStudy(`${small}, least-squares`), 400), files: items.map((file: { id: string }) => file.id) });
    study = kept.body.id as string;
    whole = (await ended({ study })) as unknown as typeof whole;
  });
  afterAll(async () => {
    delete process.env["INVERSA_TEST_GATE"];
    await server?.close();
    await app?.dispose();
    await postgres?.stop();
    if (folder) await rm(folder, { recursive: true, force: true });
  });
  beforeEach(({ skip }) => {
    if (!server) skip("no PostgreSQL under /usr/lib/postgresql");
  });

  const ended = async (asked: object): Promise<Record<string, never>> => {
    const run = (await lab.post("/api/v1/runs", asked)).body.id as string;
    await lab.events(run);
    return (await lab.get(`/api/v1/runs/${run}`)).body as Record<string, never>;
  };

  it("are left by a run with its completion, one for each estimator that learns, and by a run that only trains", async () => {
    expect(whole).toMatchObject({ status: "done", only: null, estimates: [{ estimator: "bp" }, { estimator: "least-squares" }], trained: [{ estimator: "bp" }] });
    const planned = withSamples(await demoStudy(small), 400).replace(/data:\n.*\n/, "data: [{ id: planned, protocol: drained-triaxial, conditions: { confiningPressure: 150 }, axis: { from: 0, to: 0.12, points: 20 } }]\n");
    const { body: { id } } = await lab.post("/api/v1/studies", { text: planned, files: [] });
    expect(await ended({ study: id as string })).toMatchObject({ status: "failed", error: { code: "study-invalid" }, trained: [] });
    expect(await ended({ study: id as string, only: "train" })).toMatchObject({ status: "done", only: "train", estimates: [], trained: [{ estimator: "bp" }], artefacts: [] });
    expect(await ended({ study: (await lab.post("/api/v1/studies", { text: planned.replace(small, "least-squares"), files: [] })).body.id as string, only: "train" })).toMatchObject({ status: "failed", error: { code: "estimator-incompatible" } });

    const first = await lab.get("/api/v1/trained-estimators?limit=1");
    const second = await lab.get(`/api/v1/trained-estimators?limit=1&before=${first.body.next}`);
    expect(second.body).toMatchObject({ items: [{ run: whole.id, study, model: "soil/duncan-chang-eb", estimator: "bp" }], next: null });
    expect((await lab.get("/api/v1/trained-estimators?estimator=cnn")).body.items).toEqual([]);
    expect((await lab.get(`/api/v1/estimators/${first.body.items[0].id}`)).body).toMatchObject({
      tests: [{ id: "planned", protocol: "drained-triaxial", conditions: [{ name: "confiningPressure", value: 150, unit: "kPa" }], axis: { name: "axialStrain", unit: "1", from: 0, to: 0.12, points: 20 } }],
      parameters: expect.arrayContaining([expect.objectContaining({ name: "K", prior: { distribution: "log-uniform", min: 10, max: 500 } })]) as object[], training: { samples: 360, heldOut: 40 },
    });
    // The variant's kinds stay where they were.
    expect((await lab.get("/api/v1/estimators")).body.items.map((one: { id: string }) => one.id)).toEqual(["bp", "gaussian-process", "least-squares", "patient", "broken"]);
    expect((await lab.get("/api/v1/estimators/bp")).body).toMatchObject({ id: "bp", way: "learned" });
  });

  it("answer measured tests as the study's run did, from files or as they are sent, and under whatever name", async () => {
    const [one] = whole.trained;
    const { body: estimate } = await lab.get(`/api/v1/estimates/${whole.estimates[0]!.id}`);
    const files = (await lab.get("/api/v1/files")).body.items.map((file: { id: string }) => file.id) as string[];
    const ask = (body: object) => lab.post(`/api/v1/estimators/${one!.id}/estimate`, body);
    const byFiles = await ask({ files: files.toReversed(), bands: true });
    expect(byFiles.status).toBe(200);
    for (const field of ["parameters", "correlation", "fit", "predicted", "observations"]) expect(byFiles.body[field]).toEqual(estimate[field]);
    expect(byFiles.body.diagnostics).toMatchObject({ misfit: estimate.diagnostics.misfit, warnings: estimate.diagnostics.warnings, training: estimate.diagnostics.training });
    const observations = estimate.observations.map(({ protocol, conditions, axis, responses }: Record<string, unknown>, i: number) => ({ id: `specimen ${i}`, protocol, conditions, axis, responses }));
    const sent = await ask({ observations });
    expect(sent.body.parameters).toEqual(estimate.parameters);
    expect(sent.body.fit.map((fit: { r2: number }) => fit.r2)).toEqual(estimate.fit.map((fit: { r2: number }) => fit.r2));
    expect(sent.body.predicted[0]).not.toHaveProperty("band95");
    const quick = await ask({ observations, verify: false });
    expect(quick.body).toMatchObject({ parameters: estimate.parameters, predicted: [], fit: [], diagnostics: { misfit: null } });

    // What is asked at the same time is answered as what is asked alone.
    const scaled = (factor: number) => observations.map((test: { responses: Record<string, number[]> }) => ({ ...test, responses: { ...test.responses, deviatorStress: test.responses["deviatorStress"]!.map((q) => q * factor) } }));
    const factors = Array.from({ length: 20 }, (_, i) => 0.8 + i / 50);
    const [refused, ...together] = await Promise.all([ask({ observations: observations.slice(1) }), ...factors.map((factor) => ask({ observations: scaled(factor) }))]);
    expect(refused).toMatchObject({ status: 422, body: { code: "trained-estimator-mismatch" } });
    for (const [i, factor] of factors.entries()) expect(together[i]!.body.parameters).toEqual((await ask({ observations: scaled(factor) })).body.parameters);
    expect(new Set(together.map(({ body }) => JSON.stringify(body.parameters))).size).toBe(factors.length);
  });

  it("are the first of two steps where the question asks for a second, as in a study; nobody waits for it who asked for none", async () => {
    const files = (await lab.get("/api/v1/files")).body.items.map((file: { id: string }) => file.id) as string[];
    const { body: { id } } = await lab.post("/api/v1/studies", { text: withSamples(await demoStudy(small.replace(/ }$/, ", then: least-squares }")), 400), files });
    const run = (await ended({ study: id as string })) as unknown as typeof whole;
    const { body: estimate } = await lab.get(`/api/v1/estimates/${run.estimates[0]!.id}`);
    expect(estimate).toMatchObject({ estimator: "bp+least-squares", diagnostics: { before: [{ estimator: "bp" }] } });
    const ask = (body: object) => lab.post(`/api/v1/estimators/${run.trained[0]!.id}/estimate`, body);
    // oxlint-disable-next-line unicorn/no-thenable -- the word of a study file; never awaited
    const twoSteps = (then: unknown, more: object = {}) => ask({ files, then, ...more });
    const polished = await twoSteps({ id: "least-squares", settings: {} }, { bands: true });
    expect(polished.status).toBe(200);
    for (const field of ["estimator", "parameters", "correlation", "fit", "predicted"]) expect(polished.body[field]).toEqual(estimate[field]);
    expect(polished.body.diagnostics).toMatchObject({ before: estimate.diagnostics.before, misfit: estimate.diagnostics.misfit, uncertainty: estimate.diagnostics.uncertainty, training: estimate.diagnostics.training });

    const patient = twoSteps("patient");
    while (!existsSync(join(folder, "gate.begun"))) await new Promise((resolve) => setTimeout(resolve, 20));
    const plain = await ask({ files });
    expect(plain.body).toMatchObject({ estimator: "bp", parameters: expect.any(Array) as object[] });
    expect(plain.body.diagnostics).not.toHaveProperty("before");
    await writeFile(join(folder, "gate"), "");
    expect((await patient).body).toMatchObject({ estimator: "bp+patient", parameters: estimate.parameters, diagnostics: { before: estimate.diagnostics.before } });

    for (const [then, more, answer] of [
      ["bp", {}, { status: 422, body: { code: "estimator-incompatible", where: expect.stringContaining("then") as string, expected: expect.stringContaining("least-squares") as string } }],
      ["least-sqares", {}, { status: 422, body: { code: "unknown-id", where: expect.stringContaining("then") as string } }],
      [{ id: "least-squares", settings: { speed: 1 } }, {}, { status: 422, body: { where: expect.stringContaining("then") as string, what: expect.stringContaining("speed") as string } }],
      ["least-squares", { verify: false }, { status: 400, body: { code: "request-invalid", where: "then" } }],
      [["least-squares"], {}, { status: 400, body: { code: "request-invalid", what: expect.stringContaining("then") as string } }],
    ] as const) expect(await twoSteps(then, more)).toMatchObject(answer);
  });

  it("say in words why they cannot answer", async () => {
    const ask = (body: object, id = whole.trained[0]!.id) => lab.post(`/api/v1/estimators/${id}/estimate`, body);
    const test = { protocol: "drained-triaxial", conditions: { confiningPressure: 100 }, axis: [0, 0.01, 0.02], responses: { deviatorStress: [0, 50, 80], volumetricStrain: [0, 0.001, null] } };
    const three = [100, 200, 300].map((confiningPressure) => ({ ...test, conditions: { confiningPressure } }));
    expect(await ask({ observations: [test] })).toMatchObject({ status: 422, body: { code: "trained-estimator-mismatch", what: expect.stringContaining("1 (drained-triaxial, confiningPressure 100 kPa)") as string, expected: expect.stringContaining("confiningPressure 400 kPa") as string } });
    expect(await ask({ observations: three })).toMatchObject({ status: 422, body: { code: "trained-estimator-mismatch", what: expect.stringMatching(/confiningPressure is 300 and was 400 in the training; that moves its curves by .* times the noise/) as string } });
    expect(await ask({ observations: [{ ...test, responses: { deviatorSress: [0, 1, 2] } }] })).toMatchObject({ status: 422, body: { code: "response-unknown", where: expect.stringContaining("observations.0") as string } });
    expect(await ask({ observations: [{ ...test, axis: [0, 0.01] }] })).toMatchObject({ status: 422, body: { what: expect.stringContaining("3 values for the 2 points") as string } });
    expect(await ask({ observations: [{ ...test, protocol: "drained-shear" }] })).toMatchObject({ status: 422, body: { code: "protocol-unsupported" } });
    expect(await ask({})).toMatchObject({ status: 400, body: { code: "request-invalid" } });
    expect(await ask({ observations: [{ ...test, axis: "far" }] })).toMatchObject({ status: 400, body: { code: "request-invalid", what: expect.stringContaining("axis") as string } });
    expect(await ask({ observations: [test] }, "bp")).toMatchObject({ status: 400, body: { code: "request-invalid", what: expect.stringContaining("kind of estimator") as string } });
    expect(await ask({ observations: [test] }, crypto.randomUUID())).toMatchObject({ status: 404 });
  });

  it("go from one server or workspace to another as files", async () => {
    const { body: one } = await lab.get(`/api/v1/estimators/${whole.trained[0]!.id}`);
    const answer = await fetch(`${server.url}/api/v1/estimators/${one.id}/file`, { headers: { authorization: `Bearer ${server.firstToken}` } });
    expect(answer.headers.get("content-disposition")).toMatch(/bp-[0-9a-f]{12}\.safetensors/);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const made = await others.upload([["kept.safetensors", bytes]], "/api/v1/trained-estimators");
    expect(made).toMatchObject({ status: 201, body: { sha256: one.sha256, study: null, run: null, tests: expect.any(Array) as object[] } });
    const asked = { observations: [] as object[] };
    for (const { protocol, conditions, axis } of one.tests) asked.observations.push({ protocol, conditions: Object.fromEntries(conditions.map(({ name, value }: { name: string; value: number }) => [name, value])), axis: [axis.from, axis.to], responses: { deviatorStress: [10, 100], volumetricStrain: [0, 0.02] } });
    const [here, there] = [await lab.post(`/api/v1/estimators/${one.id}/estimate`, asked), await others.post(`/api/v1/estimators/${made.body.id}/estimate`, asked)];
    expect(here.status).toBe(200);
    expect(there.body.parameters).toEqual(here.body.parameters);
    expect(await others.post(`/api/v1/estimators/${one.id}/estimate`, asked)).toMatchObject({ status: 404, body: { code: "not-found" } });
    expect((await others.remove(`/api/v1/estimators/${made.body.id}`)).status).toBe(204);

    const upload = (content: Uint8Array | string) => lab.upload([["kept.safetensors", content]], "/api/v1/trained-estimators");
    expect(await upload("a,b\n1,2\n")).toMatchObject({ status: 422, body: { code: "data-unreadable" } });
    expect(await upload(bytes.slice(0, bytes.length - 1000))).toMatchObject({ status: 422, body: { code: "data-unreadable" } });
    const [length] = new BigUint64Array(bytes.slice(0, 8).buffer);
    const header = new TextDecoder().decode(bytes.subarray(8, 8 + Number(length)));
    const spoilt = bytes.slice();
    spoilt.set(new TextEncoder().encode(header.replaceAll("soil/duncan-chang-eb", "soil/duncan-chang-ex")), 8);
    expect(await upload(spoilt)).toMatchObject({ status: 422, body: { code: "unknown-id" } });
  });

  it("come from measured pairs too, without a forward model: kept, checked, tested, trained, asked", async () => {
    const files = (await lab.upload(["A", "B", "C"].map((make, n) => [`${make}.csv`, springs(make, 15, n)] as const))).body.items.map((file: { id: string }) => file.id) as string[];
    expect(await lab.post("/api/v1/studies", { text: pairsText.replace("A.csv", '"*.csv"'), files })).toMatchObject({ status: 422, body: { code: "file-missing" } });
    expect(await lab.post("/api/v1/studies", { text: pairsText.replace("f1..f4", "f1..f9"), files })).toMatchObject({ status: 422, body: { code: "data-unreadable", what: expect.stringContaining("f9") as string } });
    const { body: kept } = await lab.post("/api/v1/studies", { text: pairsText, files });
    expect(kept).toMatchObject({ name: "stiffness from force", model: null });
    expect((await lab.post(`/api/v1/studies/${kept.id}/check`)).body).toMatchObject({ study: { rows: 45, groups: ["A", "B", "C"], points: 4, estimators: ["gaussian-process"] }, identifiability: null });
    const run = (await ended({ study: kept.id })) as unknown as { trained: [{ id: string }]; id: string };
    expect(run).toMatchObject({ status: "done", estimates: [], trained: [{ estimator: "gaussian-process" }], artefacts: ["evaluation.json"] });
    const { body: evaluation } = await lab.get(`/api/v1/runs/${run.id}/artefacts/evaluation.json`);
    expect(evaluation.splits.map(({ kind, name }: { kind: string; name: string }) => `${kind} ${name}`)).toEqual(["random 1", "group A", "group B", "group C"]);
    expect((await ended({ study: kept.id, only: "train" })) as unknown).toMatchObject({ trained: [{ estimator: "gaussian-process" }], artefacts: [] });

    const [one] = run.trained;
    expect((await lab.get(`/api/v1/estimators/${one.id}`)).body).toMatchObject({ model: null, trainedOn: "measured pairs", inputs: [{ name: "force", unit: "N", points: 4 }], targets: [{ name: "stiffness", unit: "N/mm2", rmse: expect.any(Number) as number }], training: { rows: 45 } });
    const ask = (body: object) => lab.post(`/api/v1/estimators/${one.id}/estimate`, body);
    const { body: answer } = await ask({ rows: [{ id: "new", series: { force: [3.14, 6.28, 9.42, 12.56] } }, { series: { force: [300, 600, 9, 12] } }] });
    expect(answer).toMatchObject({ estimator: "gaussian-process", rows: [{ id: "new", targets: { stiffness: { unit: "N/mm2" } } }, { id: "row 2" }], warnings: [expect.stringContaining("1 of 2 rows are unlike")] });
    const { value, interval95: [low, high] } = answer.rows[0].targets.stiffness;
    expect(Math.abs(value - 3.14)).toBeLessThan(0.1);
    expect(low).toBeLessThan(3.14);
    expect(high).toBeGreaterThan(3.14);
    // What comes at the same time is answered together; a wrong question costs the others nothing.
    const crowd = await Promise.all([3.14, Number.NaN, 1.5, 2.5, 4].map((k) => ask({ rows: [{ id: "new", series: Number.isNaN(k) ? { force: [1] } : { force: [1, 2, 3, 4].map((x) => k * x) } }] })));
    expect(crowd.map(({ status }) => status)).toEqual([200, 400, 200, 200, 200]);
    expect(crowd[0]!.body.rows[0].targets.stiffness.value).toBeCloseTo(value, 12);
    for (const [i, k] of [[2, 1.5], [3, 2.5], [4, 4]] as const) expect(Math.abs(crowd[i]!.body.rows[0].targets.stiffness.value - k)).toBeLessThan(0.1);
    const unknown = (await lab.upload([["new.csv", "make,row,f1,f2,f3,f4\nD,1,3.14,6.28,9.42,12.56\n"]])).body.items[0].id as string;
    expect((await ask({ files: [unknown] })).body.rows).toEqual([{ ...answer.rows[0], id: "D 1", group: "D" }]);
    expect(await ask({ rows: [{ series: { force: [1, 2, 3] } }] })).toMatchObject({ status: 400, body: { code: "request-invalid", where: "rows.0.series", what: expect.stringContaining("3 points") as string } });
    // oxlint-disable-next-line unicorn/no-thenable -- the word of a study file; never awaited
    expect(await ask({ rows: [{ series: { force: [1, 2, 3, 4] } }], then: "least-squares" })).toMatchObject({ status: 422, body: { code: "estimator-incompatible", where: "then", what: expect.stringContaining("measured pairs") as string } });
    expect(await ask({ rows: [{ series: { voltage: [1, 2, 3, 4] } }] })).toMatchObject({ status: 400, body: { what: expect.stringContaining('no "force"') as string } });
    expect(await ask({ observations: [{ protocol: "drained-triaxial", axis: [0, 1], responses: {} }] })).toMatchObject({ status: 422, body: { code: "trained-estimator-mismatch", what: expect.stringContaining("measured pairs") as string } });
    expect(await lab.post(`/api/v1/estimators/${whole.trained[0]!.id}/estimate`, { rows: [{ series: { force: [1] } }] })).toMatchObject({ status: 422, body: { code: "trained-estimator-mismatch" } });

    const bytes = new Uint8Array(await (await fetch(`${server.url}/api/v1/estimators/${one.id}/file`, { headers: { authorization: `Bearer ${server.firstToken}` } })).arrayBuffer());
    const { body: elsewhere } = await others.upload([["pairs.safetensors", bytes]], "/api/v1/trained-estimators");
    expect((await others.post(`/api/v1/estimators/${elsewhere.id}/estimate`, { rows: [{ id: "new", series: { force: [3.14, 6.28, 9.42, 12.56] } }] })).body.rows).toEqual([answer.rows[0]]);
    expect((await others.remove(`/api/v1/estimators/${elsewhere.id}`)).status).toBe(204);
  });

  it("are seen by their workspace only, and forgotten when asked", async () => {
    const [one] = whole.trained as [{ id: string }];
    expect((await others.get("/api/v1/trained-estimators")).body.items).toEqual([]);
    for (const path of [`estimators/${one.id}`, `estimators/${one.id}/file`]) {
      expect((await lab.get(`/api/v1/${path}`)).status).toBe(200);
      expect(await others.get(`/api/v1/${path}`)).toMatchObject({ status: 404, body: { code: "not-found" } });
    }
    expect(await others.remove(`/api/v1/estimators/${one.id}`)).toMatchObject({ status: 404 });
    expect(await lab.remove("/api/v1/estimators/bp")).toMatchObject({ status: 400, body: { code: "request-invalid", what: expect.stringContaining("kind of estimator") as string } });
    expect((await lab.remove(`/api/v1/estimators/${one.id}`)).status).toBe(204);
    expect((await lab.get(`/api/v1/estimators/${one.id}`)).status).toBe(404);
  });
});
