import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createApp, type App } from "@inversa/runtime";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serve, type RunningServer } from "../src/index.ts";
import { type Answer, type Client, clientOf, demoFile, demoFiles, demoStudy, keepDemoStudy } from "./client.ts";
import { prepareDatabase } from "./prepared-database.ts";

const token = (client: Client, workspace: string, scopes: readonly string[]) => client.post("/api/v1/tokens", { workspace, name: "test", scopes });

describe("a server that asks for tokens", () => {
  let folder: string;
  let app: App;
  let server: RunningServer;
  let admin: Client;
  let lab: Client;
  const logged: string[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "inversa-server-"));
    await prepareDatabase(join(folder, "data"));
    // Threads inherit the environment, and the fixture's module reads it.
    process.env["INVERSA_TEST_GATE"] = join(folder, "gate");
    app = createApp((await import("./fixtures/lab.ts")).default);
    server = await serve(app, {
      data: join(folder, "data"), requireToken: true, version: "0.0.0", threads: 0, demo: [demoFile("CD-100kPa.csv")], limits: { fileBytes: 100_000, uploadBytes: 150_000, requestsPerMinute: 100_000, samples: 5000 }, queue: { waiting: 3 },
      logTo: { write: (line) => void logged.push(line) },
    });
    admin = clientOf(server.url, server.firstToken);
    lab = clientOf(server.url, (await token(admin, "default", ["read", "write"])).body.token as string);
  });
  afterAll(async () => {
    delete process.env["INVERSA_TEST_GATE"];
    await server?.close();
    await app?.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  it("takes three files to a report: upload, preview, proposal, check, run, progress, estimate, export", async () => {
    const uploaded = await lab.upload(await demoFiles());
    expect(uploaded.status).toBe(201);
    const files = uploaded.body.items.map((file: { id: string }) => file.id) as string[];
    const preview = await lab.post("/api/v1/files/preview", { files });
    expect(preview.body.readings.map((reading: { file: string; observations: { protocol: string; conditions: object }[] }) => [reading.file, reading.observations[0]!.protocol, reading.observations[0]!.conditions])).toEqual(
      [100, 200, 400].map((confiningPressure) => [`CD-${confiningPressure}kPa.csv`, "drained-triaxial", expect.objectContaining({ confiningPressure })]));
    expect(preview.body.readings[0].observations[0].curves.deviatorStress.length).toBe(preview.body.readings[0].observations[0].axis.length);

    const proposal = await lab.post("/api/v1/studies/propose", { model: "soil/duncan-chang-eb", files, estimator: "least-squares" });
    expect(proposal.status).toBe(200);
    const study = await lab.post("/api/v1/studies", { text: proposal.body.text, files });
    expect(study.body).toMatchObject({ model: "soil/duncan-chang-eb", text: proposal.body.text });
    const check = await lab.post(`/api/v1/studies/${study.body.id}/check`);
    expect(check.body.identifiability.parameters.map((one: { name: string }) => one.name)).toContain("K");

    const run = await lab.post("/api/v1/runs", { study: study.body.id });
    expect(run).toMatchObject({ status: 202, body: { study: study.body.id, error: null } });
    const events = await lab.events(run.body.id);
    expect(events.map(({ id }) => id)).toEqual(events.map((_, i) => i + 1));
    expect([events[0]!.event, events[1]!.event, events.at(-1)!.event]).toEqual(["queued", "running", "done"]);
    expect((await lab.events(run.body.id, { after: 1 })).map(({ id }) => id)).toEqual(events.slice(1).map(({ id }) => id));
    expect(await lab.events(run.body.id, { after: events.length })).toEqual([]);

    const { body: done } = await lab.get(`/api/v1/runs/${run.body.id}`);
    expect(done).toMatchObject({ status: "done", attempts: 1, artefacts: expect.arrayContaining(["report.html"]) as string[] });
    const { body: estimates } = await lab.get(`/api/v1/runs/${run.body.id}/estimates`);
    const { body: estimate, text } = await lab.get(`/api/v1/estimates/${done.estimates[0].id}`);
    expect(estimates.items).toEqual([estimate]);
    // The command line's answer to the same files is about 47 (see the demo); a server that mixed up files or units would be far off.
    expect(estimate.parameters.find((one: { name: string }) => one.name === "K").value).toBeGreaterThan(20);
    expect(estimate.fit.every((fit: { r2: number }) => fit.r2 > 0.8)).toBe(true);
    expect(text).not.toContain(folder);
    const report = await lab.get(`/api/v1/runs/${run.body.id}/artefacts/report.html`);
    expect(report.text).toContain("Duncan-Chang");
    expect(report.text).not.toContain(folder);
    expect(report.headers.get("content-security-policy")).toContain("default-src 'none'");
    const exported = await lab.post(`/api/v1/estimates/${done.estimates[0].id}/exports`, { to: "csv" });
    expect(exported.body.files[0].content).toContain("K");
    expect((await lab.post(`/api/v1/estimates/${done.estimates[0].id}/exports`, { to: "abacus" })).body).toMatchObject({ status: 422, code: "unknown-id" });
  });

  it("says what is wrong with files, studies and requests, and where", async () => {
    const { body: { items: [image] } } = await lab.upload([["photo.png", new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10, 0])]]);
    expect(await lab.post("/api/v1/files/preview", { files: [image.id] })).toMatchObject({ status: 422, body: { code: "data-unreadable", where: expect.stringContaining("photo.png") as string } });
    expect(await lab.upload([["big.csv", new Uint8Array(100_001)]])).toMatchObject({ status: 413, body: { code: "too-large" } });
    expect(await lab.upload([["one.csv", new Uint8Array(90_000)], ["two.csv", new Uint8Array(90_000)]])).toMatchObject({ status: 413, body: { code: "too-large" } });
    expect(await lab.post("/api/v1/studies", { text: "inversa: 1\nmodle: x\n", files: [] })).toMatchObject({ status: 422, body: { code: "study-invalid", what: expect.stringContaining("modle") as string } });
    const wrong = await lab.post("/api/v1/runs", { study: "7" });
    expect(wrong).toMatchObject({ status: 400, body: { code: "request-invalid", what: expect.stringContaining("study") as string } });
    expect(wrong.headers.get("content-type")).toMatch(/^application\/problem\+json/);
    expect(wrong.body.request).toBe(wrong.headers.get("x-request-id"));
    expect(await lab.post("/api/v1/runs", { study: crypto.randomUUID() })).toMatchObject({ status: 404, body: { code: "not-found" } });
    expect(await lab.get("/api/v2")).toMatchObject({ status: 404, body: { code: "not-found" } });
    expect(await lab.get("/api/v1/runs?limit=0")).toMatchObject({ status: 400, body: { code: "request-invalid" } });
  });

  it("simulates as the command line does, in a batch too, and says where a request is wrong or asks for too much", async () => {
    const triaxial = { protocol: "drained-triaxial", conditions: { confiningPressure: 100 }, axis: [0, 0.01, 0.02] };
    const K = { K: 50, n: 0.5, Rf: 0.8, c: 0, phi: 35, Kb: 30, m: 0.2 };
    const { body: one } = await lab.post("/api/v1/simulate", { model: "duncan-chang-eb", parameters: K, tests: [triaxial] });
    expect(one).toMatchObject({ model: "soil/duncan-chang-eb", tests: [{ status: "reached", axis: [0, 0.01, 0.02], responses: { deviatorStress: [0, expect.any(Number), expect.any(Number)] } }], units: { deviatorStress: "kPa", axialStrain: "1" } });
    const { body: batch } = await lab.post("/api/v1/simulate", { parameters: [K, { ...K, phi: 500 }], tests: [triaxial] });
    expect(batch).toEqual([one, expect.objectContaining({ error: expect.objectContaining({ code: "parameter-out-of-bounds", where: expect.stringContaining("$.parameters[1]") as string }) as object })]);
    expect(await lab.post("/api/v1/simulate", { parameters: K, tests: [{ ...triaxial, axis: [0, "1"] }] })).toMatchObject({ status: 400, body: { code: "request-invalid", where: "$.tests[0].axis[1]" } });
    expect(await lab.post("/api/v1/simulate", { parameters: K, tests: [triaxial], files: ["../x"] })).toMatchObject({ status: 400, body: { code: "request-invalid", what: expect.stringContaining("files.0") as string } });
    expect(await lab.post("/api/v1/simulate", { parameters: K, tests: [{ ...triaxial, axis: { from: 0, to: 0.1, points: 200_001 } }] })).toMatchObject({ status: 413, body: { code: "too-large" } });
  });

  it("lets a study name its own uploads and nothing of the server", async () => {
    const { body: { items } } = await lab.upload(await demoFiles());
    const files = items.map((file: { id: string }) => file.id) as string[];
    const text = await demoStudy("least-squares");
    for (const name of ["/etc/passwd", "../../server.lock", "*.csv", "CD-100kPa.csv/../CD-100kPa.csv", "."]) {
      expect(await lab.post("/api/v1/studies", { text: text.replace("CD-100kPa.csv", JSON.stringify(name)), files })).toMatchObject({ status: 422, body: { code: "file-missing" } });
    }
    expect(await lab.post("/api/v1/studies", { text: text.replace("samples: 2000", "samples: 5001"), files })).toMatchObject({ status: 422, body: { code: "study-invalid" } });
    const { body: { items: [kept] } } = await lab.upload([["../../escaped.csv", "a,b\n1,2\n"]]);
    expect(kept.name).toBe("escaped.csv");
    expect(existsSync(join(folder, "escaped.csv"))).toBe(false);
    expect(await lab.upload([[".hidden", "x"]])).toMatchObject({ status: 400, body: { code: "request-invalid" } });
  });

  it("reads a file by itself where something else is said of it, and checks a study that is not kept", async () => {
    const { body: { items } } = await lab.upload((await demoFiles()).map(([, bytes], i) => [`test-${i + 1}.csv`, new TextDecoder().decode(bytes).replace(/^#.*\n/gm, "")] as const));
    const files = items.map((file: { id: string }) => file.id) as string[];
    expect(await lab.post("/api/v1/files/preview", { files })).toMatchObject({ status: 422, body: { code: "data-ambiguous", what: expect.stringContaining("confiningPressure") as string } });
    const apart = Object.fromEntries(files.map((file, i) => [file, { conditions: { confiningPressure: 100 * 2 ** i } }]));
    const { body: { readings } } = await lab.post("/api/v1/files/preview", { files, apart });
    expect(readings.map((one: { file: string; observations: { conditions: object }[] }) => [one.file, one.observations[0]!.conditions])).toEqual([["test-1.csv", { confiningPressure: 100 }], ["test-2.csv", { confiningPressure: 200 }], ["test-3.csv", { confiningPressure: 400 }]].map(([name, conditions]) => [name, expect.objectContaining(conditions as object)]));
    const { body: { text } } = await lab.post("/api/v1/studies/propose", { model: "soil/duncan-chang-eb", files, apart });
    const { status, body } = await lab.post("/api/v1/studies/check", { text, files });
    expect(status).toBe(200);
    expect(body.study.tests).toBe(3);
    expect(body.identifiability.parameters.find((one: { name: string }) => one.name === "phi").verdict).toBe("well");
    expect(await lab.post("/api/v1/files/preview", { files: files.slice(1), apart })).toMatchObject({ status: 400, body: { code: "request-invalid" } });
  });

  it("gives files to try it with where it has some", async () => {
    expect((await lab.get("/api/v1/app")).body.demo).toBe(true);
    expect(await lab.post("/api/v1/demo")).toMatchObject({ status: 201, body: { items: [{ name: "CD-100kPa.csv" }] } });
  });

  it("stops a run that is cancelled, refuses to stop it twice, and runs it again when asked", async () => {
    const run = (await lab.post("/api/v1/runs", { study: await keepDemoStudy(lab, "patient") })).body.id as string;
    await lab.events(run, { until: "progress" });
    expect((await lab.post(`/api/v1/runs/${run}/retry`)).body.code).toBe("conflict");
    expect(await lab.post(`/api/v1/runs/${run}/cancel`)).toMatchObject({ status: 202 });
    expect((await lab.events(run)).at(-1)).toMatchObject({ event: "cancelled" });
    expect(await lab.post(`/api/v1/runs/${run}/cancel`)).toMatchObject({ status: 409, body: { code: "conflict" } });
    const again = await lab.post(`/api/v1/runs/${run}/retry`);
    expect(again).toMatchObject({ status: 202, body: { retryOf: run } });
    await writeFile(process.env["INVERSA_TEST_GATE"]!, "");
    expect((await lab.events(again.body.id as string)).at(-1)).toMatchObject({ event: "done" });
    await rm(process.env["INVERSA_TEST_GATE"]!);
  });

  it("makes one run of a request that comes twice, refuses its key for another, and says when too many wait", async () => {
    const study = await keepDemoStudy(lab, "patient");
    const key = { "idempotency-key": "the first" };
    const answers = await Promise.all([1, 2, 3].map(() => lab.post("/api/v1/runs", { study }, key)));
    expect(new Set(answers.map(({ body }) => body.id as string)).size).toBe(1);
    const other = await keepDemoStudy(lab, "least-squares");
    expect(await lab.post("/api/v1/runs", { study: other }, key)).toMatchObject({ status: 409, body: { code: "conflict" } });
    await lab.events(answers[0]!.body.id as string, { until: "progress" });
    const waiting = [];
    for (let n = 0; n < 3; n++) waiting.push((await lab.post("/api/v1/runs", { study })).body.id as string);
    const refused = await lab.post("/api/v1/runs", { study });
    expect(refused).toMatchObject({ status: 503, body: { code: "queue-full" } });
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    const first = await lab.get(`/api/v1/runs?study=${study}&limit=3`);
    const second = await lab.get(`/api/v1/runs?study=${study}&limit=3&before=${first.body.next}`);
    expect([...first.body.items, ...second.body.items].map((run: { id: string }) => run.id)).toEqual([...waiting.toReversed(), answers[0]!.body.id]);
    expect(second.body.next).toBeNull();
    for (const run of [...waiting.toReversed(), answers[0]!.body.id as string]) await lab.post(`/api/v1/runs/${run}/cancel`);
    expect((await lab.events(answers[0]!.body.id as string)).at(-1)!.event).toBe("cancelled");
  });

  it("forgets what nobody uses when it is asked to, and the bytes with the last that names them", async () => {
    const content = `${(await demoFiles())[0]![1].toString()}\n`;
    const { body: { items: [kept, twin] } } = await lab.upload([["CD-100kPa.csv", content], ["twin.csv", content]]);
    const { body: { items: rest } } = await lab.upload((await demoFiles()).slice(1));
    const study = (await lab.post("/api/v1/studies", { text: await demoStudy("least-squares"), files: [kept, ...rest].map(({ id }) => id as string) })).body.id as string;
    expect(await lab.remove(`/api/v1/files/${kept.id}`)).toMatchObject({ status: 409, body: { code: "conflict", what: expect.stringContaining(study) as string } });
    expect((await lab.get(`/api/v1/files/${kept.id}`)).status).toBe(200);
    const run = (await lab.post("/api/v1/runs", { study: await keepDemoStudy(lab, "patient") })).body.id as string;
    expect(await lab.remove(`/api/v1/runs/${run}`)).toMatchObject({ status: 409, body: { code: "conflict", next: "Cancel it first" } });
    await lab.post(`/api/v1/runs/${run}/cancel`);
    await lab.events(run);
    const { body: { study: patient } } = await lab.get(`/api/v1/runs/${run}`);
    expect(await lab.remove(`/api/v1/studies/${patient}`)).toMatchObject({ status: 409, body: { code: "conflict", what: expect.stringContaining("1 run") as string } });
    expect((await lab.remove(`/api/v1/runs/${run}`)).status).toBe(204);
    expect((await lab.get(`/api/v1/runs/${run}`)).status).toBe(404);
    for (const one of [patient as string, study]) expect((await lab.remove(`/api/v1/studies/${one}`)).status).toBe(204);
    expect((await lab.remove(`/api/v1/studies/${study}`)).status).toBe(404);
    for (const one of [kept, twin]) {
      // The twin's bytes are still there when the first is gone.
      expect((await lab.post("/api/v1/files/preview", { files: [twin.id] })).status).toBe(200);
      expect((await lab.remove(`/api/v1/files/${one.id}`)).status).toBe(204);
    }
    expect((await lab.get(`/api/v1/files/${twin.id}`)).status).toBe(404);
  });

  it("tells nothing of what goes wrong inside, and logs it", async () => {
    const run = (await lab.post("/api/v1/runs", { study: await keepDemoStudy(lab, "broken") })).body.id as string;
    await lab.events(run);
    const { body, text } = await lab.get(`/api/v1/runs/${run}`);
    expect(body).toMatchObject({ status: "failed", error: { code: "internal-error" } });
    expect(text).not.toContain("secret");
    expect(logged.join("")).toContain("a secret of the inside");
  });

  it("shows in its lists what it shows of each by itself, in pages that meet and come to an end", async () => {
    await lab.upload([["it's 三轴 & 100 % {}.csv", "a,b\n1,2\n"]]);
    for (const [list, one] of [["files", "files"], ["studies", "studies"], ["runs", "runs"], ["trained-estimators", "estimators"]] as const) {
      const seen: { id: string }[] = [];
      let next: number | null = null;
      do {
        const page: Answer = await lab.get(`/api/v1/${list}?limit=2${next === null ? "" : `&before=${next}`}`);
        seen.push(...page.body.items);
        next = page.body.next;
      } while (next !== null);
      expect(seen).toEqual((await lab.get(`/api/v1/${list}?limit=200`)).body.items);
      expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
      for (const item of seen.slice(0, 5)) expect((await lab.get(`/api/v1/${one}/${item.id}`)).body).toMatchObject(item);
    }
  });

  it("shows a workspace nothing of another", async () => {
    const { body: { id } } = await admin.post("/api/v1/workspaces", { name: "the others" });
    const others = clientOf(server.url, (await token(admin, id as string, ["read", "write"])).body.token as string);
    const { body: { items: [file] } } = await lab.upload(await demoFiles());
    const study = await keepDemoStudy(lab, "least-squares");
    const run = (await lab.post("/api/v1/runs", { study })).body.id as string;
    await lab.events(run);
    const { body: { estimates: [estimate] } } = await lab.get(`/api/v1/runs/${run}`);
    for (const list of ["files", "studies", "runs"]) expect((await others.get(`/api/v1/${list}`)).body.items).toEqual([]);
    for (const path of [`files/${file.id}`, `studies/${study}`, `runs/${run}`, `runs/${run}/events`, `runs/${run}/estimates`, `runs/${run}/artefacts/report.html`, `estimates/${estimate.id}`]) {
      expect((await lab.get(`/api/v1/${path}`)).status).toBe(200);
      expect(await others.get(`/api/v1/${path}`)).toMatchObject({ status: 404, body: { code: "not-found" } });
    }
    for (const [path, body] of [[`runs/${run}/cancel`], [`runs/${run}/retry`], [`studies/${study}/check`], ["runs", { study }], ["files/preview", { files: [file.id] }], ["studies", { text: await demoStudy("least-squares"), files: [file.id] }], [`estimates/${estimate.id}/exports`, { to: "csv" }]] as const) {
      expect((await others.post(`/api/v1/${path}`, body)).status).toBe(404);
    }
  });

  it("lets in who has a token that permits it, until it is revoked", async () => {
    expect(await clientOf(server.url).get("/api/v1/runs")).toMatchObject({ status: 401, body: { code: "token-invalid" } });
    expect(await clientOf(server.url, "inversa_guess").get("/api/v1/runs")).toMatchObject({ status: 401, body: { code: "token-invalid" } });
    const made = (await token(admin, "default", ["read"])).body as { id: string; token: string };
    const reader = clientOf(server.url, made.token);
    expect((await reader.get("/api/v1/runs")).status).toBe(200);
    expect(await reader.upload(await demoFiles())).toMatchObject({ status: 403, body: { code: "not-permitted" } });
    expect(await lab.get("/api/v1/tokens")).toMatchObject({ status: 403 });
    expect((await lab.get("/metrics")).status).toBe(403);
    expect((await admin.get("/metrics")).text).toContain('inversa_runs{status="done"}');
    expect((await admin.get("/api/v1/tokens")).text).not.toContain(made.token);
    expect((await admin.remove(`/api/v1/tokens/${made.id}`)).status).toBe(204);
    expect((await reader.get("/api/v1/runs")).status).toBe(401);
    expect(logged.join("")).not.toContain(made.token);
  });

  it("opens a report in a tab by a link that names no token, holds for minutes, opens nothing else and dies with its token", async () => {
    const run = (await lab.post("/api/v1/runs", { study: await keepDemoStudy(lab, "least-squares") })).body.id as string;
    await lab.events(run);
    const made = (await token(admin, "default", ["read"])).body as { id: string; token: string };
    const answer = await clientOf(server.url, made.token).post(`/api/v1/runs/${run}/artefacts/report.html/link`);
    expect(answer.status).toBe(201);
    const { url, expiresAt } = answer.body as { url: string; expiresAt: string };
    expect(Date.parse(expiresAt) - Date.now()).toBeLessThanOrEqual(5 * 60_000);
    expect(url).not.toContain(made.token);
    const tab = clientOf(server.url);
    const opened = await tab.get(url);
    expect(opened.status).toBe(200);
    expect(opened.text).toBe((await lab.get(`/api/v1/runs/${run}/artefacts/report.html`)).text);
    expect(opened.headers.get("content-security-policy")).toMatch(/default-src 'none'.*sandbox/);
    expect(opened.headers.get("cache-control")).toBe("no-store");
    expect(opened.headers.get("referrer-policy")).toBe("no-referrer");

    const { searchParams } = new URL(url, server.url);
    const bent = (change: Readonly<Record<string, string>>, path = url.split("?")[0]!): string => `${path}?${new URLSearchParams({ ...Object.fromEntries(searchParams), ...change }).toString()}`;
    const other = (await lab.post("/api/v1/runs", { study: await keepDemoStudy(lab, "least-squares") })).body.id as string;
    const signature = searchParams.get("signature")!;
    for (const path of [
      bent({ until: String(Number(searchParams.get("until")) + 60) }), bent({ until: "1" }), bent({ signature: `${signature[0] === "A" ? "B" : "A"}${signature.slice(1)}` }), bent({ signature: "" }),
      bent({}, url.split("?")[0]!.replace(run, other)), bent({}, url.split("?")[0]!.replace("report.html", "draws.csv")), bent({ by: other }),
    ]) expect(await tab.get(path)).toMatchObject({ status: 401, body: { code: "token-invalid", next: "Go back to the result and open its report again" } });
    await lab.events(other);

    // Another workspace gets no link to it, and the link of a token that is no more opens nothing.
    const { body: { id } } = await admin.post("/api/v1/workspaces", { name: "without reports" });
    const others = clientOf(server.url, (await token(admin, id as string, ["read"])).body.token as string);
    expect((await others.post(`/api/v1/runs/${run}/artefacts/report.html/link`)).status).toBe(404);
    await admin.remove(`/api/v1/tokens/${made.id}`);
    expect((await tab.get(url)).status).toBe(401);
    expect(logged.join("")).toContain("/artefacts/report.html/linked");
    expect(logged.join("")).not.toContain(signature);
  });

  it("is described by the schemas that it validates with", async () => {
    const { body } = await clientOf(server.url).get("/api/v1/openapi.json");
    expect(Object.keys(body.paths)).toEqual(expect.arrayContaining(["/api/v1/files", "/api/v1/studies/propose", "/api/v1/runs/{id}/events", "/api/v1/estimates/{id}/exports"]));
    expect(body.paths["/api/v1/runs"].post.requestBody.content["application/json"].schema.required).toEqual(["study"]);
    expect((await lab.get("/api/v1/models/soil%2Fduncan-chang-eb")).body).toMatchObject({ id: "soil/duncan-chang-eb", parameters: expect.any(Array) as unknown[] });
    expect((await clientOf(server.url).get("/ready")).body).toEqual({ status: "ready" });
  });
});
