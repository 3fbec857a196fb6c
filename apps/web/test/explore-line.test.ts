import { createApp, prepareRequest, type SimulationAnswer } from "@inversa/runtime";
import { afterEach, describe, expect, it } from "vitest";
import full from "../../cli/variants/full.ts";
import { loadModel } from "../src/explore/browser-models.ts";
import { ExploreProblem } from "../src/explore/client.ts";
import type { Scene, SceneTest } from "../src/explore/messages.ts";
import { modelNames } from "../src/explore/model-names.ts";
import { simulateRequest } from "../src/explore/texts-to-copy.ts";
import { demoFiles, openLine, testsOf, type Line } from "./explore.ts";

const browserModels = Object.entries(modelNames).map(([id, name]) => ({ id, name }));

let line: Line;
const open = (): Line => (line = openLine());
afterEach(() => line?.close());

const eb = "soil/duncan-chang-eb";
const drained = (id: string, confiningPressure: number): SceneTest => ({ id, protocol: "drained-triaxial", conditions: { confiningPressure }, axis: Float64Array.from({ length: 31 }, (_, i) => i * 0.005) });
const soil = { K: 320, n: 0.45, Rf: 0.8, c: 0, phi: 34, dphi: 0, Kb: 180, m: 0.3 };

describe("the models of the page", () => {
  it("are all that the plugins bring, under their names", async () => {
    const app = createApp(full);
    const known = app.models.all().map(({ id, name }) => ({ id, name }));
    await app.dispose();
    expect(browserModels.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(known.sort((a, b) => (a.id < b.id ? -1 : 1)));
    for (const { id } of browserModels) expect((await loadModel(id)).id).toBe(id);
  });
  it.each(browserModels)("$id shows typical tests that get somewhere", async ({ id }) => {
    const { client, frames, next } = open();
    const opened = await client.open(id);
    expect(structuredClone(opened).parameters.length).toBeGreaterThan(3);
    for (const tests of Object.values(opened.tests)) {
      client.simulate(opened.typical, { model: id, options: {}, tests });
      await next();
      const { frame } = frames.at(-1)!;
      expect(frame.places.length).toBeGreaterThanOrEqual(tests.length);
      for (const { offset, length } of frame.places) expect(frame.curves.subarray(offset, offset + length).filter(Number.isFinite).length).toBeGreaterThan(5);
    }
    expect(line.problems).toEqual([]);
  });
});

describe("a frame", () => {
  it.each(browserModels)("of $id holds the numbers of inversa simulate", async ({ id }) => {
    const model = await loadModel(id);
    const { client, frames, next } = open();
    const opened = await client.open(id);
    const tests = Object.values(opened.tests).flat().map((test, i) => ({ ...test, id: `${i}` }));
    const scene: Scene = { model: id, options: {}, tests };
    client.simulate(opened.typical, scene);
    await next();
    const { frame } = frames[0]!;
    const request = { ...JSON.parse(simulateRequest({ ...scene, tests: tests.map((test, t) => ({ ...test, axis: frame.axes![t]! })) }, opened.typical)) } as object;
    const [answer] = [...prepareRequest(model, "1", requestOf(request)).answers()] as [SimulationAnswer];
    for (const { test, response, offset, length } of frame.places) {
      expect(Array.from(frame.curves.subarray(offset, offset + length), (v) => (Number.isNaN(v) ? null : v))).toEqual(answer.tests[test]!.responses[response]);
      expect(frame.ends[test]!.status).toBe(answer.tests[test]!.status);
    }
  });
  it("draws a curve through few readings at more points and compares at the readings alone", async () => {
    const { client, frames, next } = open();
    const tests = testsOf(await client.read(eb, await demoFiles()));
    client.simulate(soil, { model: eb, options: {}, tests });
    await next();
    const { axes, fits } = frames[0]!.frame;
    expect(tests.map(({ axis }) => axis.length)).toEqual([28, 28, 28]);
    for (const [t, axis] of axes!.entries()) {
      expect(axis.length).toBeGreaterThan(110);
      expect([...tests[t]!.axis].every((value) => axis.includes(value))).toBe(true);
      expect(axis.every((value, i) => i === 0 || value > axis[i - 1]!)).toBe(true);
    }
    expect(fits.map(({ test, response }) => `${test} ${response}`)).toEqual(["0 deviatorStress", "0 volumetricStrain", "1 deviatorStress", "1 volumetricStrain", "2 deviatorStress", "2 volumetricStrain"]);
    const exact = [...prepareRequest(await loadModel(eb), "1", requestOf(JSON.parse(simulateRequest({ model: eb, options: {}, tests }, soil)) as object)).answers()] as [SimulationAnswer];
    const q = exact[0].tests[0]!.responses["deviatorStress"]!;
    const measured = tests[0]!.measured!["deviatorStress"]!;
    const both = q.flatMap((value, i) => (value === null ? [] : [(value - measured[i]!) ** 2]));
    expect(fits.find(({ test, response }) => test === 0 && response === "deviatorStress")!.rmse).toBeCloseTo(Math.sqrt(both.reduce((a, b) => a + b) / both.length), 9);
  });
  it("says why a curve ends early, with nothing after its end", async () => {
    const { client, frames, next } = open();
    client.simulate({ ...soil, phi: 25 }, { model: eb, options: {}, tests: [{ ...drained("weak", 100), axis: Float64Array.from({ length: 40 }, (_, i) => i * 0.01) }] });
    await next();
    const { ends: [end], curves, places } = frames[0]!.frame;
    expect(end!.status).not.toBe("reached");
    expect(end!.message).toMatch(/\d/);
    expect(curves[places[0]!.offset + places[0]!.length - 1]).toBeNaN();
  });
});

describe("the latest parameters win", () => {
  it("and what was moved over in the meantime is never simulated", async () => {
    const { client, frames, next } = open();
    client.simulate(soil, { model: eb, options: {}, tests: [drained("a", 100), drained("b", 200)] });
    for (let K = 321; K <= 400; K++) client.simulate({ ...soil, K });
    while (frames.at(-1)?.parameters["K"] !== 400) await next();
    expect(frames.map(({ parameters }) => parameters["K"])).toEqual([320, 400]);
    expect(client.dropped).toBe(79);
    expect(frames[0]!.frame.axes).toHaveLength(2);
    expect(frames[1]!.frame.axes).toBeUndefined();
  });
  it("with their tests, when these changed too", async () => {
    const { client, frames, next } = open();
    client.simulate(soil, { model: eb, options: {}, tests: [drained("a", 100)] });
    client.simulate(soil, { model: eb, options: {}, tests: [drained("b", 150)] });
    client.simulate({ ...soil, K: 400 });
    while (frames.at(-1)?.parameters["K"] !== 400) await next();
    expect(frames.map(({ scene }) => scene.tests[0]!.id)).toEqual(["a", "b"]);
    expect(frames[1]!.frame.axes).toHaveLength(1);
  });
});

describe("what cannot be simulated", () => {
  it("is said in the model's words, and the next parameters are drawn with their axes", async () => {
    const { client, frames, problems, next } = open();
    const model = "soil/modified-cam-clay";
    const opened = await client.open(model);
    const [tests] = Object.values(opened.tests);
    client.simulate({ ...opened.typical, lambda: 0.02, kappa: 0.15 }, { model, options: {}, tests: tests! });
    await next();
    expect(problems[0]).toBeInstanceOf(ExploreProblem);
    expect((problems[0] as ExploreProblem).problem).toMatchObject({ code: "parameters-inconsistent", mistake: { what: expect.stringMatching(/kappa/) as string } });
    client.simulate(opened.typical);
    await next();
    expect(frames[0]!.frame.axes).toHaveLength(tests!.length);
  });
  it("names the test whose conditions are wrong", async () => {
    const { client, problems, next } = open();
    client.simulate(soil, { model: eb, options: {}, tests: [drained("fine", 100), drained("upside down", -5)] });
    await next();
    expect(problems[0]!.message).toMatch(/"upside down".*confiningPressure = -5 is out of range/);
  });
  it("is a model of somebody else's plugin", async () => {
    await expect(open().client.open("rock/unheard-of")).rejects.toThrow(/cannot simulate "rock\/unheard-of"/);
  });
});

/** As the command line reads it. */
function requestOf(value: object) {
  const { parameters, tests, options = {}, ...rest } = value as { parameters: Record<string, number>; tests: object[]; options?: Record<string, unknown> };
  return { parameters: [parameters], batch: false, options, further: [], whole: { value: { parameters, tests, options, ...rest }, path: "$" }, tests: tests.map((test, i) => ({ value: test, path: `$.tests[${i}]` })), path: "$" };
}
