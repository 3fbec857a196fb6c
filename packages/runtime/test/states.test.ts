import { createHash } from "node:crypto";
import { InputError, quietRun, simulate, stop } from "@inversa/core";
import { describe, expect, it } from "vitest";
import { type App, createApp, estimateStudy, identifiability, objectiveOf, proposeStudy, simulateTrainingSet } from "../src/index.ts";
import { descent } from "./fixtures/descent.ts";
import { springPlugin, toyApp, toyTools } from "./fixtures/app.ts";
import { appWith, folderWith, resolved } from "./fixtures/study.ts";
import { spring } from "./fixtures/spring.ts";

const stretch = [1, 2, 4, 6, 9];

/** What the spring of a length answers, as a list for a study file. */
const force = (length: number, k = 4, hard = 6): string => JSON.stringify([...simulate(spring, { k, hard }, { protocol: "pull", conditions: { length }, axis: Float64Array.from(stretch) }).responses["force"]!]);

/** One spring of known length and two of unknown ones. */
const study = (tests: string, more = ""): string => `inversa: 1
model: toy/spring
data:
  - { id: known, protocol: pull, conditions: { length: 10 }, axis: [${stretch.join(", ")}], responses: { force: ${force(10)} } }
  - { id: new-1, protocol: pull, axis: [${stretch.join(", ")}], responses: { force: ${force(20)} } }
  - { id: new-2, protocol: pull, axis: [${stretch.join(", ")}], responses: { force: ${force(30)} } }
estimate: { k: plausible, hard: plausible }
responses: { force: { noise: 0.01 } }
simulations: { samples: 200 }
tests: ${tests}
${more}
`;
const own = '[{ ids: ["new-*"], estimate: { length: { distribution: log-uniform, min: 5, max: 100 } } }]';
const shared = own.replace("} } }", "} }, shared: true }");
const app = createApp({ ...toyApp, plugins: [springPlugin, { ...toyTools, estimators: [descent] }], defaults: { ...toyApp.defaults, estimator: "descent" } });

const mistake = async (text: string, folder = "."): Promise<InputError> => {
  const error: unknown = await resolved(text, app, folder).catch((e: unknown) => e);
  if (error instanceof InputError) return error;
  throw new Error(`not refused as a mistake: ${String(error)}`);
};

