import { defineApp, definePlugin, quietRun } from "@inversa/core";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createApp, estimateStudy, proposeStudy } from "../src/index.ts";
import { toyTools } from "./fixtures/app.ts";
import { descent } from "./fixtures/descent.ts";
import { oven, ovenSource } from "./fixtures/oven.ts";
import { folderWith, resolved } from "./fixtures/study.ts";

const app = createApp(defineApp({ name: "kitchen", about: "For tests.", plugins: [definePlugin({ name: "ovens", contract: 1, models: [oven], sources: [ovenSource], estimators: [descent] }), toyTools], defaults: { model: "toy/oven", estimator: "descent", engine: "toy-1" } }));
const study = (body: string, estimate = "{ efficiency: plausible }", test = "steps: [{ power: 100 }]"): string => `inversa: 1
model: toy/oven
options: { body: ${body} }
data:
  - protocol: heating
    ${test}
    axis: [0, 10, 20]
    responses: { temperature: [300, 400, 500] }
estimate: ${estimate}
responses: { temperature: { noise: { absolute: 1 } } }
estimators: [descent]
`;

describe("an option that is a document", () => {
  it("is read from its file beside the study, and the estimate says which file and what was in it", async () => {
    const folder = await folderWith({ "big.json": JSON.stringify({ mass: 8 }) });
    const found = await resolved(study("big.json"), app, folder);
    expect(found.study.options).toEqual({ body: { mass: 8 } });
    const { provenance, parameters } = await estimateStudy(app, found, undefined, {}, quietRun());
    expect(provenance.documents).toEqual({ body: { file: "big.json", sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } });
    // 10 K/s = efficiency 100 W / 8.
    expect(parameters[0]!.value).toBeCloseTo(0.8, 2);
    await writeFile(join(folder, "big.json"), JSON.stringify({ mass: 4 }));
    expect((await resolved(study("big.json"), app, folder)).hash).not.toBe(found.hash);
  });
  it("may come with what its user should know", async () => {
    const folder = await folderWith({ "furnace.json": JSON.stringify({ mass: 5000 }) });
    expect((await resolved(study("furnace.json"), app, folder)).remarks).toEqual(["furnace.json: that is a furnace"]);
  });
  it("that is built in leaves no file behind", async () => expect((await resolved(study("steel"), app)).documents).toEqual({}));
  it.each([
    ["stel", /options.*"stel" is not built in, and there is no file.*Did you mean "steel"/s],
    ["light.json", /options.*mass: it is missing/s], ["broken.json", /not valid JSON/], ["list.json", /holds no object/],
  ])("%s is refused in words", async (body, message) => {
    const folder = await folderWith({ "light.json": "{}", "broken.json": "{", "list.json": "[1]" });
    await expect(resolved(study(body), app, folder)).rejects.toThrow(message);
  });
});

describe("a parameter that the options hold", () => {
  it("may be left out, fixed or estimated around what they hold", async () => {
    const folder = await folderWith({ "big.json": JSON.stringify({ mass: 8 }) });
    expect((await resolved(study("big.json"), app, folder)).task.fixed).toEqual({});
    const both = await resolved(study("big.json", "{ efficiency: plausible, mass: plausible }"), app, folder);
    expect(both.space.priors[1]).toEqual({ distribution: "log-uniform", min: 4, max: 16 });
  });
});

describe("a typed test with a program", () => {
  it("says it beside the usual keys", async () => {
    const { task } = await resolved(study("brick", undefined, "hold: step\n    steps: [{ power: 5, until: 3 }]"), app);
    expect(task.tests[0]!.program).toEqual({ hold: "step", steps: [{ power: 5, until: 3 }] });
  });
  it("whose drive repeats a response does not compare that response by default", async () => {
    const text = study("brick", undefined, "drives: { power: [100, 100, 100] }").replace(/responses: \{ temperature: \{.*\n/, "").replace("[300, 400, 500] }", "[300, 400, 500], power: [100, 100, 100] }");
    expect((await resolved(text, app)).task.responses).toEqual([["temperature"]]);
  });
  it("compares by default what the unknowns move, with the error that the protocol states", async () => {
    // The power is measured and answered too, and no efficiency moves it.
    const text = study("brick").replace(/responses: \{ temperature: \{.*\n/, "").replace("[300, 400, 500] }", "[300, 400, 500], power: [99, 100, 101] }");
    const { task, study: { responses } } = await resolved(text, app);
    expect(task.responses).toEqual([["temperature"]]);
    expect(responses["temperature"]!.noise).toEqual({ relative: 0, absolute: 2 });
  });
  it.each([
    ["stepz: []", /no key "stepz" here.*Did you mean "steps"/], ["steps: [{ power: -1 }]", /steps\[0\], power: -1 is not allowed/], ["hold: step", /either a power or steps/],
    ["steps: [{ power: 1 }]\n    drives: { power: [1, 2, 3] }", /either a power or steps/],
  ])("%s is refused", async (test, message) => expect(resolved(study("brick", undefined, test), app)).rejects.toThrow(message));
});

describe("a proposed study", () => {
  const propose = async (more: object) => {
    const folder = await folderWith({ "a.tab": "", "big.json": JSON.stringify({ mass: 8 }) });
    return proposeStudy(app, { model: "toy/oven", data: ["a.tab"], folder, source: "toy-oven", ...more });
  };
  it("takes the preset asked for, names the document by its path and shows what it holds", async () => {
    const { text } = await propose({ options: { body: "big.json" } });
    expect(text).toMatch(/body: big\.json/);
    expect(text).toMatch(/estimate:\n {2}mass: \{ distribution: log-uniform, min: 4, max: 16 \}.*\n {2}efficiency:/);
    const { text: preset } = await propose({ preset: "both", options: { body: "steel" } });
    expect(preset).toMatch(/steel: two of steel/);
    expect(preset).toMatch(/efficiency: .*\n {2}mass:/);
    await expect(propose({ preset: "bot" })).rejects.toThrow(/no preset "bot".*Did you mean "both"/);
  });
  it("writes parameters held by the options as comments", async () => {
    const { text } = await proposeStudy(createApp(defineApp({ name: "k", about: "For tests.", plugins: [definePlugin({ name: "ovens", contract: 1, models: [{ ...oven, presets: {} }], sources: [ovenSource], estimators: [descent] }), toyTools], defaults: {} })), { model: "toy/oven", data: ["a.tab"], folder: await folderWith({ "a.tab": "" }), source: "toy-oven" });
    expect(text).toMatch(/# Held by the options \(body: brick\)/);
    expect(text).toMatch(/# {3}mass: 2 {2}# Mass, in kg/);
  });
});
