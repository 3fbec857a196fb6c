import { compileTask, defineApp, type Progress, quietRun } from "@inversa/core";
import { tableFromIPC } from "apache-arrow";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createApp, openStore, type ResolvedStudy, simulateTrainingSet, type SimulatedSet, type Store, toTrainingSet } from "../src/index.ts";
import { springPlugin, toyApp, toyEngine, toyTools } from "./fixtures/app.ts";
import { spring } from "./fixtures/spring.ts";
import { appWith, folderWith, resolved, typedStudy } from "./fixtures/study.ts";

const bytes = ({ theta, curves }: SimulatedSet): string => Buffer.concat([new Uint8Array(theta.data.buffer), new Uint8Array(curves.data.buffer)]).toString("base64");

const freshStore = async (): Promise<Store> => openStore(join(await folderWith({}), ".inversa"));
const storedFile = async (store: Store): Promise<string> => {
  const files = (await store.list("simulations")).filter((name) => name.endsWith(".arrow"));
  expect(files).toHaveLength(1);
  return `simulations/${files[0]}`;
};

/** Simulates until so many samples are done, then interrupts. */
async function interrupt(study: ResolvedStudy, parallelism: 1 | 2 | 3 | 5, store: Store, after: number): Promise<number> {
  const controller = new AbortController();
  let done = 0;
  const run = { ...quietRun(1, controller.signal), progress: (progress: Progress) => {
    done = progress.done;
    if (done >= after) controller.abort(new Error("interrupted"));
  } };
  await expect(simulateTrainingSet(appWith(parallelism), study, { store }, run)).rejects.toThrow("interrupted");
  return done;
}

