import { defineApp, defineExporter, definePlugin, InputError, text } from "@inversa/core";
import { exampleEstimate } from "@inversa/testing";
import { describe, expect, test } from "vitest";
import { createApp, exportEstimate, formatsFor, readEstimates } from "../src/index.ts";
import { spring } from "./fixtures/spring.ts";

const note = defineExporter({
  id: "note", name: "Note", about: "A note.", source: "Nobody", models: [spring.id], refuses: { "soil/other": "a note has no room for it" }, settings: { greeting: text({ default: "Hello", about: "first word" }) },
  write: ({ estimate, model, estimators, settings: { greeting } }) => ({ files: [{ name: "note.txt", content: `${greeting} ${estimate.model} ${model?.name} ${Object.keys(estimators).join()}`, mediaType: "text/plain" }], remarks: [] }),
});
const any = defineExporter({ id: "any", name: "Any", about: "Anything.", source: "Nobody", models: "any", settings: {}, write: ({ model }) => ({ files: [{ name: "any.txt", content: model === undefined ? "no model" : "a model", mediaType: "text/plain" }], remarks: [] }) });
const plugin = (name: string, ...exporters: readonly (typeof note)[]) => definePlugin({ name, contract: 1, models: name === "springs" ? [spring] : [], exporters });
const app = (...plugins: readonly ReturnType<typeof plugin>[]) => createApp(defineApp({ name: "workshop", about: "", plugins, defaults: {} }));
const workshop = app(plugin("springs", note, any));
const estimate = exampleEstimate(spring);

const failing = async (work: () => unknown): Promise<InputError> => {
  try {
    await work();
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
};

describe("an app's exporters", () => {
  test("are found by id, with the plugin that brought them, and two of one id are refused", async () => {
    expect(workshop.exporters.pluginOf("note")).toBe("springs");
    expect((await failing(() => app(plugin("springs", note), plugin("again", note)))).message).toMatch(/the exporter "note" is brought by two plugins, "springs" and "again"/);
  });

  test("are given the model, checked settings and the names of the estimators", async () => {
    const { files } = await exportEstimate(workshop, "note", estimate, { greeting: "Dear" });
    expect(files[0]!.content).toBe(`Dear ${spring.id} ${spring.name} `);
    expect((await failing(() => exportEstimate(workshop, "note", estimate, { greting: "x" }))).mistake).toMatchObject({ where: "settings of note", next: 'Did you mean "greeting"?' });
  });

  test("refuse a model with the exporter's reason and name the formats that do not", async () => {
    const other = { ...estimate, model: "soil/other" };
    const error = await failing(() => exportEstimate(workshop, "note", other, {}));
    expect(error.code).toBe("export-unsupported");
    expect(error.mistake).toMatchObject({ what: "a note has no room for it", next: "This estimate can be written as any" });
    expect(formatsFor(workshop, spring.id)).toEqual(["note", "any"]);
    expect((await exportEstimate(workshop, "any", other, {})).files[0]!.content).toBe("no model");
  });

  test("write no estimate that lacks a parameter which the model needs", async () => {
    const [first, ...others] = estimate.parameters;
    const error = await failing(() => exportEstimate(workshop, "note", { ...estimate, parameters: others }, {}));
    expect([error.code, error.message]).toEqual(["estimate-invalid", expect.stringContaining(`no value for ${first!.name}`)]);
    expect((await exportEstimate(workshop, "any", { ...estimate, parameters: others }, {})).files).toHaveLength(1);
  });

  test("of an unknown id are answered with the closest one", async () => {
    expect((await failing(() => exportEstimate(workshop, "nota", estimate, {}))).mistake).toMatchObject({ next: 'Did you mean "note"?' });
  });
});

describe("reading an estimate", () => {
  const json = JSON.stringify(estimate);

  test("takes one, a list, or what run prints", () => {
    for (const content of [json, `\uFEFF${json}`, `[${json}]`, `{"schema":1,"estimates":[${json}]}`]) expect(readEstimates(content, "estimate.json")).toEqual([estimate]);
  });

  test.each([
    ["not json", /it is not JSON/], ["<!doctype html><html>", /it is a web page/], ["model: soil/duncan-chang-eb\ndata:\n", /looks like a study file/], ["{}", /it is not an estimate/], ['{"estimates":[]}', /holds no estimate/], ['{"error":{}}', /error message of Inversa/],
    [JSON.stringify({ ...estimate, parameters: [{ ...estimate.parameters[0], value: null }] }), /parameters\.0\.value/], [JSON.stringify({ ...estimate, schema: 2 }), /schema/],
  ])("says what %.30s is instead", async (content, expected) => {
    const error = await failing(() => readEstimates(content, "estimate.json"));
    expect([error.code, error.mistake.where]).toEqual(["estimate-invalid", "estimate.json"]);
    expect(error.message).toMatch(expected);
  });
});
