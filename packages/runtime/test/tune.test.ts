import { defineApp, definePlugin, type Progress, quietRun, readSettings } from "@inversa/core";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type App, createApp, openStore, parseStudyFile, resolveStudy, type ResolvedStudy, type Store, trainStudy, type Trial, type Tuning, tuneStudy, type TuneOptions, withEstimatorSettings, withoutDefaults } from "../src/index.ts";
import { tuningSpace } from "../src/tuning/tuning-space.ts";
import { toyEngine, toyTools } from "./fixtures/app.ts";
import { filled, fillingStudy } from "./fixtures/filling-study.ts";
import { fussy, fussyFits } from "./fixtures/fussy.ts";
import { rise } from "./fixtures/rise.ts";
import { ridge } from "./fixtures/ridge.ts";
import { folderWith } from "./fixtures/study.ts";

/** Trains several at once, and says how many there were at most. */
function busyEngine(parallelism: number, breaks?: (training: number) => boolean) {
  let trainings = 0;
  const most = { now: 0, ever: 0 };
  const engine = { ...toyEngine(1), id: "busy", openTraining: async () => ({
    parallelism,
    train: async ({ estimator, settings, set }: { estimator: string; settings: Readonly<Record<string, unknown>>; set: never }, run: Parameters<typeof ridge.fit>[2]) => {
      if (breaks?.(++trainings)) throw new Error("the power is out");
      most.ever = Math.max(most.ever, ++most.now);
      await new Promise((resolve) => { setTimeout(resolve, (most.ever * 7) % 5); });
      const inverse = await [fussy, ridge].find(({ id }) => id === estimator)!.fit(set, settings as never, run).finally(() => { most.now--; });
      return { saved: inverse.save(), seconds: 0.001 };
    },
    close: async () => {},
  }) };
  return { engine, most };
}

const appWith = (...engines: readonly ReturnType<typeof busyEngine>["engine"][]): App => createApp(defineApp({
  name: "filling-lab", about: "For tests.",
  plugins: [definePlugin({ name: "vessels", contract: 1, models: [rise], estimators: [ridge, fussy] }), { ...toyTools, engines: [...toyTools.engines, ...engines] as never }],
  defaults: { model: "toy/rise", estimator: "ridge", engine: "toy-1" },
}));

