import { createApp, loadPlugin, type App } from "@inversa/runtime";
import { serve, type RunningServer } from "@inversa/server";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import soilLab from "../../cli/variants/soil-lab.ts";
import { serveExplore } from "../src/explore/host.ts";
import type { Port, Problem } from "../src/explore/messages.ts";
import { modelNames } from "../src/explore/model-names.ts";
import { withServer, type RemoteModels } from "../src/explore/server-models.ts";
import { Session } from "../src/explore/session.ts";
import type { Drawn } from "../src/explore/session-state.ts";
import twoLines from "./fixtures/two-lines.ts";

let app: App;
let server: RunningServer;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "inversa-explore-"));
  app = createApp(soilLab, [await loadPlugin("./fixtures/two-lines.ts", import.meta.dirname)]);
  server = await serve(app, { data: folder, version: "test", logLevel: "silent" });
}, 120_000);
afterAll(async () => {
  await server?.close();
  await app?.dispose();
  await rm(folder, { recursive: true, force: true });
});

class Complaint extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.message);
    this.problem = problem;
  }
}

const asked: string[] = [];
async function request<T>(path: string, body?: unknown): Promise<T> {
  asked.push(path);
  const response = await fetch(`${server.url}/api/v1${path}`, body === undefined ? {} : { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  const answer = (await response.json()) as T & { code: string; detail: string; what: string };
  if (response.ok) return answer;
  throw new Complaint({ code: answer.code, message: answer.detail, mistake: answer });
}
const remote: RemoteModels = {
  has: (id) => !Object.hasOwn(modelNames, id),
  describe: (id) => request(`/models/${encodeURIComponent(id)}`),
  simulate: (body) => request("/simulate", body),
  problemOf: (error) => (error instanceof Complaint ? error.problem : undefined),
};

function begin(): { session: Session; drawn: Drawn[]; close: () => void } {
  const { port1, port2 } = new MessageChannel();
  serveExplore(port1 as unknown as Port);
  const session = new Session(withServer(port2 as unknown as Port, remote));
  const drawn: Drawn[] = [];
  session.onDrawn((one) => drawn.push(one));
  return { session, drawn, close: () => { port1.close(); port2.close(); } };
}

describe("a model of somebody else's plugin", () => {
  it("is simulated by the server with the numbers of its equations, and the page's own models by the page", async () => {
    const { session, drawn, close } = begin();
    await session.open(twoLines.id);
    await expect.poll(() => drawn.length, { timeout: 20_000 }).toBeGreaterThan(0);
    session.setParameter("E", 50_000);
    await expect.poll(() => drawn.at(-1)!.parameters["E"], { timeout: 20_000 }).toBe(50_000);
    const { frame, axes, parameters, scene } = drawn.at(-1)!;
    const q = frame.places.find(({ test, response }) => test === 0 && response === "deviatorStress")!;
    const sine = Math.sin((parameters["phi"]! * Math.PI) / 180);
    const strength = (2 * scene.tests[0]!.conditions["confiningPressure"]! * sine) / (1 - sine);
    expect(Array.from(frame.curves.subarray(q.offset, q.offset + q.length))).toEqual(Array.from(axes[0]!, (strain) => Math.min(50_000 * strain, strength)));
    expect(new Set(asked)).toEqual(new Set([`/models/${encodeURIComponent(twoLines.id)}`, "/simulate"]));

    asked.length = 0;
    await session.open("soil/modified-cam-clay");
    await expect.poll(() => drawn.at(-1)!.scene.model, { timeout: 20_000 }).toBe("soil/modified-cam-clay");
    expect(asked).toEqual([]);
    close();
  });

  it("is told in the server's words where it has no answer, and that files need its equations in the page", async () => {
    const { session, drawn, close } = begin();
    await session.open(twoLines.id);
    await expect.poll(() => drawn.length, { timeout: 20_000 }).toBeGreaterThan(0);
    session.setParameter("nu", 0.7);
    await expect.poll(() => session.state().problem?.mistake.what, { timeout: 20_000 }).toMatch(/nu = 0.7 is out of range/);
    await session.openFiles([{ name: "a.csv", bytes: new Uint8Array(3) }]);
    expect(session.state().refused!.mistake.what).toMatch(/equations of soil\/two-lines are on the server/);
    close();
  });
});
