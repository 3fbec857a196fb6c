import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineApp, quietRun, type Progress } from "@inversa/core";
import { createApp, openStore, parseStudyFile, resolveStudy, simulateTrainingSet, type SimulatedSet, type Store } from "@inversa/runtime";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import engine from "../plugins/engine-local/src/index.ts";
import soil from "../plugins/soil-duncan-chang/src/index.ts";

/** Closed form (drained) and integrated (undrained) simulations; a specimen that fails early is refused, so samples are drawn anew. */
const text = `inversa: 1
model: soil/duncan-chang-eb
options: { failure: stop }
data:
  - { id: CD-100, protocol: drained-triaxial, conditions: { confiningPressure: 100 }, axis: { from: 0, to: 0.15, points: 20, spacing: quadratic } }
  - { id: CU-200, protocol: undrained-triaxial, conditions: { confiningPressure: 200 }, axis: { from: 0, to: 0.02, points: 6 } }
estimate:
  K: { distribution: log-uniform, min: 20, max: 400 }
  n: { distribution: uniform, min: 0.2, max: 1 }
  Rf: { distribution: uniform, min: 0.6, max: 0.95 }
  c: { distribution: uniform, min: 0, max: 30 }
  phi: { distribution: normal, mean: 33, sd: 3 }
  Kb: { distribution: log-normal, median: 60, sd: 0.5 }
  m: { distribution: uniform, min: 0, max: 0.8 }
correlations: [{ between: [phi, Kb], coefficient: 0.5 }]
responses: { deviatorStress: {}, volumetricStrain: {}, porePressure: {} }
afterStop: reject
simulations: { samples: 400, design: sobol }
`;

// Worker threads import the plugin by the same URL as this file does.
const app = createApp(defineApp({ name: "two-plugins", about: "For tests.", module: new URL("../plugins/soil-duncan-chang/src/index.ts", import.meta.url).href, plugins: [soil, engine], defaults: {} }));
const study = () => resolveStudy(app, parseStudyFile(text, "study.yaml"), ".");

let folder: string;
beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), "inversa-threads-")); });
afterAll(async () => {
  await app.dispose();
  await rm(folder, { recursive: true, force: true });
});

const bits = ({ theta, curves }: SimulatedSet): string => Buffer.concat([theta.data, curves.data].map((data) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength))).toString("base64");

async function fileOf(store: Store): Promise<Buffer> {
  const names = await store.list("simulations");
  expect(names).toHaveLength(1);
  return readFile(store.path(`simulations/${names[0]}`));
}

describe("a real training set", async () => {
  const resolved = await study();
  let whole: SimulatedSet;
  let wholeFile: Buffer;
  beforeAll(async () => {
    const store = openStore(join(folder, "whole"));
    whole = await simulateTrainingSet(app, resolved, { store, threads: 0 }, quietRun());
    wholeFile = await fileOf(store);
  });

  it("has curves of both kinds and samples that were drawn anew", () => {
    expect(whole.failures.count).toBeGreaterThan(20);
    expect(whole.failures.byReason["failure"]).toBeGreaterThan(0);
    expect(whole.curves.data.every(Number.isFinite)).toBe(true);
    expect(new Set(whole.curves.data).size).toBeGreaterThan(0.9 * 400 * (whole.curves.columns - 4));
  });

  it.each([1, 2])("is bit for bit the same on %i worker threads as in this one", async (threads) => {
    const set = await simulateTrainingSet(app, await study(), { threads }, quietRun());
    expect(bits(set)).toBe(bits(whole));
    expect(set.failures).toEqual(whole.failures);
  });

  it.each([[0, 2], [2, 1], [1, 0]])("interrupted on %i threads and resumed on %i ends in the same file, to the last bit", async (before, after) => {
    const store = openStore(join(folder, `${before}-${after}`));
    const controller = new AbortController();
    let kept = 0;
    const stopping = { ...quietRun(1, controller.signal), progress: ({ done }: Progress) => {
      kept = done;
      if (done > 0) controller.abort(new Error("enough"));
    } };
    await expect(simulateTrainingSet(app, resolved, { store, threads: before }, stopping)).rejects.toThrow("enough");
    expect(kept).toBeLessThan(400);
    const seen: number[] = [];
    const set = await simulateTrainingSet(app, await study(), { store, threads: after }, { ...quietRun(), progress: ({ done }) => void seen.push(done) });
    expect(seen[0]).toBeGreaterThanOrEqual(kept);
    expect(seen.at(-1)).toBe(400);
    expect(bits(set)).toBe(bits(whole));
    expect((await fileOf(store)).equals(wholeFile)).toBe(true);
  });
});
