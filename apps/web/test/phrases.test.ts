import type { Setting, Settings } from "@inversa/core";
import { createApp, modelDocument, protocolDocument } from "@inversa/runtime";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { hole } from "../src/i18n/template.ts";
import { speaker } from "../src/i18n/speaker.ts";
import { zhPhrases } from "../src/i18n/zh/phrases.ts";
import { spokenTexts } from "./spoken-texts.ts";

// The variant that holds every plugin that ships.
const { default: full } = (await import("../../cli/variants/full.ts")) as { default: Parameters<typeof createApp>[0] };

/** Headings of files, sections of BPX and the names of engines stay as they are. */
const untranslated = /^(mean|axial|radial|lateral|confining) (stress|pressure)$|^(test|specimen|sample|cell) (id|no|number|name)$|^Time since start of test$|^(\{name\}|Cell|Electrolyte|Validation), |^(Initial|Negative|Positive|Thermal|Contact|Thermodynamic) |^tfjs-|TensorFlow \{library\}|^conv |^\{kind\} pool |^(nothing can be kept or found|a request failed inside Inversa|revoked tokens)$/;
const properNames = /^(OpenSees\S*( \(Tcl\))?|incrementalDriver|Battery Data Format|(Arbin|BioLogic|Neware) \.\w+|Windows-1252 \(Latin-1\)|effectiveStressEndofConsolidationStage)$/;
const withoutNames = (text: string): string => text.replaceAll(hole, "{}");
const { names, sentences } = zhPhrases;
const { said } = speaker(zhPhrases);

/** What a form made of these declarations says. */
function textsOf(settings: Settings): readonly string[] {
  const each = (setting: Setting): readonly string[] => [
    setting.about,
    ...(setting.kind === "choice" ? Object.values(setting.choices) : setting.kind === "document" ? Object.values(setting.builtIn) : []),
    ...(setting.kind === "list" ? each(setting.of) : setting.kind === "group" ? textsOf(setting.fields) : []),
  ];
  return Object.values(settings).flatMap(each);
}

const namesOf = (settings: Settings): readonly string[] =>
  Object.entries(settings).flatMap(([name, setting]) => [name, ...(setting.kind === "group" ? namesOf(setting.fields) : setting.kind === "list" && setting.of.kind === "group" ? namesOf(setting.of.fields) : [])]);

describe("the Chinese words for what the packages say", () => {
  const app = createApp(full);
  const settings = [...app.models.all().map(({ options }) => options), ...app.protocols.all().map(({ program = {} }) => program), ...[app.estimators, app.sources, app.exporters].flatMap((one) => one.all().map((plugin) => plugin.settings))];

  it("hold a name for every axis, response, drive, condition and setting", () => {
    const known = app.protocols.all().flatMap((protocol) => { const { axis, responses, drives, conditions, specimen } = protocolDocument(protocol, []); return [axis, ...responses, ...drives, ...conditions, ...specimen].map(({ name }) => name); });
    expect([...new Set([...known, ...settings.flatMap(namesOf)])].filter((name) => !Object.hasOwn(names, name))).toEqual([]);
  });

  it("hold a sentence for everything that plugins declare", () => {
    const declared = [
      ...app.models.all().flatMap((model) => [model.name, model.about, ...modelDocument(model).parameters.map(({ about }) => about), ...Object.values(model.presets ?? {}).map(({ about }) => about)]),
      ...app.protocols.all().flatMap((protocol) => { const { axis, responses, drives, conditions, specimen } = protocolDocument(protocol, []); return [protocol.name, protocol.about, ...[axis, ...responses, ...drives, ...conditions, ...specimen].map((one) => one.about)]; }),
      ...[...app.estimators.all(), ...app.sources.all(), ...app.exporters.all()].flatMap(({ name, about }) => [name, about]),
      ...app.exporters.all().flatMap(({ refuses = {} }) => Object.values(refuses)),
      ...settings.flatMap(textsOf),
    ];
    expect([...new Set(declared)].filter((text) => /[a-z]{3}.*[a-z]{3}/.test(text) && said(text) === text && !properNames.test(text))).toEqual([]);
  });

  // As gettext would extract them: a text that is put together where something happens is known by the pieces that stand in the source.
  it("hold a sentence for everything that is put together in the sources: what is listed here is to be added to the file of its package in src/i18n/zh", () => {
    const known = new Set(Object.keys(sentences).map(withoutNames));
    const spoken = spokenTexts(fileURLToPath(new URL("../../..", import.meta.url)));
    expect(spoken.length).toBeGreaterThan(2000);
    expect(spoken.filter(({ text }) => !known.has(withoutNames(text)) && !Object.hasOwn(names, text) && !untranslated.test(text)).map(({ file, text }) => `${file}: ${text}`)).toEqual([]);
  });

  it("put nothing in that the English text does not have", () => {
    const holes = (text: string): readonly string[] => [...text.matchAll(hole)].map(([, name]) => name!);
    expect(Object.entries(sentences).filter(([english, chinese]) => !holes(chinese).every((name) => holes(english).includes(name)))).toEqual([]);
  });
});
