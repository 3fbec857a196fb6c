import { InputError } from "@inversa/core";
import fc from "fast-check";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createApp, parseStudyFile, readStudyFile } from "../src/index.ts";
import { toyApp } from "./fixtures/app.ts";
import { folderWith } from "./fixtures/study.ts";

const base = `inversa: 1
model: toy/spring
data:
  - files: [a.tab]
estimate:
  k: { distribution: log-uniform, min: 1, max: 10 }
  hard: plausible
`;

const mistake = (text: string): InputError => {
  try {
    parseStudyFile(text, "study.yaml");
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error("the study file was accepted");
};

describe("a name of the model at the top of a study file", () => {
  const refused = (line: string): (() => unknown) => () => parseStudyFile(`${base}${line}\n`, "study.yaml", app.models);
  const app = createApp(toyApp);
  it.each([
    ["an option", "quick: true", /line 8, column 1 .*"quick" is an option of toy\/spring: it goes under options, as in options: \{ quick: \.\.\. \}/],
    ["a parameter", "strength: 5", /"strength" is a parameter of toy\/spring: it goes under estimate with its prior, or under fixed/],
    ["a condition", "length: 20", /"length" is a condition of pull: it goes under conditions of an entry of data/],
    ["a measured curve", "force: { noise: 0.1 }", /"force" is a curve of pull: it goes under responses/],
  ])("that is %s is told where it goes", (_, line, message) => expect(refused(line)).toThrow(message));
  it("is told beside others as before where one is no name of the model", () => expect(refused("quick: true\nnaem: x")).toThrow(/there is no key "quick" here .*there is no key "naem" here \(did you mean "name"\?/));
});

it("defaults are filled in", () => {
  expect(parseStudyFile(base, "study.yaml")).toEqual({
    inversa: 1,
    model: "toy/spring",
    options: {},
    data: [{ files: ["a.tab"] }],
    estimate: { k: { distribution: "log-uniform", min: 1, max: 10 }, hard: "plausible" },
    tests: [],
    correlations: [],
    fixed: {},
    afterStop: "hold",
    simulations: { samples: 4000, design: "random" },
    estimators: [],
    seed: 1,
  });
});

it("JSON is read as well, indented with blanks or tabs or not at all", () => {
  const study = parseStudyFile(base, "study.yaml");
  for (const indent of [0, 2, "\t"]) expect(parseStudyFile(JSON.stringify(study, null, indent), "study.json")).toEqual(study);
});

it("every form that a study file may take is accepted", () => {
  const study = parseStudyFile(
    `inversa: 1
name: all of it
model: toy/spring
options: { quick: true }
data:
  - { files: ["*.tab"], source: toy, settings: { scale: 2 }, conditions: { length: 10 } }
  - { id: typed, protocol: pull, conditions: { length: 10 }, axis: [0, 1], responses: { force: [0, null] } }
  - { protocol: push, conditions: { length: 10 }, axis: { from: 0, to: 5, points: 3, spacing: quadratic } }
estimate:
  k: { distribution: normal, mean: 5, sd: 1, min: 0 }
  hard: { distribution: log-normal, median: 1, sd: 0.5 }
correlations: [{ between: [k, hard], coefficient: -0.5 }]
fixed: { strength: 1e3 }
responses:
  force: { noise: { relative: 0.02, absolute: 1 }, weight: 2 }
  energy: { noise: 0.05 }
  secant:
afterStop: reject
simulations: { samples: 100, design: sobol, engine: local }
estimators: [nearest, { id: nearest, settings: { neighbours: 2 }, then: descend }, { id: nearest, then: { id: descend, settings: { steps: 3 } } }]
seed: 7
`,
    "study.yaml",
  );
  expect(study.fixed).toEqual({ strength: 1000 });
  expect(study.responses?.["secant"]).toBeNull();
});

describe("a mistake names line and column, quotes the line and says what was meant:", () => {
  it.each<[string, string, RegExp]>([
    ["a misspelt section", `${base}simulatons: {}\n`, /^study\.yaml, line 8, column 1 \(simulatons: \{\}\): there is no key "simulatons" here \(did you mean "simulations"\?/],
    ["a misspelt key inside", `${base}simulations: { samples: 9, desing: sobol }\n`, /line 8, column 28 .*there is no key "desing" here \(did you mean "design"\? known: samples, design, engine\)/],
    ["a misspelt key of a data entry, before what is missing for it", base.replace("files", "fiels"), /^study\.yaml, line 4, column 5 \(- fiels: \[a\.tab\]\): there is no key "fiels" here \(did you mean "files"\?.*Also put right: .*"files" is missing/],
    ["a misspelt distribution", base.replace("log-uniform", "log-unifrm"), /line 6, column 8 .*"distribution" cannot be "log-unifrm": expected one of uniform, .*\(did you mean "log-uniform"\?\)/],
    ["a number missing in a prior", base.replace("min: 1, ", ""), /line 6, .*"min" is missing \(expected number\)/],
    ["a key of another prior", base.replace("min: 1,", "min: 1, mean: 3,"), /line 6, column 43 .*there is no key "mean" here/],
    ["a misspelt word for a prior", base.replace("plausible", "plausibel"), /line 7, column 3 .*did you mean "plausible"/],
    ["a word where a number belongs", `${base}simulations: { samples: many }\n`, /line 8, column 16 .*"samples" cannot be "many": expected number, received string/],
    ["a number out of range", `${base}seed: -1\n`, /line 8, column 1 \(seed: -1\): "seed" cannot be -1: expected number to be >=0/],
    ["not a number", base.replace("min: 1,", "min: .nan,"), /"min" cannot be NaN/],
    ["a wrong choice", `${base}afterStop: hodl\n`, /line 8.*"afterStop" cannot be "hodl".*did you mean "hold"/],
    ["another version", base.replace("inversa: 1", "inversa: 2"), /line 1, column 1 .*"inversa" cannot be 2: expected 1/],
    ["a section that is missing", base.replace("model: toy/spring\n", ""), /"model" is missing \(expected string\)/],
    ["half an axis", base.replace("files: [a.tab]", "protocol: pull\n    axis: { from: 0, to: 1 }"), /line 5, column 5 .*"points" is missing/],
    ["an axis of the wrong kind", base.replace("files: [a.tab]", "protocol: pull\n    axis: 7"), /line 5, column 5 \(axis: 7\): "axis" cannot be 7/],
    ["a file that is no list", base.replace("[a.tab]", "a.tab"), /"files" cannot be "a\.tab": expected array/],
    ["a correlation of one", `${base}correlations: [{ between: [k, hard], coefficient: 1 }]\n`, /"coefficient" cannot be 1: expected number to be <1/],
    ["a misspelt key of an estimator", `${base}estimators: [{ id: bp, than: ls }]\n`, /there is no key "than" here \(did you mean "then"\?/],
    ["broken YAML", `${base}name: [a\nseed: 2\n`, /line \d+, .*this is not YAML/],
    ["a section written twice", `${base}model: again\n`, /line 8, column 1 \(model: again\): this is not YAML: map keys must be unique/],
    ["a pattern without quotes", base.replace("[a.tab]", "[*.tab]"), /line 4, column 13 .*nothing is called "\.tab".*Write "\*\.tab" with the quotes/],
    ["an empty file", "# nothing here\n", /the file is empty/],
    ["a list", "- 1\n", /expected object, received array/],
  ])("%s", (_, text, message) => {
    const error = mistake(text);
    expect(error.code).toBe("study-invalid");
    expect(error.message).toMatch(message);
  });

  it("all mistakes are told at once", () => {
    const { message } = mistake(`${base.replace("min: 1,", "mni: 1,")}seed: x\nafterStop: no\n`);
    for (const part of ['"mni"', '"seed" cannot be "x"', '"afterStop" cannot be "no"']) expect(message).toContain(part);
  });

  it("in JSON too", () => {
    expect(mistake(`{\n  "inversa": 1,\n  "model": 3\n}`).message).toMatch(/line 3, column 3 \("model": 3\): "model" cannot be 3/);
  });
});

describe("whatever stands in the file, it is read or refused as a mistake:", () => {
  const settles = (text: string): boolean => {
    try {
      parseStudyFile(text, "study.yaml");
      return true;
    } catch (error) {
      if (error instanceof InputError && error.code === "study-invalid") return true;
      throw new Error(`for ${JSON.stringify(text)}`, { cause: error });
    }
  };

  it.each(["a: *nowhere", "a: &x [*x]", "? [1, 2]\n: 3", "__proto__: 1", "inversa: 1\n__proto__: { model: x }", "a: !!binary x", "%YAML 1.1\n---\ninversa: 1", "--- 1\n--- 2", "\u0000", "\ufeffinversa: 1", "a: !custom x",
    // What stands for itself where a message quotes it, and names that multiply.
    "inversa: 1\nmodel: &m [*m]", `x0: &x0 [y, y]\n${Array.from({ length: 12 }, (_, i) => `x${i + 1}: &x${i + 1} [*x${i}, *x${i}, *x${i}]`).join("\n")}`,
  ])("%j", (text) => expect(settles(text)).toBe(true));

  it("random text, and a study file with random text in it", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => void expect(settles(text)).toBe(true)));
    fc.assert(fc.property(fc.nat(base.length), fc.nat(20), fc.string({ unit: fc.constantFrom(..." \n\t:-{}[]#&*!|>'\"%@`,?ab1.~"), maxLength: 8 }), (at, cut, text) => void expect(settles(base.slice(0, at) + text + base.slice(at + cut))).toBe(true)), { numRuns: 500 });
  });

  it("random values at random places", () => {
    const study = parseStudyFile(base, "study.yaml");
    fc.assert(fc.property(fc.constantFrom(...Object.keys(study), "responses", "name", "other"), fc.jsonValue({ maxDepth: 3 }), (key, value) => void expect(settles(JSON.stringify({ ...study, [key]: value }))).toBe(true)), { numRuns: 300 });
  });
});

describe("reading a study file", () => {
  it("gives its folder and text", async () => {
    const folder = await folderWith({ "study.yaml": base });
    const read = await readStudyFile(join(folder, "study.yaml"));
    expect(read).toEqual({ file: parseStudyFile(base, ""), folder, text: await readFile(join(folder, "study.yaml"), "utf8") });
  });

  it("that is not there offers the closest name", async () => {
    const folder = await folderWith({ "study.yaml": base });
    await expect(readStudyFile(join(folder, "stduy.yaml"))).rejects.toMatchObject({ code: "file-missing", message: expect.stringContaining('Did you mean "study.yaml"') });
    await expect(readStudyFile(join(folder, "no/study.yaml"))).rejects.toMatchObject({ code: "file-missing", message: expect.stringContaining("does not exist either") });
    await expect(readStudyFile(folder)).rejects.toMatchObject({ code: "file-missing", message: expect.stringContaining("is a folder") });
  });
});