describe("a training set", () => {
  it("holds the curves of its draws, draws that mean something, and counts what failed by reason", async () => {
    const study = await resolved(typedStudy);
    const set = await simulateTrainingSet(appWith(1), study, {}, quietRun());
    expect([set.theta.rows, set.theta.columns, set.curves.rows, set.curves.columns]).toEqual([300, 2, 300, 28]);
    const simulator = compileTask(spring, study.task);
    const row = new Float64Array(28);
    for (let i = 0; i < 300; i++) {
      const theta = set.theta.data.subarray(2 * i, 2 * i + 2);
      expect(simulator.run(theta, row)).toMatchObject({ ok: true });
      expect(theta[0]).toBeGreaterThanOrEqual(theta[1]! / 10);
      expect(theta[1]).toBeLessThanOrEqual(18);
      expect(set.curves.data.slice(28 * i, 28 * i + 28)).toEqual(row);
    }
    const { count, byReason, examples } = set.failures;
    expect(byReason).toEqual({ "no-solution": count });
    expect(count).toBeGreaterThan(0);
    for (const { sample, attempt, theta, message } of examples) {
      expect(theta).toEqual([...study.space.draw(study.study.seed, sample, attempt)]);
      expect(message).toBe(`no root for h = ${theta[1]}`);
    }
  });

  it("is found again after its tests were renamed, and its columns are called after the new names", async () => {
    const store = await freshStore();
    const before = await simulateTrainingSet(appWith(1), await resolved(typedStudy), { store }, quietRun());
    const renamed = await resolved(typedStudy.replace("id: long", "id: longer"));
    const after = await simulateTrainingSet(appWith(1), renamed, { store }, quietRun());
    expect([after.reused, after.hash, bytes(after)]).toEqual([true, before.hash, bytes(before)]);
    const fresh = await simulateTrainingSet(appWith(1), renamed, { store: await freshStore() }, quietRun());
    expect(await readFile(after.file!)).toEqual(await readFile(fresh.file!));
    expect(tableFromIPC(await readFile(after.file!)).schema.fields.map(({ name }) => name)).toContain("longer/force");
  });

  it("goes on from the pieces of an interrupted run after its tests were renamed", async () => {
    const store = await freshStore();
    const done = await interrupt(await resolved(typedStudy), 1, store, 100);
    const starts: number[] = [];
    await simulateTrainingSet(appWith(1), await resolved(typedStudy.replace("id: long", "id: longer")), { store }, { ...quietRun(), progress: (progress) => void starts.push(progress.done) });
    expect(starts[0]).toBeGreaterThanOrEqual(done);
  });

  it.each([2, 3, 5] as const)("is bit for bit the same with %i pieces at once", async (parallelism) => {
    const study = await resolved(typedStudy);
    const one = await simulateTrainingSet(appWith(1), study, {}, quietRun());
    const several = await simulateTrainingSet(appWith(parallelism), await resolved(typedStudy, appWith(parallelism)), {}, quietRun());
    expect(bytes(several)).toBe(bytes(one));
    expect(several.failures).toEqual(one.failures);
  });

  it("depends on the study's seed and on the stream, not on the run's seed", async () => {
    const study = await resolved(typedStudy);
    const simulate = async (s: ResolvedStudy, stream = 0, seed = 1): Promise<string> => bytes(await simulateTrainingSet(appWith(1), s, { samples: 50, stream }, quietRun(seed)));
    const first = await simulate(study);
    expect(await simulate(study, 0, 99)).toBe(first);
    expect(await simulate(study, 1)).not.toBe(first);
    expect(await simulate(await resolved(`${typedStudy}seed: 2\n`))).not.toBe(first);
  });

  it.each(["latin-hypercube", "sobol"])("laid out as %s fills each slice of the prior evenly", async (design) => {
    const text = typedStudy.replace("samples: 300", `samples: 64, design: ${design}`).replace("max: 19", "max: 4");
    const study = await resolved(text);
    const { theta, failures } = await simulateTrainingSet(appWith(2), study, {}, quietRun());
    expect(failures.count).toBe(0);
    // 64 points, 64 slices of each axis, one point in each: the property of both designs. k >= hard / 10 holds all over these priors.
    for (const p of [0, 1]) {
      const slices = Array.from({ length: 64 }, (_, i) => {
        const c = study.space.toCoordinates(theta.data.subarray(2 * i, 2 * i + 2))[p]!;
        return Math.floor((64 * (c - study.space.lower[p]!)) / (study.space.upper[p]! - study.space.lower[p]!));
      });
      expect(new Set(slices).size).toBe(64);
    }
  });

  it("tells its progress with a rate, up to the last sample", async () => {
    const seen: Progress[] = [];
    await simulateTrainingSet(appWith(2), await resolved(typedStudy), {}, { ...quietRun(), progress: (progress) => void seen.push(progress) });
    expect(seen[0]).toMatchObject({ stage: "simulate", done: 0, total: 300 });
    expect(seen.at(-1)).toMatchObject({ done: 300, total: 300, values: { rate: expect.any(Number) } });
    expect(seen.at(-1)!.values!["rate"]).toBeGreaterThan(0);
  });

  it("as learned estimators see it has working coordinates as targets, within the prior's range", async () => {
    const study = await resolved(typedStudy);
    const set = await simulateTrainingSet(appWith(1), study, {}, quietRun());
    const training = toTrainingSet(study, set);
    expect(training.inputs).toBe(set.curves);
    expect(training.targets.data[0]).toBe(Math.log(set.theta.data[0]!));
    expect(training.targets.data[1]).toBe(set.theta.data[1]!);
    training.targets.data.forEach((value, i) => {
      expect(value).toBeGreaterThanOrEqual(training.lower[i % 2]!);
      expect(value).toBeLessThanOrEqual(training.upper[i % 2]!);
    });
  });
});

