import { compileTask, defineApp, definePlugin, type Engine, type Progress, quietRun, type SimulatedRows, type TrainingRequest } from "@inversa/core";
import { describe, expect, it } from "vitest";
import { createApp, openTrainer, simulateTrainingSet, trainStudy } from "../src/index.ts";
import { springPlugin, toyApp, toyEngine, toyTools } from "./fixtures/app.ts";
import { filled, fillingStudy, ridgeChoice } from "./fixtures/filling-study.ts";
import { ridge } from "./fixtures/ridge.ts";
import { rise } from "./fixtures/rise.ts";
import { spring } from "./fixtures/spring.ts";
import { resolved, typedStudy } from "./fixtures/study.ts";

const labWith = (engine: Engine) => createApp(defineApp({ ...toyApp, plugins: [springPlugin, toyTools, definePlugin({ name: "engines", contract: 1, engines: [engine] })], defaults: { ...toyApp.defaults, engine: engine.id } }));

/** A cluster as a session sees it: more machines from the third call on, rows that take a second each, calls that should last four. */
function cluster(): { readonly engine: Engine; readonly sizes: number[]; most: () => number; probe: () => Float64Array | undefined } {
  const sizes: number[] = [];
  let [under, most] = [0, 0];
  let probe: Float64Array | undefined;
  const engine: Engine = {
    id: "cluster", name: "Cluster", about: "For tests.",
    open: async (task, origin, options) => {
      probe = options.probe;
      options.waiting?.("no machine is there");
      const inner = await toyEngine(1).open(task, origin, {});
      return {
        get parallelism() { return sizes.length < 3 ? 1 : 4; },
        callSeconds: 4,
        simulate: async (theta, rows, signal): Promise<SimulatedRows> => {
          options.waiting?.(undefined);
          sizes.push(rows);
          most = Math.max(most, ++under);
          await new Promise((done) => { setTimeout(done, 2); });
          return inner.simulate(theta, rows, signal).then((answer) => ({ ...answer, seconds: rows })).finally(() => { under -= 1; });
        },
        close: async () => {},
      };
    },
  };
  return { engine, sizes, most: () => most, probe: () => probe };
}

describe("an engine whose machines come and go", () => {
  it("is asked for more at once when there are more, in calls as long as it wishes, and the set stays bit for bit the same", async () => {
    const { engine, sizes, most, probe } = cluster();
    const app = labWith(engine);
    const study = await resolved(typedStudy, app);
    const told: Progress[] = [];
    const set = await simulateTrainingSet(app, study, {}, { ...quietRun(), progress: (progress) => void told.push(progress) });
    const here = await simulateTrainingSet(createApp(toyApp), await resolved(typedStudy), {}, quietRun());
    expect(Buffer.compare(Buffer.from(set.curves.data.buffer), Buffer.from(here.curves.data.buffer))).toBe(0);
    expect(most()).toBe(4);
    // A row takes a second: after the first pieces of 32 (cut down by what is fair), none is larger than four rows.
    expect(Math.max(...sizes.slice(8))).toBeLessThanOrEqual(4);
    expect(told[0]).toMatchObject({ stage: "simulate", note: "no machine is there" });
    expect(told.at(-1)).toEqual(expect.not.objectContaining({ note: expect.anything() }));
    const simulator = compileTask(spring, study.task);
    for (const index of [0, 1, 2]) expect(simulator.run(probe()!.subarray(2 * index, 2 * index + 2), new Float64Array(simulator.width))).toHaveProperty("status");
  });
});

describe("an engine that trains", () => {
  const study = fillingStudy({ observations: [filled("one", { a: 2, b: 1 })], estimators: [ridgeChoice], samples: 200 });
  const asked: TrainingRequest[] = [];
  let open = 0;
  const trains: Engine = {
    ...toyEngine(1), id: "toy-1",
    openTraining: async () => {
      open += 1;
      return {
        parallelism: 7,
        train: async (request, run) => {
          asked.push(request);
          return { saved: structuredClone((await ridge.fit(request.set, request.settings as never, run)).save()), seconds: 123 };
        },
        close: async () => { open -= 1; },
      };
    },
  };
  const vessels = definePlugin({ name: "vessels", contract: 1, models: [rise], estimators: [ridge] });
  const app = (engine: Engine) => createApp(defineApp({ name: "filling-lab", about: "For tests.", plugins: [vessels, definePlugin({ name: "engines", contract: 1, engines: [engine] })], defaults: {} }));

  it("gets the set, the settings and the seed, and the trained estimator is the one that training here gives", async () => {
    const there = await trainStudy(app(trains), study, ridgeChoice, {}, quietRun(3));
    const here = await trainStudy(app(toyEngine(1)), study, ridgeChoice, {}, quietRun(3));
    expect(asked).toMatchObject([{ estimator: "ridge", settings: ridgeChoice.settings, set: { inputs: { rows: 180 }, targets: { rows: 180 } } }]);
    expect(there.inverse.save()).toEqual(here.inverse.save());
    expect(there.calibration.save()).toEqual(here.calibration.save());
    expect(there.training).toMatchObject({ seconds: 123, coverage95: here.training.coverage95 });
    expect(open).toBe(0);
  });

  it("serves who trains much by one session that stays open", async () => {
    const trainer = await openTrainer(app(trains), "toy-1");
    expect(trainer.parallelism).toBe(7);
    await Promise.all([1, 2].map((seed) => trainStudy(app(trains), study, ridgeChoice, { trainer }, quietRun(seed))));
    expect(open).toBe(1);
    await trainer.close();
    expect(open).toBe(0);
    expect((await openTrainer(app(toyEngine(1)), "toy-1")).parallelism).toBe(1);
  });
});
