import type { FileReading, Settings } from "@inversa/core";
import type { OpenedModel, Parameters, SceneTest } from "./messages.ts";

/** Those that the model has. */
export const known = (parameters: Parameters, { parameters: declared }: OpenedModel): Parameters =>
  Object.fromEntries(Object.entries(parameters).filter(([name]) => declared.some((quantity) => quantity.name === name)));

/** As `study new` proposes: what a preset names, and what nothing else gives a value, is free. */
export function heldAtFirst({ parameters, presets = {} }: OpenedModel): ReadonlySet<string> {
  const [preset] = Object.values(presets);
  return new Set(parameters.filter(({ name, default: value, optional }) => !preset?.parameters.includes(name) && (value !== null || optional)).map(({ name }) => name));
}

/** Typical tests with other conditions; one test for each set. */
export function withConditions(typical: readonly SceneTest[], sets: readonly Parameters[]): readonly SceneTest[] {
  const [first] = typical;
  if (sets.length === 0 || !first) return typical;
  return sets.map((conditions, i) => ({ ...(typical[i] ?? first), id: `${i + 1}`, conditions: { ...(typical[i] ?? first).conditions, ...conditions } }));
}

/** Options from the texts of an address, as their declarations say. */
export function readOptions(declared: Settings, texts: Readonly<Record<string, string>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(texts).flatMap(([name, text]) => {
    const kind = declared[name]?.kind;
    return kind === undefined ? [] : [[name, kind === "number" ? Number(text) : kind === "flag" ? text === "true" : text]];
  }));
}

/** Names that tell tests apart, the second of two alike with a number. */
function uniquelyNamed(tests: readonly SceneTest[]): readonly SceneTest[] {
  const taken = new Set<string>();
  return tests.map((test) => {
    let { id } = test;
    for (let n = 2; taken.has(id); n++) id = `${test.id} (${n})`;
    taken.add(id);
    return { ...test, id };
  });
}

/** The tests that files hold, in their order. */
export const testsIn = (readings: readonly FileReading[]): readonly SceneTest[] =>
  uniquelyNamed(readings.flatMap(({ observations }) => observations.map(({ id, test, responses }) => ({ id, ...test, measured: responses }))));
