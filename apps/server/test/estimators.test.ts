import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createApp, type App } from "@inversa/runtime";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { serve, type RunningServer } from "../src/index.ts";
import { type Client, clientOf, demoFiles, demoStudy } from "./client.ts";
import { kinds, startPostgres, type PostgresServer } from "./databases.ts";

/** A network that is trained in a second. */
const small = "{ id: bp, settings: { hidden: [{ units: 12, activation: tanh }], epochs: 15 } }";
const withSamples = (text: string, samples: number): string => text.replace("samples: 2000", `samples: ${samples}`);

describe.each(kinds)("trained estimators on %s", (kind) => {
  let folder: string;
  let postgres: PostgresServer | undefined;
  let app: App;
  let server: RunningServer;
  let lab: Client;
  let others: Client;
  let study: string;
  beforeAll(async () => {
    if (kind === "PostgreSQL" && !(postgres = await startPostgres())) return;
    folder = await mkdtemp(join(tmpdir(), "inversa-estimators-"));
    app = createApp((await import("./fixtures/lab.ts")).default);
    server = await serve(app, { data: join(folder, "data"), databaseUrl: postgres?.url, requireToken: true, version: "0.0.0", threads: 0, limits: { requestsPerMinute: 100_000 }, logLevel: "warn" });
    lab = clientOf(server.url, server.firstToken);
    const { body: { id } } = await lab.post("/api/v1/workspaces", { name: "the others" });
    others = clientOf(server.url, (await lab.post("/api/v1/tokens", { workspace: id, name: "others", scopes: ["read", "write"] })).body.token as string);
    const { body: { items } } = await lab.upload(await demoFiles());
    const kept = await lab.post("/api/v1/studies", { text: withSamples(await demoStudy(`${small}, least-squares`), 400), files: items.map((file: { id: string }) => file.id) });
    study = kept.body.id as string;
  });
  afterAll(async () => {
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
    const whole = await ended({ study });
    expect(whole).toMatchObject({ status: "done", only: null, estimates: [{ estimator: "bp" }, { estimator: "least-squares" }], trained: [{ estimator: "bp" }] });
    const planned = withSamples(await demoStudy(small), 400).replace(/data:\n.*\n/, "data: [{ id: planned, protocol: drained-triaxial, conditions: { confiningPressure: 150 }, axis: { from: 0, to: 0.12, points: 20 } }]\n");
    const { body: { id } } = await lab.post("/api/v1/studies", { text: planned, files: [] });
    expect(await ended({ study: id as string })).toMatchObject({ status: "failed", error: { code: "study-invalid" }, trained: [] });
    expect(await ended({ study: id as string, only: "train" })).toMatchObject({ status: "done", only: "train", estimates: [], trained: [{ estimator: "bp" }], artefacts: [] });
    expect(await ended({ study: (await lab.post("/api/v1/studies", { text: planned.replace(small, "least-squares"), files: [] })).body.id as string, only: "train" })).toMatchObject({ status: "failed", error: { code: "estimator-incompatible" } });

    const first = await lab.get("/api/v1/trained-estimators?limit=1");
    const second = await lab.get(`/api/v1/trained-estimators?limit=1&before=${first.body.next}`);
    expect(second.body).toMatchObject({ items: [{ run: whole["id"], study, model: "soil/duncan-chang-eb", estimator: "bp" }], next: null });
    expect((await lab.get("/api/v1/trained-estimators?estimator=cnn")).body.items).toEqual([]);
    expect((await lab.get(`/api/v1/estimators/${first.body.items[0].id}`)).body).toMatchObject({
      tests: [{ id: "planned", protocol: "drained-triaxial", conditions: [{ name: "confiningPressure", value: 150, unit: "kPa" }], axis: { name: "axialStrain", unit: "1", from: 0, to: 0.12, points: 20 } }],
      parameters: expect.arrayContaining([expect.objectContaining({ name: "K", prior: { distribution: "log-uniform", min: 10, max: 500 } })]) as object[], training: { samples: 360, heldOut: 40 },
    });
    // The variant's kinds stay where they were.
    expect((await lab.get("/api/v1/estimators")).body.items.map((one: { id: string }) => one.id)).toEqual(["bp", "least-squares", "patient", "broken"]);
    expect((await lab.get("/api/v1/estimators/bp")).body).toMatchObject({ id: "bp", way: "learned" });
  });

  it("are seen by their workspace only, and forgotten when asked", async () => {
    const { trained: [one] } = (await ended({ study })) as unknown as { trained: [{ id: string }] };
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
