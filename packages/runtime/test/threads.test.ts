import { defineApp, definePlugin, quietRun } from "@inversa/core";
import { expect, it } from "vitest";
import { createApp, evaluateStudy, runStudy, trainStudy } from "../src/index.ts";
import { toyEngine } from "./fixtures/app.ts";
import { filled, fillingStudy, times } from "./fixtures/filling-study.ts";
import { ridge } from "./fixtures/ridge.ts";
import { rise } from "./fixtures/rise.ts";

it("no threads at all is a number of threads: every stage hands it to the engine", async () => {
  const asked: unknown[] = [];
  const good = toyEngine(1);
  const engine = { ...good, open: async (...args: Parameters<typeof good.open>) => {
    asked.push(args[2].threads);
    return good.open(...args);
  } };
  const app = createApp(defineApp({ name: "vessels", about: "For tests.", plugins: [definePlugin({ name: "vessels", contract: 1, models: [rise], estimators: [ridge], engines: [engine] })], defaults: {} }));
  const study = fillingStudy({ observations: [filled("a", { a: 2, b: 1, axis: times(10, 3) })], samples: 60 });
  await runStudy(app, study, { threads: 0, bandDraws: 0 }, quietRun());
  await trainStudy(app, study, undefined, { threads: 0 }, quietRun());
  await evaluateStudy(app, study, { threads: 0, cases: 5 }, quietRun());
  // Evaluating simulates its cases and its training set.
  expect(asked).toEqual([0, 0, 0, 0]);
  await trainStudy(app, study, undefined, {}, quietRun());
  expect(asked.at(-1)).toBeUndefined();
});