describe("with a store", () => {
  it("a second run with the same study reuses the set", async () => {
    const store = await freshStore();
    const study = await resolved(typedStudy);
    const first = await simulateTrainingSet(appWith(1), study, { store }, quietRun());
    const second = await simulateTrainingSet(appWith(3), await resolved(typedStudy, appWith(3)), { store }, quietRun());
    expect([first.reused, second.reused]).toEqual([false, true]);
    expect(bytes(second)).toBe(bytes(first));
    expect(second.failures).toEqual(first.failures);
    expect(await store.list("simulations")).toHaveLength(1);
  });

  it("another number of samples or another stream is another set", async () => {
    const store = await freshStore();
    const study = await resolved(typedStudy);
    for (const options of [{}, { samples: 200 }, { stream: 1 }]) expect((await simulateTrainingSet(appWith(1), study, { store, ...options }, quietRun())).reused).toBe(false);
    expect(await store.list("simulations")).toHaveLength(3);
  });

  it.each([[1, 3], [3, 1], [2, 5]] as const)("interrupted twice, on %i at once and then on %i, it ends bit for bit as if it had not been", async (before, after) => {
    const study = await resolved(typedStudy);
    const whole = await freshStore();
    const expected = await simulateTrainingSet(appWith(1), study, { store: whole }, quietRun());
    const store = await freshStore();
    const once = await interrupt(await resolved(typedStudy, appWith(before)), before, store, 30);
    expect(once).toBeLessThan(300);
    const twice = await interrupt(await resolved(typedStudy, appWith(before)), before, store, once + 30);
    expect(twice).toBeGreaterThanOrEqual(once);
    const started: number[] = [];
    const set = await simulateTrainingSet(appWith(after), await resolved(typedStudy, appWith(after)), { store }, { ...quietRun(), progress: ({ done }) => void started.push(done) });
    expect(started[0]).toBeGreaterThanOrEqual(once);
    expect(set.reused).toBe(false);
    expect(bytes(set)).toBe(bytes(expected));
    expect(set.failures).toEqual(expected.failures);
    // The whole file, metadata and all.
    expect(await readFile(store.path(await storedFile(store)))).toEqual(await readFile(whole.path(await storedFile(whole))));
    expect(await store.list("simulations")).toHaveLength(1);
  });

  it("pieces that are damaged or of another study are simulated again", async () => {
    const study = await resolved(typedStudy);
    const store = await freshStore();
    await interrupt(study, 1, store, 60);
    const folder = `simulations/${(await store.list("simulations"))[0]}`;
    const [piece, other] = await store.list(folder);
    await writeFile(store.path(`${folder}/${piece}`), "damaged");
    await store.writeAtomic(`${folder}/1000-1.arrow`, (await store.read(`${folder}/${other}`))!.subarray(0, 300));
    const set = await simulateTrainingSet(appWith(1), study, { store }, quietRun());
    expect(bytes(set)).toBe(bytes(await simulateTrainingSet(appWith(1), study, {}, quietRun())));
  });

  it("a stored set that is damaged is made again", async () => {
    const study = await resolved(typedStudy);
    const store = await freshStore();
    const first = await simulateTrainingSet(appWith(1), study, { store }, quietRun());
    const name = await storedFile(store);
    const whole = (await store.read(name))!;
    for (const damaged of [whole.subarray(0, 1000), whole.subarray(0, whole.length - 10), new Uint8Array(0)]) {
      await store.writeAtomic(name, damaged);
      const again = await simulateTrainingSet(appWith(1), study, { store }, quietRun());
      expect(again.reused).toBe(false);
      expect(bytes(again)).toBe(bytes(first));
    }
  });

  it("the file is Arrow IPC: its magic, a column a parameter, a list column a curve, units, and the study's hash in the metadata", async () => {
    const study = await resolved(typedStudy);
    const store = await freshStore();
    const set = await simulateTrainingSet(appWith(1), study, { store }, quietRun());
    const content = (await store.read(await storedFile(store)))!;
    expect(new TextDecoder().decode(content.subarray(0, 6))).toBe("ARROW1");
    expect(new TextDecoder().decode(content.subarray(-6))).toBe("ARROW1");
    const table = tableFromIPC(content);
    expect(table.schema.fields.map(({ name, type, metadata }) => [name, String(type), metadata.get("unit")])).toEqual([
      ["k", "Float64", "N/mm"],
      ["hard", "Float64", "N/mm"],
      ["short/force", "FixedSizeList[10]<Float64>", "N"],
      ["short/energy", "FixedSizeList[10]<Float64>", "J"],
      ["long/force", "FixedSizeList[4]<Float64>", "N"],
      ["long/energy", "FixedSizeList[4]<Float64>", "J"],
    ]);
    expect(table.numRows).toBe(300);
    expect(table.getChild("k")!.get(17)).toBe(set.theta.data[34]);
    expect([...table.getChild("long/force")!.get(17)]).toEqual([...set.curves.data.subarray(17 * 28 + 20, 17 * 28 + 24)]);
    expect(table.schema.metadata.get("inversa.study")).toBe(study.hash);
    expect(table.schema.metadata.get("inversa.model")).toBe("toy/spring");
    expect(JSON.parse(table.schema.metadata.get("inversa.tests")!)[1]).toEqual({ id: "long", protocol: "pull", conditions: { length: 50, temperature: 30 }, axis: [0, 1, 4, 9] });
  });
});

