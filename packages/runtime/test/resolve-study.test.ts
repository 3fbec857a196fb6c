import { InputError } from "@inversa/core";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createApp, parseStudyFile, proposeStudy, readData, resolveStudy } from "../src/index.ts";
import { appWith, folderWith, resolved, typedStudy } from "./fixtures/study.ts";
import { springPlugin, toyApp, toySource, toyTools } from "./fixtures/app.ts";

const table = "stretch,force,energy,secant\n0,0,0,\n1,5,0.0025,5\n2,10.1,0.01,5.05\n";
const app = createApp(toyApp);

const fileStudy = (extra = "", data = '[{ files: ["*.tab"] }]'): string => `inversa: 1
model: spring
data: ${data}
estimate: { k: plausible, hard: plausible }
${extra}
`;

const mistake = async (text: string, folder = "."): Promise<InputError> => {
  const error: unknown = await resolved(text, app, folder).catch((e: unknown) => e);
  if (error instanceof InputError) return error;
  throw new Error(`not refused as a mistake: ${String(error)}`);
};

describe("a resolved study", () => {
  it("holds the data that its files name, in natural order, with what was inferred", async () => {
    const folder = await folderWith({ "pull-100mm.tab": table, "pull-20mm.tab": table });
    const { study, readings, model, name } = await resolved(fileStudy(), app, folder);
    expect(study.observations.map(({ id, test }) => [id, test.conditions["length"]])).toEqual([["pull-20mm", 20], ["pull-100mm", 100]]);
    expect(readings.map(({ file, inferred }) => [file, inferred[0]!.because])).toEqual([["pull-20mm.tab", "from the file name"], ["pull-100mm.tab", "from the file name"]]);
    expect(study.model).toBe(model.id);
    expect(name).toBe("Hardening spring, pull-20mm, pull-100mm");
  });

  it("takes plausible ranges as priors, log-uniform where the parameter spans decades", async () => {
    const folder = await folderWith({ "pull-20mm.tab": table });
    const { study, space } = await resolved(fileStudy(), app, folder);
    expect(study.estimate).toEqual({ k: { distribution: "log-uniform", min: 0.5, max: 50 }, hard: { distribution: "uniform", min: 0, max: 10 } });
    expect(space.names).toEqual(["k", "hard"]);
  });

  it("has a block for each curve of its task, with axis, noise and the group of its specimen", async () => {
    const { blocks, task } = await resolved(typedStudy);
    expect(blocks.map(({ offset, length, noise, group }) => [offset, length, noise.relative, group])).toEqual([[0, 10, 0.01, 0], [10, 10, 0.02, 0], [20, 4, 0.01, 1], [24, 4, 0.02, 1]]);
    expect([...blocks[2]!.axis]).toEqual([0, 1, 4, 9]);
    expect(task.responses).toEqual([["force", "energy"], ["force", "energy"]]);
    expect(structuredClone(task)).toEqual(task);
  });

  describe("that compares a curve in part", () => {
    const partly = async (use: string, force = "[0, 5, 9, 7, null]"): Promise<Awaited<ReturnType<typeof resolved>>> =>
      resolved(fileStudy(`responses: { force: ${use}, energy: {} }`, `[{ id: a, protocol: pull, conditions: { length: 20 }, axis: [0, 1, 2, 3, 4], responses: { force: ${force}, energy: [0, 1, 2, 3, 4] } }]`));
    it("up to its largest measured value keeps that many points of this curve and all of the others", async () => {
      const { task, blocks, hash } = await partly("{ until: maximum }");
      expect(task.points).toEqual([[3, 5]]);
      expect(blocks.map(({ offset, length, axis }) => [offset, length, [...axis]])).toEqual([[0, 3, [0, 1, 2]], [3, 5, [0, 1, 2, 3, 4]]]);
      expect(hash).not.toBe((await partly("{}")).hash);
    });
    it("up to a place on the axis keeps the points that do not lie beyond it", async () => {
      expect((await partly("{ upTo: 3 }")).task.points).toEqual([[4, 5]]);
      expect((await partly("{ upTo: 1.5, until: maximum }")).task.points).toEqual([[2, 5]]);
      expect((await partly("{}")).task.points).toBeUndefined();
    });
    it("is refused where nothing is left, with the way out", async () => {
      await expect(partly("{ upTo: 0.5 }")).rejects.toMatchObject({ code: "study-invalid", message: expect.stringMatching(/one point.*at least two points.*larger upTo/s) });
      await expect(partly("{ until: maximum }", "[9, 5, 2, 1, 0]")).rejects.toThrow(/weight 0/);
      await expect(partly("{ until: peak }")).rejects.toMatchObject({ code: "study-invalid" });
    });
  });

  it("lays out an axis evenly or with distances that grow", async () => {
    const text = typedStudy.replace("points: 10 }", "points: 4, spacing: quadratic }");
    expect([...(await resolved(text)).task.tests[0]!.axis]).toEqual([0, 1, 4, 9]);
  });

  it("takes the app's default estimator, with its settings filled in, unless the file names others", async () => {
    expect((await resolved(typedStudy)).estimators).toEqual([{ id: "nearest", settings: { neighbours: 3 } }]);
    const named = await resolved(`${typedStudy}estimators: [{ id: nearest, settings: { neighbours: 7 }, then: { id: descend, settings: { steps: 9 } } }, descend]\n`);
    // oxlint-disable-next-line unicorn/no-thenable -- a word of the study file
    expect(named.estimators).toEqual([{ id: "nearest", settings: { neighbours: 7 }, then: "descend", thenSettings: { steps: 9 } }, { id: "descend", settings: { steps: 100 } }]);
  });

  it("without a single test is refused, with the files that were read", async () => {
    const blind = { ...toySource, read: async (files: readonly { readonly name: string }[]) => files.map(({ name }) => ({ file: name, observations: [], inferred: [], warnings: [] })) };
    const without = createApp({ ...toyApp, plugins: [springPlugin, { ...toyTools, sources: [blind] }] });
    const folder = await folderWith({ "pull-20mm.tab": table });
    await expect(resolved(fileStudy(), without, folder)).rejects.toMatchObject({ code: "study-invalid", message: expect.stringMatching(/study\.yaml, line 3.*no test was found in pull-20mm\.tab/) });
  });

  it("keeps gaps as NaN and tells specimens of one name apart", async () => {
    const text = fileStudy("responses: { force: {} }", "[{ id: a, protocol: push, conditions: { length: 5 }, axis: [0, 1], responses: { force: [0, null] } }, { id: a, protocol: push, conditions: { length: 5 }, axis: [0, 1] }]");
    const { study } = await resolved(text);
    expect(study.observations.map(({ id }) => id)).toEqual(["a", "a (2)"]);
    expect([...study.observations[0]!.responses["force"]!]).toEqual([0, Number.NaN]);
  });

  it("takes an absolute error alone as absolute", async () => {
    const { study } = await resolved(typedStudy.replace("{ noise: 0.01 }", "{ noise: { absolute: 3 }, weight: 2 }"));
    expect(study.responses["force"]).toEqual({ noise: { relative: 0, absolute: 3 }, weight: 2 });
  });
});

