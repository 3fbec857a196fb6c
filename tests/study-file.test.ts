import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseStudyFile } from "@inversa/runtime";
import { pairsSchema } from "../packages/runtime/src/pairs/pairs-schema.ts";
import { studySchema } from "../packages/runtime/src/study/study-schema.ts";
import { root } from "../scripts/workspace.ts";

const pageOf = (name: string): string => readFileSync(join(root, "docs", name), "utf8");
const page = pageOf("study-file.md");

/** What the walk needs to know of a zod type; its definition is plain data. */
interface Node {
  readonly _zod: { readonly def: {
    readonly type: string; readonly shape?: Record<string, Node>; readonly innerType?: Node; readonly element?: Node; readonly valueType?: Node; readonly options?: readonly Node[];
    readonly defaultValue?: unknown; readonly values?: readonly unknown[]; readonly entries?: Record<string, unknown>;
  } };
}

/** One key of the format: its path as the page writes it, its words to choose from, its default. */
interface Key { readonly path: string; readonly words: readonly string[]; readonly standard?: unknown }

function* keysBelow({ _zod: { def } }: Node, path: string, seen = new Set<object>()): Generator<Key> {
  // A section that stands in two places (priors) is explained in the first.
  if (seen.has(def)) return;
  seen.add(def);
  const { shape, innerType, element, valueType, options } = def;
  for (const [name, child] of Object.entries(shape ?? {})) {
    const at = path === "" ? name : `${path}.${name}`;
    const standard = defaultOf(child);
    yield { path: at, words: wordsOf(child), ...(standard === undefined ? {} : { standard }) };
    yield* keysBelow(child, at, seen);
  }
  if (innerType) yield* keysBelow(innerType, path, seen);
  if (element) yield* keysBelow(element, `${path}[]`, seen);
  if (valueType) yield* keysBelow(valueType, `${path}.NAME`, seen);
  for (const option of options ?? []) yield* keysBelow(option, path, seen);
}

const defaultOf = ({ _zod: { def } }: Node): unknown => (def.type === "default" ? def.defaultValue : undefined);

const wordsOf = ({ _zod: { def } }: Node): readonly string[] =>
  [...(def.values ?? []), ...Object.keys(def.entries ?? {})].filter((word) => typeof word === "string").concat(def.innerType ? wordsOf(def.innerType) : []);

/** Estimators are explained once, under the study file. */
const pairsKeys = [...keysBelow(pairsSchema as unknown as Node, "")].filter(({ path }) => !path.startsWith("estimators["));

describe.each([
  { name: "study-file.md", keys: [...keysBelow(studySchema as unknown as Node, "")], least: 40, some: ["data[].files", "estimate.NAME.sd", "responses.NAME.noise.relative", "estimators[].then.settings", "correlations[].between"] },
  { name: "measured-pairs.md", keys: pairsKeys, least: 20, some: ["pairs.where.NAME.min", "series.NAME.columns", "inputs[].at.points", "targets.NAME.scale"] },
])("docs/$name", ({ name, keys, least, some }) => {
  const rows = new Map([...pageOf(name).matchAll(/^\| `([\w.[\]]+)` \| (.+) \|$/gm)].map((m) => [m[1]!, m[2]!]));

  it("explains every key of the format", () => {
    expect(keys.length).toBeGreaterThan(least);
    for (const path of some) expect(keys.map((key) => key.path)).toContain(path);
    expect(keys.filter((key) => !rows.has(key.path)).map((key) => key.path)).toEqual([]);
  });

  it("explains no key that does not exist", () => {
    const known = new Set(keys.map((key) => key.path));
    expect([...rows.keys()].filter((path) => !known.has(path))).toEqual([]);
  });

  it("names every word that a key may have, and every default", () => {
    const missing = keys.flatMap(({ path, words, standard }) => [...words, ...(standard === undefined ? [] : [typeof standard === "string" ? standard : JSON.stringify(standard)])].filter((word) => !rows.get(path)?.includes(`\`${word}\``)).map((word) => `${path}: ${word}`));
    expect(missing).toEqual([]);
  });
});

describe("docs/study-file.md", () => {
  it("shows study files that are valid", () => {
    const examples = [...page.matchAll(/```yaml\n(inversa: 1\n[\s\S]*?)```/g)].map((m) => m[1]!);
    expect(examples.length).toBe(2);
    for (const text of examples) expect(parseStudyFile(text, "docs/study-file.md").model).toBe("soil/duncan-chang-eb");
    const snippets = [...page.matchAll(/`((?:name|options|fixed|afterStop|seed|correlations): [^`]+)`/g)].map((m) => m[1]!);
    expect(snippets.length).toBeGreaterThan(5);
    for (const snippet of snippets) expect(() => parseStudyFile(`inversa: 1\nmodel: x\ndata: [{ files: [a.csv] }]\nestimate: { K: plausible }\n${snippet}\n`, snippet)).not.toThrow();
  });
});