const settingsOf = (given: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> => readSettings(fussy.settings, given, "fussy") as Readonly<Record<string, unknown>>;
const study = (settings = settingsOf(), engineId = "toy-1"): ResolvedStudy => ({ ...fillingStudy({ observations: [filled("a", { a: 2, b: 1 })], estimators: [{ id: "fussy", settings }], samples: 200 }), engineId });
const freshStore = async (): Promise<Store> => openStore(join(await folderWith({}), ".inversa"));
const tune = async (options: Partial<TuneOptions> = {}, given = study(), app = appWith()): Promise<Tuning> => tuneStudy(app, given, undefined, { store: await freshStore(), trials: 20, cases: 100, ...options }, quietRun(1));

/** A trial without the time that it took. */
const timeless = (trial: Trial): object => ({ ...trial, seconds: 0 });

describe("a search for settings", () => {
  it("finds what is better, and says by how much on simulations that nothing has seen", async () => {
    const { best, ranking, comparison, importance } = await tune({ trials: 40 });
    expect(best.settings["rounds"]).toBe(18);
    expect(best.settings["pull"]).toBeLessThan(0.1);
    expect(best.fullEffort).toBe(true);
    expect(ranking[0]!.candidate).toBe(best.candidate);
    expect(comparison!.cases).toBe(100);
    expect(comparison!.after.score).toBeLessThan(comparison!.before.score);
    expect(comparison!.ratio.value).toBeCloseTo(comparison!.after.score / comparison!.before.score, 12);
    expect(comparison!.ratio.interval95[1]).toBeLessThan(1);
    expect(Object.keys(comparison!.after.parameters)).toEqual(["a", "b"]);
    const shares = Object.fromEntries(importance.map(({ name, share }) => [name, share]));
    expect(Object.keys(shares).toSorted()).toEqual(["idle", "kind", "layers.length", "layers[].width", "pull"]);
    expect(shares["pull"]).toBeGreaterThan(shares["idle"]!);
  });

  it("gives most candidates little effort, the study's own settings all of it too", async () => {
    const { trials, effort } = await tune();
    expect(effort).toEqual({ of: "rounds", rungs: [2, 6, 18] });
    const at = (rung: number): readonly Trial[] => trials.filter((trial) => trial.rung === rung);
    expect(at(0)).toHaveLength(20);
    // A third of a third goes on, and the study's own.
    expect(at(1).length).toBeLessThanOrEqual(7);
    expect(at(2).length).toBeLessThanOrEqual(3);
    expect(at(2).map(({ candidate }) => candidate)).toContain(0);
    for (const { rung, settings, effort: share } of trials) expect([settings["rounds"], share]).toEqual([[2, 6, 18][rung], [2, 6, 18][rung]! / 18]);
  });

  it("judges all by the same simulations, and leaves those alone that calibrate intervals", async () => {
    const before = fussyFits.length;
    const { samples } = await tune({ trials: 4 });
    expect(samples).toEqual({ trained: 160, validation: 20 });
    const searched = fussyFits.slice(before).filter(({ rows }) => rows === 160);
    expect(searched.length).toBeGreaterThan(4);
    expect(new Set(searched.map(({ inputs }) => inputs[0])).size).toBe(1);
    expect(new Set(searched.map(({ seed }) => seed)).size).toBe(1);
    // The two that are compared are trained as `train` trains.
    expect(fussyFits.slice(before).filter(({ rows }) => rows === 180).length).toBeLessThanOrEqual(2);
  });

  it("keeps the two that it compares, so that nothing is trained again", async () => {
    const store = await freshStore();
    const { best } = await tune({ store });
    const fits = fussyFits.length;
    const trained = await trainStudy(appWith(), study(), { id: "fussy", settings: best.settings }, { store }, quietRun(1));
    expect([trained.reused, fussyFits.length]).toEqual([true, fits]);
  });

  it("varies the share of simulations where no setting says how long a training works", async () => {
    const { effort, trials, best } = await tune({ trials: 6 }, { ...study(), estimators: [{ id: "ridge", settings: { penalty: 50 } }] });
    expect(effort).toEqual({ of: "simulations", rungs: [18, 53, 160] });
    expect(trials.every(({ settings }) => typeof settings["penalty"] === "number")).toBe(true);
    expect(best.settings["penalty"]).toBeLessThan(50);
  });

  it("says so where the study's own settings are the best", async () => {
    const { best, comparison, importance } = await tune({ trials: 5 }, study(settingsOf({ pull: 0, kind: "good", layers: [{ width: 32 }, { width: 32 }, { width: 32 }] })));
    expect(best.candidate).toBe(0);
    expect(comparison).toBeUndefined();
    // Five trials say nothing of one setting among several.
    expect(importance).toEqual([]);
  });
});

describe("what goes wrong in a trial", () => {
  it("is a result with its reason, and never wins", async () => {
    const { trials, ranking } = await tune({ trials: 30 });
    const failed = trials.filter(({ score }) => score === null);
    expect(new Set(failed.map(({ failed: why }) => why))).toEqual(new Set(["every start diverged.", "diverged: its answers are not finite numbers"]));
    expect(failed.every(({ rung }) => rung === 0)).toBe(true);
    expect(ranking.slice(-failed.length).every(({ score }) => score === null)).toBe(true);
  });

  it("in the study's own settings is the study's, and ends the search", async () => {
    await expect(tune({}, study(settingsOf({ pull: 0.9 })))).rejects.toMatchObject({ code: "estimator-incompatible", message: expect.stringContaining("every start diverged") });
  });

  it.each([["descent", /cannot be trained|does not use/], ["nearest", /does not use/]])("%s has nothing to search", async (id, message) => {
    await expect(tuneStudy(appWith(), study(), id, { store: await freshStore() }, quietRun(1))).rejects.toThrow(message);
  });

  it("in the engine is nobody's settings: the search ends with it, and goes on from there", async () => {
    const store = await freshStore();
    const broken = busyEngine(2, (training) => training > 7).engine;
    await expect(tune({ store }, study(settingsOf(), "busy"), appWith(broken))).rejects.toThrow("the power is out");
    const { trials } = await tune({ store }, study(settingsOf(), "busy"), appWith(busyEngine(2).engine));
    expect(trials.filter(({ rung }) => rung === 0)).toHaveLength(20);
    expect(trials.every(({ failed = "" }) => !failed.includes("power"))).toBe(true);
  });

  it("too few simulations are refused in words", async () => {
    await expect(tune({}, { ...study(), samples: 11 })).rejects.toThrow(/too few to search settings with/);
  });
});

describe("trials on disk", () => {
  it("are one JSON line each, with settings, seed, score, seconds and reason", async () => {
    const { file, trials } = await tune();
    const lines = (await readFile(file, "utf8")).split("\n").filter(Boolean).map((line) => JSON.parse(line) as Trial);
    expect(lines.map(timeless)).toEqual(trials.map(timeless));
    expect(lines.every(({ settings, seed, seconds }) => typeof settings["rounds"] === "number" && seed === 1 && seconds >= 0)).toBe(true);
    expect(lines.every(({ score, parameters, failed }) => (score === null ? typeof failed === "string" && parameters === null : score > 0 && parameters!["a"]! > 0))).toBe(true);
  });

  it("interrupted anywhere and resumed are those of a search that was not", async () => {
    const whole = await tune();
    const store = await freshStore();
    for (const after of [3, 7, 15]) {
      const controller = new AbortController();
      const run = { ...quietRun(1, controller.signal), progress: ({ stage, done }: Progress) => { if (stage.startsWith("tune") && done >= after) controller.abort(new Error("interrupted")); } };
      await expect(tuneStudy(appWith(), study(), undefined, { store, trials: 20, cases: 100 }, run)).rejects.toThrow("interrupted");
    }
    const resumed = await tune({ store });
    expect(resumed.trials.map(timeless)).toEqual(whole.trials.map(timeless));
    expect(resumed.best).toEqual(whole.best);
  });

  it("a trial that was killed is repeated, and a line that was cut short is no loss", async () => {
    const store = await freshStore();
    const whole = await tune({ store });
    const text = await readFile(whole.file, "utf8");
    const cut = text.trimEnd().lastIndexOf("\n");
    await writeFile(whole.file, text.slice(0, cut + 40));
    const fits = fussyFits.length;
    const again = await tune({ store });
    expect(fussyFits.length).toBe(fits + 1);
    expect(again.trials.map(timeless)).toEqual(whole.trials.map(timeless));
  });

  it("of a shorter search are the beginning of a longer one, and another study's are not", async () => {
    const store = await freshStore();
    const short = await tune({ store, trials: 6 });
    const fits = fussyFits.length;
    const long = await tune({ store, trials: 12 });
    expect(long.trials.slice(0, short.trials.length).map(timeless)).toEqual(short.trials.map(timeless));
    expect(long.trials.filter(({ rung }) => rung === 0)).toHaveLength(12);
    expect(fussyFits.length - fits).toBeLessThanOrEqual(long.trials.length - short.trials.length + 1);
    expect((await tune({ store, trials: 6 }, study(settingsOf({ pull: 0.4 })))).file).not.toBe(short.file);
  });

  it("begin no more when the time is over", async () => {
    const { trials, best } = await tune({ minutes: 1e-9 });
    expect(trials.length).toBeLessThanOrEqual(1);
    expect(best).toMatchObject({ candidate: 0, fullEffort: false });
  });

  it("run as many at once as the engine trains, each of them once", async () => {
    const { engine, most } = busyEngine(3);
    const { trials } = await tune({}, study(settingsOf(), "busy"), appWith(engine));
    expect(most.ever).toBe(3);
    const keys = trials.map(({ candidate, rung }) => `${candidate}/${rung}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(trials.filter(({ rung }) => rung === 0)).toHaveLength(20);
  });
});

describe("the space of settings", () => {
  const base = settingsOf({ layers: [{ width: 10 }, { width: 20 }] });
  const space = tuningSpace(fussy.settings, base);

  it("follows from the declarations; every point of it is allowed, and is found again from its settings", () => {
    expect(space.tuned.map(({ name, axis }) => [name, axis.kind === "choice" ? axis.size : 0])).toEqual([["pull", 0], ["layers.length", 0], ["layers[].width", 0], ["kind", 3], ["idle", 2]]);
    for (const point of [[0, 0, 0, 0, 0], [1, 1, 1, 2, 1], [0.3, 0.55, 0.7, 1, 0]]) {
      const settings = space.settings(Float64Array.from(point));
      expect(readSettings(fussy.settings, settings, "fussy")).toEqual(settings);
      expect(space.settings(space.point(settings))).toEqual(settings);
    }
    expect(space.settings(Float64Array.of(0, 1, 0, 0, 0))).toEqual({ pull: 0.01, layers: Array.from({ length: 4 }, () => ({ width: 4, name: "x" })), kind: "good", idle: false, rounds: 18 });
  });

  it("names what varies, and what differs from the defaults", () => {
    expect(space.varied(base)).toEqual({ pull: 0.5, "layers.length": 2, "layers[].width": 10, kind: "fair", idle: false });
    expect(withoutDefaults(fussy.settings, base)).toEqual({ layers: [{ width: 10 }, { width: 20 }] });
    expect(withoutDefaults(fussy.settings, settingsOf())).toEqual({});
  });
});

describe("settings written into a study file", () => {
  const text = `inversa: 1
model: toy/rise
# Typed in.
data:
  - { id: mine, protocol: filling, axis: [1, 2], responses: { level: [1, 1.5] } }
estimate: { a: plausible, b: plausible } # both
estimators: # the first is the main one
  - fussy
  - { id: ridge, settings: { penalty: 3 }, then: descent }
seed: 7
`;

  it("leave comments and everything else as they are, and are read again as they were", async () => {
    const written = withEstimatorSettings(withEstimatorSettings(text, 0, "fussy", { pull: 0.0123, layers: [{ width: 9 }] }), 1, "ridge", { penalty: 2 });
    expect(written).toBe(text.replace("- fussy", "- { id: fussy, settings: { pull: 0.0123, layers: [{ width: 9 }] } }").replace("penalty: 3", "penalty: 2"));
    const app = createApp(defineApp({ name: "lab", about: "", plugins: [definePlugin({ name: "vessels", contract: 1, models: [rise], estimators: [ridge, fussy, ...(await import("./fixtures/filling-study.ts")).fillingApp().estimators.all().filter(({ id }) => id === "descent")] }), toyTools], defaults: {} }));
    const { estimators } = await resolveStudy(app, parseStudyFile(written, "study.yaml"), ".");
    expect(estimators[0]!.settings).toMatchObject({ pull: 0.0123, layers: [{ width: 9, name: "x" }], kind: "fair" });
    expect([estimators[1]!.settings, estimators[1]!.then]).toEqual([{ penalty: 2 }, "descent"]);
  });

  it.each([
    ["a block of keys", "estimators:\n  - id: bp\n    then: descent # polish\n", "estimators:\n  - id: bp\n    settings: { epochs: 3 }\n    then: descent # polish\n"],
    ["settings on lines of their own", "estimators:\n  - id: bp\n    settings:\n      epochs: 9\n      l2: 1\n  - cnn\n", "estimators:\n  - id: bp\n    settings:\n      { epochs: 3 }\n  - cnn\n"],
    ["a list in a line", "estimators: [bp, cnn]\n", "estimators: [{ id: bp, settings: { epochs: 3 } }, cnn]\n"],
    ["JSON", '{ "estimators": [{ "id": "bp" }] }', '{ "estimators": [{ "id": "bp", "settings": { "epochs": 3 } }] }'],
    ["no estimators", "inversa: 1", "inversa: 1\nestimators:\n  - { id: bp, settings: { epochs: 3 } }\n"],
  ])("go into %s", (_, before, after) => {
    expect(withEstimatorSettings(before, 0, "bp", { epochs: 3 })).toBe(after);
  });

  it.each([["estimators: [bp]\n", "estimators: [bp, { id: cnn, settings: {} }]\n"], ["estimators:\n  - bp\nseed: 1\n", "estimators:\n  - bp\n  - { id: cnn, settings: {} }\nseed: 1\n"]])("are added behind the others: %j", (before, after) => {
    expect(withEstimatorSettings(before, 1, "cnn", {})).toBe(after);
  });
});