describe("responses that are compared by default", () => {
  it("are those that data and model share, without what follows from the others", async () => {
    const folder = await folderWith({ "pull-20mm.tab": table });
    expect(Object.keys((await resolved(fileStudy(), app, folder)).study.responses)).toEqual(["force", "energy"]);
  });

  it("are the measured ones where another was derived from them", async () => {
    const folder = await folderWith({ "pull-20mm.tab": `# derived: force = secant * stretch\n${table}` });
    const { study } = await resolved(fileStudy(), app, folder);
    expect(Object.keys(study.responses)).toEqual(["energy", "secant"]);
    expect(study.responses["secant"]).toEqual({ noise: { relative: 0.02, absolute: 0 }, weight: 1 });
  });

  it("leave out what the model, with its options, does not compute", async () => {
    const folder = await folderWith({ "pull-20mm.tab": table });
    expect(Object.keys((await resolved(fileStudy("options: { quick: true }"), app, folder)).study.responses)).toEqual(["force"]);
  });

  it("do not hold one of weight zero, which nothing uses, and which is still known to be shown", async () => {
    const { task, study } = await resolved(typedStudy.replace("energy: {}", "energy: { weight: 0 }"));
    expect(task.responses).toEqual([["force"], ["force"]]);
    expect(study.responses["energy"]!.weight).toBe(0);
    await expect(resolved(typedStudy.replace(/responses:.*/, "responses: { energy: { weight: 0 } }"))).rejects.toMatchObject({ code: "study-invalid", message: expect.stringContaining("nothing to compare") });
  });

  it("of a test without measurements are all that the model computes and that are independent", async () => {
    expect(Object.keys((await resolved(typedStudy.replace(/responses:.*\n/, ""))).study.responses)).toEqual(["force", "energy"]);
  });
});