describe("states of specimens", () => {
  it("are unknowns after the parameters, one for each test, or one for all that share it", async () => {
    const each = await resolved(study(own), app);
    expect(each.space.names).toEqual(["k", "hard", "length (new-1)", "length (new-2)"]);
    expect(each.task.columns.slice(2)).toEqual([{ condition: "length", tests: [1] }, { condition: "length", tests: [2] }]);
    expect(each.space.quantities.map(({ unit }) => unit)).toEqual(["N/mm", "N/mm", "mm", "mm"]);
    expect(each.study.observations.map(({ test }) => test.conditions)).toEqual([{ length: 10 }, {}, {}]);
    const one = await resolved(study(shared), app);
    expect(one.space.names).toEqual(["k", "hard", "length (new-1, new-2)"]);
    expect(one.task.columns[2]).toEqual({ condition: "length", tests: [1, 2] });
    expect(structuredClone(one.task)).toEqual(one.task);
  });

  it("are named after their tests, and renaming a test asks for the same simulations", async () => {
    const correlated = "correlations: [{ between: [k, hard], coefficient: 0.3 }]";
    const before = await resolved(study(own, correlated), app);
    const after = await resolved(study(own, correlated).replaceAll("new-2", "new-two"), app);
    expect(after.space.names.at(-1)).toBe("length (new-two)");
    expect(after.hash).toBe(before.hash);
    expect((await resolved(study(own, correlated.replace("0.3", "0.4")), app)).hash).not.toBe(before.hash);
    expect((await resolved(study(own.replace("max: 100", "max: 90"), correlated), app)).hash).not.toBe(before.hash);
  });

  it("are found with the parameters where the tests show them", async () => {
    const { parameters, predicted, fit } = await estimateStudy(app, await resolved(study(own), app), undefined, {}, quietRun());
    const [k, hard, first, second] = parameters;
    // Noise-free data; the fixture's weak prior pulls the least.
    expect([k!.value / 4, hard!.value / 6, first!.value / 20, second!.value / 30].map((ratio) => Math.abs(ratio - 1)).every((error) => error < 1e-3)).toBe(true);
    expect(first).toMatchObject({ name: "length (new-1)", unit: "mm", state: { condition: "length", observations: ["new-1"] }, identified: true });
    expect(k).not.toHaveProperty("state");
    expect(predicted.map(({ status }) => status)).toEqual(["reached", "reached", "reached"]);
    expect(fit.every(({ relative }) => relative < 1e-4)).toBe(true);
  });

  it("that springs of two lengths share cannot fit both, and one that nothing shows is said to be open", async () => {
    const one = await estimateStudy(app, await resolved(study(shared), app), undefined, {}, quietRun());
    expect(one.diagnostics.warnings.join()).toMatch(/cannot reproduce the measurements/);
    const { parameters } = identifiability(await resolved(study('[{ ids: ["new-1", new-2], estimate: { length: { distribution: uniform, min: 10, max: 90 }, temperature: plausible } }]'), app));
    const open = parameters.filter(({ shrinkage }) => shrinkage > 0.99).map(({ name }) => name);
    expect(open).toEqual(["temperature (new-1)", "temperature (new-2)"]);
  });

  it("may be correlated with a parameter before the data, by their full name", async () => {
    const { space } = await resolved(study(own.replace("log-uniform, min: 5, max: 100", "normal, mean: 20, sd: 2"), 'correlations: [{ between: [k, "length (new-2)"], coefficient: 0.8 }]').replace("k: plausible", "k: { distribution: normal, mean: 4, sd: 1 }"), app);
    const [k, , , length] = [...space.names.keys()];
    expect(space.priorPrecision.data[k! * 4 + length!]).toBeCloseTo(-0.8 / (1 - 0.64) / 2, 6);
    expect(space.priorPrecision.data[k! * 4 + length! - 1]).toBe(0);
  });

  it("replace what a file says of them", async () => {
    const folder = await folderWith({ "pull-20mm.tab": "stretch,force\n1,5\n2,10\n", "pull-30mm.tab": "stretch,force\n1,5\n2,10\n" });
    const { study: found } = await resolved("inversa: 1\nmodel: toy/spring\ndata: [{ files: ['*.tab'] }]\nestimate: { k: plausible }\nfixed: { hard: 1 }\ntests: [{ ids: [pull-20mm], estimate: { length: plausible } }]\n", app, folder);
    expect(found.observations.map(({ test }) => test.conditions["length"])).toEqual([undefined, 30]);
  });

  it("may be all that is estimated", async () => {
    const { space } = await resolved(study(own).replace("estimate: { k: plausible, hard: plausible }", "estimate: {}\nfixed: { k: 4, hard: 6 }"), app);
    expect(space.names).toEqual(["length (new-1)", "length (new-2)"]);
  });

  it("that contradict the rest of their test are never drawn and never accepted", async () => {
    const hot = study('[{ ids: [new-1], estimate: { length: { distribution: uniform, min: 1, max: 9 }, temperature: { distribution: uniform, min: 20, max: 30 } } }, { ids: [new-2], estimate: { length: plausible } }]');
    const it = await resolved(hot, app);
    for (let i = 0; i < 300; i++) {
      const [, , length, temperature] = it.space.draw(1, i);
      expect(length! < 5 && temperature! > 25).toBe(false);
    }
    const meaning = it.space.toCoordinates([4, 6, 3, 21, 30]);
    const none = it.space.toCoordinates([4, 6, 3, 29, 30]);
    expect(it.space.logPrior(meaning)).toBeGreaterThan(-Infinity);
    expect(it.space.logPrior(none)).toBe(-Infinity);
    expect(it.space.invalid([4, 6, 3, 29, 30])).toBe("a spring of 3 mm melts at 29 °C");
    const objective = objectiveOf(it);
    const residuals = new Float64Array(objective.size);
    expect([objective.residuals(meaning, residuals), objective.residuals(none, residuals)]).toEqual([true, false]);
    expect(objective.predictTheta(none, new Float64Array(objective.width))).toMatchObject({ ok: false, status: "invalid-parameters", message: "a spring of 3 mm melts at 29 °C" });
  });

  it("take part in the hash, and in training sets that are the same bits however many work on them", async () => {
    const text = study(own);
    const { hash } = await resolved(text, appWith(1));
    for (const other of [study("[]").replaceAll("protocol: pull, axis", "protocol: pull, conditions: { length: 20 }, axis"), study(shared), study(own.replace("100", "99"))]) expect((await resolved(other, appWith(1))).hash).not.toBe(hash);
    const bits = async (parallelism: 1 | 3): Promise<string> => {
      const there = appWith(parallelism);
      const { theta, curves } = await simulateTrainingSet(there, await resolved(text, there), {}, quietRun());
      return createHash("sha256").update(theta.data).update(curves.data).digest("hex");
    };
    expect(await bits(3)).toBe(await bits(1));
  });

  it.each<[string, string, string, RegExp]>([
    ["an id that no test has", `[${own.slice(1, -1)}, { ids: [new-3] }]`, "study-invalid", /line 10, .*no test of this study is called "new-3".*Did you mean "new-1"/],
    ["a condition that the kind of test does not have", '[{ ids: ["new-*"], estimate: { length: plausible, lenght: plausible } }]', "condition-unknown", /line 10, .*pull, the kind of test of "new-1", has no condition "lenght".*Did you mean "length"/],
    ["a state estimated twice", `[${own.slice(1, -1)}, { ids: [new-1], estimate: { length: plausible } }]`, "study-invalid", /line 10, .*length of "new-1" is estimated twice/],
    ["a state typed in and estimated", `[${own.slice(1, -1)}, { ids: [known], estimate: { length: plausible } }]`, "study-invalid", /line 4, .*"known": length is both given and estimated/],
    ["a prior outside what the condition allows", own.replace("max: 100", "max: 5000"), "prior-invalid", /line 10, .*prior of length \(new-1\): it reaches from 5 to 5000/],
    ["a condition neither given nor estimated", "[]", "condition-missing", /line 5, .*"new-1".*length \(Length of the spring at rest\) is not given/],
    ["states of which none has a meaning", '[{ ids: [new-1], estimate: { length: { distribution: uniform, min: 1, max: 4 }, temperature: { distribution: uniform, min: 30, max: 40 } } }, { ids: [new-2], estimate: { length: plausible } }]', "prior-invalid", /mean nothing: a spring of .* melts/],
  ])("are refused: %s", async (_, tests, code, message) => {
    const error = await mistake(study(tests));
    expect(error.message).toMatch(message);
    expect(error.code).toBe(code);
  });
});