describe("a set that no file could hold", () => {
  it("is refused before anything is simulated, with the number that would do", async () => {
    const study = await resolved(typedStudy.replace("points: 10", "points: 5000").replace("samples: 300", "samples: 100000"));
    const before = performance.now();
    await expect(simulateTrainingSet(appWith(1), study, {}, quietRun())).rejects.toMatchObject({ code: "study-invalid", message: expect.stringMatching(/100000 simulations of 10008 points each take 8\.0 GB.*no more than 26\d\d\d simulations/) });
    expect(performance.now() - before).toBeLessThan(1000);
  });
});

describe("when the model mostly fails", () => {
  it("more than half is refused with the reasons", async () => {
    const study = await resolved(typedStudy.replace("min: 0, max: 19", "min: 17.2, max: 20"));
    const error = await simulateTrainingSet(appWith(1), study, {}, quietRun()).catch((e: unknown) => e);
    expect(error).toMatchObject({ code: "simulation-failed", message: expect.stringMatching(/\d+ of \d+ simulations failed \(\d+ no-solution\)/) });
  });

  it("next to all is refused early, and always is refused at once", async () => {
    for (const [range, message] of [["min: 17.9, max: 20", /simulations failed/], ["min: 18.1, max: 20", /draws in a row failed for one sample; the last with no-solution/]] as const) {
      const study = await resolved(typedStudy.replace("min: 0, max: 19", range).replace("samples: 300", "samples: 1000000"));
      await expect(simulateTrainingSet(appWith(3), study, {}, quietRun())).rejects.toMatchObject({ code: "simulation-failed", message: expect.stringMatching(message) });
    }
  });

  it("stops are failures where the study rejects them", async () => {
    const text = typedStudy.replace("responses:", "afterStop: reject\nfixed: { strength: 300 }\nresponses:");
    const { failures } = await simulateTrainingSet(appWith(1), await resolved(text), {}, quietRun());
    expect(failures.byReason["failure"]).toBeGreaterThan(0);
    const { failures: held } = await simulateTrainingSet(appWith(1), await resolved(text.replace("reject", "hold")), {}, quietRun());
    expect(held.byReason["failure"]).toBeUndefined();
  });
});

it("an engine that breaks ends the run with its error, after what was finished is kept", async () => {
  let calls = 0;
  const good = toyEngine(1);
  const breaking = { ...good, open: async (...args: Parameters<typeof good.open>) => {
    const session = await good.open(...args);
    return { ...session, parallelism: 2, simulate: async (...call: Parameters<typeof session.simulate>) => {
      if (++calls > 12) throw new Error("the power is out");
      return session.simulate(...call);
    } };
  } };
  const app = createApp(defineApp({ ...toyApp, plugins: [springPlugin, { ...toyTools, engines: [breaking] }] }));
  const store = await freshStore();
  const study = await resolved(typedStudy, app);
  await expect(simulateTrainingSet(app, study, { store }, quietRun())).rejects.toThrow("the power is out");
  expect((await store.list(`simulations/${(await store.list("simulations"))[0]}`)).length).toBeGreaterThan(0);
});