describe("the hash of a study", () => {
  it("is the same for the same study, whatever it is called, however it is estimated", async () => {
    const { hash } = await resolved(typedStudy);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    for (const same of [typedStudy.replace("two springs", "renamed"), `${typedStudy}estimators: [descend]\n`, typedStudy.replace("noise: 0.01", "noise: 0.5"), `# a comment\n${typedStudy}`]) expect((await resolved(same)).hash).toBe(hash);
    expect((await resolved(typedStudy, appWith(3))).hash).toBe(hash);
  });

  it.each([["max: 50", "max: 49"], ["samples: 300", "samples: 301"], ["samples: 300", "samples: 300, design: sobol"], ["length: 10", "length: 11"], ["points: 10", "points: 11"], [", energy: {}", ""], ["name: two springs", "seed: 2"], ["name: two springs", "afterStop: reject"], ["name: two springs", "fixed: { strength: 100 }"]])(
    "changes with what the simulations depend on: %s becomes %s",
    async (before, after) => {
      expect(typedStudy).toContain(before);
      expect((await resolved(typedStudy.replace(before, after))).hash).not.toBe((await resolved(typedStudy)).hash);
    },
  );

  it("changes when the model answers differently under the same name and version", async () => {
    const { hash } = await resolved(typedStudy);
    const edited = createApp({ ...toyApp, plugins: toyApp.plugins.map((plugin) => ({ ...plugin, models: plugin.models.map((model) => ({ ...model, simulations: model.simulations.map((simulation) => ({ ...simulation, run: (...args: Parameters<typeof simulation.run>) => {
      const answer = simulation.run(...args) as Record<string, number[]>;
      return "force" in answer ? { ...answer, force: answer.force.map((f) => f * (1 + 1e-6)) } : answer;
    } })) })) })) });
    expect((await resolved(typedStudy, edited)).hash).not.toBe(hash);
  });
});