describe("what is said of single tests", () => {
  const all = study(own.slice(0, -1) + ", { ids: [new-1], weight: 2, responses: { force: { noise: { absolute: 3 }, upTo: 4 } } }, { ids: [new-2], responses: { force: { weight: 5 } } }]");
  it("is put over what holds for all, and weights multiply", async () => {
    const { study: found, blocks, task } = await resolved(all, app);
    expect(found.uses.map(({ force: use }) => use)).toEqual([
      { noise: { relative: 0.01, absolute: 0 }, weight: 1 }, { noise: { relative: 0, absolute: 3 }, weight: 2, upTo: 4 }, { noise: { relative: 0.01, absolute: 0 }, weight: 5 },
    ]);
    expect(blocks.map(({ noise, length }) => [noise.absolute, length])).toEqual([[0, 5], [3, 3], [0, 5]]);
    expect(task.points).toEqual([[5], [3], [5]]);
  });

  it("decides what a difference counts: the residual over its own noise, times the root of its own weight", async () => {
    const it = await resolved(all, app);
    const objective = objectiveOf(it);
    const residuals = new Float64Array(objective.size);
    objective.residuals(it.space.toCoordinates([4.4, 6, 20, 30]), residuals);
    // 10 % more stiffness adds 0.4 stretch to each force.
    const [known, first, second] = [[0, 5], [5, 8], [8, 13]].map(([from, to]) => residuals.subarray(from, to));
    const peak = (length: number): number => Math.max(...(JSON.parse(force(length)) as number[]));
    stretch.forEach((x, i) => {
      expect(known![i]).toBeCloseTo((0.4 * x) / (0.01 * peak(10)), 9);
      expect(second![i]).toBeCloseTo((Math.sqrt(5) * 0.4 * x) / (0.01 * peak(30)), 9);
    });
    first!.forEach((r, i) => expect(r).toBeCloseTo((Math.SQRT2 * 0.4 * stretch[i]!) / 3, 9));
  });

  it("with the weight 0 leaves a test out of the estimate and still predicts it", async () => {
    const it = await resolved(study(`[${own.slice(1, -1)}, { ids: [known], weight: 0 }]`).replace(force(10), JSON.stringify(stretch)), app);
    expect(it.task.responses).toEqual([[], ["force"], ["force"]]);
    const { fit, predicted } = await estimateStudy(app, it, undefined, {}, quietRun());
    expect(fit.map(({ observation, used }) => [observation, used])).toEqual([["known", false], ["new-1", true], ["new-2", true]]);
    expect(predicted[0]!.responses["force"]).toHaveLength(5);
    expect((await mistake(study(`[${own.slice(1, -1)}, { ids: ["*"], weight: 0 }]`))).message).toMatch(/every test has the weight 0/);
  });

  it("may bring in a response that the others do not compare, and refuses one that none has", async () => {
    const both = (tests: string): string => study(tests).replace(`responses: { force: ${force(20)} }`, `responses: { force: ${force(20)}, energy: [0, 0, 0, 0, 1] }`);
    const { task, study: found } = await resolved(both(`[${own.slice(1, -1)}, { ids: [new-1], responses: { energy: { noise: 0.1 } } }]`), app);
    expect(task.responses).toEqual([["force"], ["force", "energy"], ["force"]]);
    expect(Object.keys(found.responses)).toEqual(["force", "energy"]);
    expect(await mistake(study(`[${own.slice(1, -1)}, { ids: [new-1], responses: { forse: {} } }]`))).toMatchObject({ code: "response-unknown", message: expect.stringMatching(/line 10, .*Did you mean "force"/) });
  });
});

