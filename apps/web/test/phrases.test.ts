import { createApp, modelDocument, protocolDocument } from "@inversa/runtime";
import { describe, expect, it } from "vitest";
import { zhPhrases } from "../src/i18n/zh-phrases.ts";

// The variant that holds every plugin that ships.
const { default: full } = (await import("../../cli/variants/full.ts")) as { default: Parameters<typeof createApp>[0] };

describe("the Chinese words for what plugins say", () => {
  const app = createApp(full);
  const { names, sentences } = zhPhrases;

  it("hold a name for every axis, response, drive and condition", () => {
    const known = app.protocols.all().flatMap((protocol) => { const { axis, responses, drives, conditions, specimen } = protocolDocument(protocol, []); return [axis, ...responses, ...drives, ...conditions, ...specimen].map(({ name }) => name); });
    expect([...new Set(known)].filter((name) => !Object.hasOwn(names, name))).toEqual([]);
  });

  it("hold the name and the sentence of every model, its parameters, kind of test and estimator", () => {
    const said = [
      ...app.models.all().flatMap((model) => [model.name, model.about, ...modelDocument(model).parameters.map(({ about }) => about)]),
      ...app.protocols.all().flatMap(({ name, about }) => [name, about]),
      ...app.estimators.all().flatMap(({ name, about }) => [name, about]),
    ];
    expect([...new Set(said)].filter((sentence) => !Object.hasOwn(sentences, sentence) && /[a-z]{3}/.test(sentence))).toEqual([]);
  });
});