describe("what does not fit names the line and what would fit:", () => {
  it.each<[string, string, string, RegExp]>([
    ["an unknown model", typedStudy.replace("toy/spring", "toy/sprnig"), "unknown-id", /study\.yaml, line 3, column 1 .*Did you mean "toy\/spring"/],
    ["an unknown option", `${typedStudy}options: { quik: true }\n`, "option-invalid", /line 18, column 1 .*Did you mean "quick"/],
    ["an unknown parameter", typedStudy.replace("hard:", "hrad:"), "parameter-unknown", /line 15, column 3 .*Did you mean "hard"/],
    ["a parameter neither estimated nor fixed", typedStudy.replace(/ {2}hard:.*\n/, ""), "parameter-missing", /hard \(Hardening\) is neither estimated nor fixed/],
    ["a parameter both estimated and fixed", `${typedStudy}fixed: { hard: 1 }\n`, "study-invalid", /line 18, column 10 .*both estimated and fixed/],
    ["a fixed value out of bounds", `${typedStudy}fixed: { strength: -1 }\n`, "parameter-out-of-bounds", /strength = -1/],
    ["a prior outside the bounds", typedStudy.replace("max: 19", "max: 21"), "prior-invalid", /line 15, column 3 .*prior of hard/],
    ["priors that always contradict each other", typedStudy.replace("min: 0.5, max: 50", "min: 0.001, max: 0.002").replace("min: 0,", "min: 1,"), "prior-invalid", /line 13.*mean nothing/],
    ["a correlation with a stranger", `${typedStudy}correlations: [{ between: [k, strength], coefficient: 0.1 }]\n`, "prior-invalid", /line 18, column 1\d .*"strength" is not among the estimated/],
    ["a correlation with a stranger after a good one", `${typedStudy}correlations:\n  - { between: [k, hard], coefficient: 0.1 }\n  - { between: [k, hardness], coefficient: 0.1 }\n`, "prior-invalid", /line 20, column 5 .*"hardness" is not among the estimated/],
    ["a correlation of a parameter with itself", `${typedStudy}correlations: [{ between: [k, k], coefficient: 0.1 }]\n`, "prior-invalid", /line 18, .*k and k needs two different parameters/],
    ["an unknown protocol", typedStudy.replace("protocol: pull", "protocol: pul"), "protocol-unsupported", /line 6, column 5 .*Did you mean "pull"/],
    ["an unknown condition", typedStudy.replace("length: 10", "lenght: 10"), "condition-unknown", /line 5, column 5 .*"short".*Did you mean "length"/],
    ["a condition that is missing", typedStudy.replace("conditions: { length: 10 }", "conditions: {}"), "condition-missing", /"short".*length \(Length of the spring at rest\) is not given/],
    ["an axis that runs backwards", typedStudy.replace("[0, 1, 4, 9]", "[0, 4, 1]"), "axis-invalid", /"long".*runs backwards at point 3/],
    ["a response that the protocol does not have", typedStudy.replace("force:", "froce:"), "response-unknown", /line 16, column 14 .*no test of this study has a response "froce".*Did you mean "force"/],
    ["a response that the model does not compute", `${typedStudy}options: { quick: true }\n`, "response-unknown", /toy\/spring does not compute "energy"/],
    ["an unknown estimator", `${typedStudy}estimators: [nearset]\n`, "unknown-id", /line 18, column 14 .*Did you mean "nearest"/],
    ["an unknown setting", `${typedStudy}estimators: [{ id: nearest, settings: { neighbors: 1 } }]\n`, "option-invalid", /line 18, column 29 .*Did you mean "neighbours"/],
    ["a learned estimator as second step", `${typedStudy}estimators: [{ id: nearest, then: nearest }]\n`, "estimator-incompatible", /a direct estimator: descend/],
    ["an unknown engine", typedStudy.replace("samples: 300", "samples: 300, engine: cloud"), "unknown-id", /line 17, column 30 .*there is no engine "cloud"/],
    ["a file that is not there", fileStudy("", "[{ files: [missing.tab] }]"), "file-missing", /line 3, column 10 .*"missing\.tab" does not exist/],
    ["a pattern that matches nothing", fileStudy("", "[{ files: ['nothing-*.tab'] }]"), "file-missing", /no file matches "nothing-\*\.tab"/],
    ["values that do not fit the axis", fileStudy("", "[{ protocol: push, conditions: { length: 5 }, axis: [0, 1], responses: { force: [0] } }]"), "study-invalid", /it has 1 values for the 2 points of shortening/],
    ["a typed response that the protocol does not have", fileStudy("", "[{ protocol: push, conditions: { length: 5 }, axis: [0, 1], responses: { energy: [0, 1] } }]"), "response-unknown", /protocol push: there is no response "energy"/],
  ])("%s", async (_, text, code, message) => {
    const error = await mistake(text);
    expect(error.message).toMatch(message);
    expect(error.code).toBe(code);
  });

  it("a test that shares nothing with the model", async () => {
    const folder = await folderWith({ "pull-20mm.tab": "stretch,colour\n0,1\n" });
    const error = await mistake(fileStudy(), folder);
    expect(error).toMatchObject({ code: "study-invalid", message: expect.stringMatching(/"pull-20mm" has nothing to compare with toy\/spring: it holds colour, the model computes force, energy, secant/) });
  });
});

it("a test whose values are all gaps is told so, not that model and data share nothing", async () => {
  const blank = typedStudy.replace("axis: [0, 1, 4, 9]", "axis: [0, 1, 4, 9]\n    responses: { force: [null, null, null, null] }");
  await expect(resolved(blank)).rejects.toMatchObject({ code: "study-invalid", message: expect.stringContaining("it holds no measured value of force") });
});