it("a proposal says where a state could be estimated, if the model's answer depends on it and no file tells it", async () => {
  const { protocol, run } = spring.simulations[0]!;
  const states = { slack: { unit: "mm", bounds: [0, 5], optional: true, state: true, about: "Play" }, colour: { unit: "1", bounds: [0, 5], optional: true, state: true, about: "Says nothing" } } as const;
  const simulations: typeof spring.simulations = [{ protocol: { ...protocol, conditions: { ...protocol.conditions, ...states } }, run: (p, { slack = 0, ...conditions }, axis, more) => run(p, conditions, axis.map((x) => Math.max(0, x - slack)), more) }];
  const loose = createApp({ ...toyApp, plugins: [{ ...springPlugin, models: [{ ...spring, simulations }] }, toyTools] });
  const folder = await folderWith({ "pull-20mm.tab": "stretch,force\n1,5\n2,10\n" });
  const { text } = await proposeStudy(loose, { model: "toy/spring", data: ["*.tab"], folder });
  expect(text).toContain("# Not stated by any file, and Hardening spring makes use of it: slack.");
  expect(text).toContain("# tests: [{ ids: [pull-20mm], estimate: { slack: plausible } }]");
  const { space } = await resolved(text.replace("# tests:", "tests:"), loose, folder);
  expect(space.names).toContain("slack (pull-20mm)");
  expect((await proposeStudy(app, { model: "toy/spring", data: ["*.tab"], folder })).text).not.toContain("Not stated by any file");
});

describe("a model that cannot do without a state", () => {
  const { protocol, run } = spring.simulations[0]!;
  const slack = { unit: "mm", bounds: [0, 5], optional: true, state: true, about: "Play" } as const;
  const insistent = (answer: typeof run): App => createApp({
    ...toyApp,
    plugins: [{ ...springPlugin, models: [{ ...spring, simulations: [{ protocol: { ...protocol, conditions: { ...protocol.conditions, slack } }, run: answer }] }] }, toyTools],
  });
  const needing = insistent((p, { slack: play, ...conditions }, axis, more) => {
    if (play === undefined) throw new InputError("condition-missing", { what: "slack is not given", expected: "the play" });
    return run(p, conditions, axis.map((x) => Math.max(0, x - play)), more);
  });
  const files = { "a.tab": "stretch,force\n1,5\n2,10\n", "b.tab": "stretch,force\n1,5\n2,10.5\n" };

  it("is proposed with the state estimated for every test that does not state it", async () => {
    const folder = await folderWith(files);
    const { text, remarks } = await proposeStudy(needing, { model: "toy/spring", data: ["*.tab"], conditions: { length: 20 }, folder });
    expect(remarks.join()).toMatch(/slack of a, b is stated by no file/);
    expect(text).toContain("  - ids: [a, b]\n    estimate: { slack: plausible }");
    expect((await resolved(text, needing, folder)).space.names).toEqual(expect.arrayContaining(["slack (a)", "slack (b)"]));
  });

  it("names the test where a study leaves it out", async () => {
    const folder = await folderWith(files);
    const { text } = await proposeStudy(needing, { model: "toy/spring", data: ["*.tab"], conditions: { length: 20 }, folder });
    await expect(resolved(text.replace("ids: [a, b]", "ids: [a]"), needing, folder)).rejects.toMatchObject({ code: "condition-missing", message: expect.stringMatching(/test "b" \(b\.tab\)/) });
  });

  it("and one that computes nothing of a test is told with its reason", async () => {
    const folder = await folderWith(files);
    const stuck = insistent(() => stop("tension", "nothing holds the spring", { force: [] }));
    const { remarks } = await proposeStudy(stuck, { model: "toy/spring", data: ["a.tab"], conditions: { length: 20 }, folder });
    expect(remarks).toEqual(['test "a" (a.tab): the model computes none of its readings at 3 draws from the priors (tension: nothing holds the spring)']);
  });
});