describe("reading data", () => {
  it("takes folders, patterns through folders and names, each file once, and gives conditions to all", async () => {
    const folder = await folderWith({ "a-10mm.tab": table, "b-20mm.tab": table, "notes.txt": "no" });
    await mkdir(join(folder, "more"));
    await writeFile(join(folder, "more/c-5mm.tab"), table);
    const names = async (...paths: string[]): Promise<string[]> => (await readData(app, paths, { folder })).map(({ file }) => file);
    expect(await names(".")).toEqual(["a-10mm.tab", "b-20mm.tab"]);
    expect(await names("b*.tab", ".", "a-10mm.tab")).toEqual(["b-20mm.tab", "a-10mm.tab"]);
    expect(await names("m?re/*.tab")).toEqual(["c-5mm.tab"]);
    const [reading] = await readData(app, ["a-10mm.tab"], { folder, conditions: { length: 77 }, source: "toy", settings: { scale: 2 } });
    expect(reading!.observations[0]!.test.conditions).toEqual({ length: 77 });
    expect(reading!.observations[0]!.responses["force"]![1]).toBe(10);
  });

  it("warns of a file that was copied, whatever the copy is called", async () => {
    const folder = await folderWith({ "a-10mm.tab": table, "b-20mm.tab": `${table}\n`, "c-5mm.tab": table });
    const readings = await readData(app, ["."], { folder });
    expect(readings.map(({ warnings }) => warnings.filter((w) => w.includes("same bytes")))).toEqual([[], [], [expect.stringContaining("same bytes as a-10mm.tab")]]);
    await mkdir(join(folder, "more"));
    await writeFile(join(folder, "more/b-20mm.tab"), `${table}\n`);
    const twins = await readData(app, ["b-20mm.tab", "more/b-20mm.tab"], { folder });
    expect(twins.at(-1)!.warnings.join()).toContain("same bytes as b-20mm.tab");
  });

  it("refuses what no source recognises, folders without data, unknown sources and settings", async () => {
    const folder = await folderWith({ "notes.txt": "no" });
    await expect(readData(app, ["notes.txt"], { folder })).rejects.toMatchObject({ code: "data-unreadable", message: expect.stringContaining("Toy tables (.tab)") });
    await expect(readData(app, ["."], { folder })).rejects.toMatchObject({ code: "file-missing", message: expect.stringContaining(".tab") });
    await expect(readData(app, ["notes.txt"], { folder, source: "tyo" })).rejects.toMatchObject({ code: "unknown-id" });
    await expect(readData(app, ["notes.txt"], { folder, source: "toy", settings: { scael: 1 } })).rejects.toMatchObject({ code: "option-invalid" });
    await expect(readData(app, ["ntoes.txt"], { folder })).rejects.toMatchObject({ code: "file-missing", message: expect.stringContaining('Did you mean "notes.txt"') });
  });
});

describe("a proposed study", () => {
  it("is a study file that resolves to what a bare one would, with every choice written out", async () => {
    const folder = await folderWith({ "pull-20mm.tab": table, "pull-100mm.tab": table });
    const { text, readings } = await proposeStudy(app, { model: "spring", data: ["*.tab"], folder });
    expect(readings).toHaveLength(2);
    const file = parseStudyFile(text, "proposed.yaml");
    expect(file).toMatchObject({
      model: "toy/spring",
      options: { quick: false },
      data: [{ files: ["pull-20mm.tab", "pull-100mm.tab"], source: "toy" }],
      estimate: { k: { distribution: "log-uniform", min: 0.5, max: 50 }, hard: { distribution: "uniform", min: 0, max: 10 } },
      fixed: { strength: 1e6 },
      responses: { force: { noise: { relative: 0.02, absolute: 0 }, weight: 1 }, energy: {} },
      simulations: { samples: 4000, design: "random", engine: "toy-1" },
      // oxlint-disable-next-line unicorn/no-thenable -- a word of the study file
      estimators: [{ id: "nearest", then: "descend" }],
      seed: 1,
    });
    const proposed = await resolveStudy(app, file, folder);
    const bare = await resolved(fileStudy("fixed: { strength: 1000000 }"), app, folder);
    expect(proposed.hash).toBe(bare.hash);
    expect(proposed.name).toBe(bare.name);
  });

  it("says where its choices come from", async () => {
    const folder = await folderWith({ "pull-20mm.tab": table });
    const { text } = await proposeStudy(app, { model: "spring", data: ["."], folder });
    for (const said of ["length 20 mm (from the file name)", "Stiffness", "plausible range", "model's default", "not compared, though the files hold it: secant", "2 % is an assumption", "recognised"]) expect(text).toContain(said);
  });

  it("keeps what the user gave, and names files from where it will lie", async () => {
    const folder = await folderWith({ "odd name, really #1.tab": table });
    await mkdir(join(folder, "studies"));
    const { text } = await proposeStudy(app, { model: "spring", data: ["odd name, really #1.tab"], cwd: folder, folder: join(folder, "studies"), estimator: "descend", conditions: { length: 42 }, samples: 90, seed: 5, name: "yes: a name", settings: { scale: 3 }, source: "toy" });
    const file = parseStudyFile(text, "proposed.yaml");
    expect(file).toMatchObject({ name: "yes: a name", seed: 5, simulations: { samples: 90 }, data: [{ files: ["../odd name, really #1.tab"], conditions: { length: 42 }, settings: { scale: 3 }, source: "toy" }], estimators: [{ id: "descend" }] });
    expect((await resolveStudy(app, file, join(folder, "studies"))).study.observations[0]!.test.conditions).toEqual({ length: 42 });
  });
});
