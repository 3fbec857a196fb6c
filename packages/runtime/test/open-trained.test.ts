import { type ForwardModel, quietRun, type Observation, type SavedInverse } from "@inversa/core";
import { afterAll, describe, expect, it } from "vitest";
import { createApp, decodeInverse, encodeInverse, estimateStudy, openTrained, trainAll, trainedDocument, trainStudy, type Asked, type OpenTrained } from "../src/index.ts";
import { toyApp, toyTools, springPlugin } from "./fixtures/app.ts";
import { descentChoice, filled, fillingApp, fillingStudy, polishedChoice, ridgeChoice, times } from "./fixtures/filling-study.ts";
import { flowAt, levelAt, rise } from "./fixtures/rise.ts";
import { ridge } from "./fixtures/ridge.ts";
import { resolved as resolvedText } from "./fixtures/study.ts";

const app = fillingApp();
afterAll(() => app.dispose());
const both = { level: { relative: 0.02, absolute: 0 }, flow: { relative: 0.02, absolute: 0 } };
const one = filled("one", { a: 2, b: 1 });
const study = fillingStudy({ observations: [one], responses: both, samples: 1000 });
const trained = await trainStudy(app, study, ridgeChoice, {}, quietRun(1));

/** As it comes back from a file. */
const opened = (saved: SavedInverse = trained.saved): Promise<OpenTrained> => openTrained(app, decodeInverse(encodeInverse(saved))!, "rise.safetensors");
const { signal, progress } = quietRun();
const ask = async (open: OpenTrained, ...asked: readonly (Asked | readonly Observation[])[]) =>
  (await open.estimate(asked.map((each) => ("observations" in each ? each : { observations: each })), { signal, progress })).map((each) => (each.ok ? each.answer : (each.error as Error)));
const estimateOf = async (open: OpenTrained, asked: Asked | readonly Observation[]) => {
  const [found] = await ask(open, asked);
  if (found instanceof Error) throw found;
  return found!;
};
/** What differs from one asking to the next: when it was, and how long it took. */
const timeless = ({ diagnostics: { seconds, ...diagnostics }, provenance: { createdAt, ...provenance }, ...rest }: Awaited<ReturnType<typeof estimateOf>>) => {
  expect(seconds).toBeGreaterThan(0);
  expect(Date.parse(createdAt)).toBeGreaterThan(0);
  return { ...rest, diagnostics, provenance };
};

describe("a trained estimator opened from its file", async () => {
  const open = await opened();

  it("says of the study's own data what the study's estimate says", async () => {
    const whole = await estimateStudy(app, study, ridgeChoice, { trained, bandDraws: 0, keptDraws: 0 }, quietRun(1));
    expect(timeless(await estimateOf(open, [one]))).toEqual(timeless(whole));
    const banded = await estimateStudy(app, study, ridgeChoice, { trained }, quietRun(1));
    expect((await estimateOf(open, { observations: [one], bands: true })).predicted).toEqual(banded.predicted);
  });

  it("lets a direct estimator start from its answer, as the study's second step does, and costs those who ask for none nothing", async () => {
    const whole = await estimateStudy(app, study, polishedChoice, { trained, bandDraws: 0, keptDraws: 0 }, quietRun(1));
    expect(whole).toMatchObject({ estimator: "ridge+descent", diagnostics: { before: [{ estimator: "ridge" }] } });
    // oxlint-disable-next-line unicorn/no-thenable -- the word of a study file; never awaited
    const second = (then: Asked["then"]): Asked => ({ observations: [one], ...(then === undefined ? {} : { then }) });
    const [plain, polished, named] = await ask(open, second(undefined), second("descent"), second({ id: "descent" }));
    expect(timeless(polished as typeof whole)).toEqual(timeless(whole));
    expect(timeless(named as typeof whole)).toEqual(timeless(whole));
    expect(timeless(plain as typeof whole)).toEqual(timeless(await estimateOf(open, [one])));
    const refused = await ask(open, second("ridge"), second("descnt"), second({ id: "descent", settings: { speed: 2 } }), { ...second("descent"), verify: false });
    expect(refused).toMatchObject([
      { code: "estimator-incompatible", message: expect.stringMatching(/then.*cannot start from another/s) as string },
      { code: "unknown-id", message: expect.stringMatching(/then.*descnt/s) as string },
      { message: expect.stringMatching(/then.*speed/s) as string },
      { code: "request-invalid", message: expect.stringContaining("`verify` is false") as string },
    ]);
  });

  it("answers many at once as it answers each alone, and one that cannot be answered costs the others nothing", async () => {
    const asked = [1, 2, 3, 4, 5, 6, 7].map((n) => [filled(`test ${n}`, { a: 0.5 + n / 2, b: 0.4 + n / 5, seed: n })]);
    const bad = [filled("hot", { a: 2, b: 1, head: 3 })];
    const together = await ask(open, ...asked.slice(0, 3), bad, ...asked.slice(3));
    expect(together[3]).toMatchObject({ code: "trained-estimator-mismatch" });
    const answers = together.flatMap((each) => (each instanceof Error ? [] : [timeless(each)]));
    const alone = [];
    for (const each of asked) alone.push(timeless(await estimateOf(open, each)));
    expect(answers).toEqual(alone);
    expect(answers.every(({ parameters }, n) => Math.abs(parameters[0]!.value / (1 + n / 2) - 1) < 0.2)).toBe(true);
  });

  it("takes curves at other points as far as they reach, and holds the model against all that was measured", async () => {
    const axis = times(61, 3.05);
    const fine: Observation = { ...one, id: "fine", test: { ...one.test, axis }, responses: { level: levelAt(2, 1, axis), flow: flowAt(2, 1, axis) } };
    const exact = await estimateOf(open, [{ ...one, responses: { level: levelAt(2, 1, one.test.axis), flow: flowAt(2, 1, one.test.axis) } }]);
    const found = await estimateOf(open, [fine]);
    for (const j of [0, 1]) expect(found.parameters[j]!.value / exact.parameters[j]!.value).toBeCloseTo(1, 3);
    expect(found.observations[0]).toMatchObject({ id: "fine", points: 61 });
    expect(found.predicted[0]!.axis).toHaveLength(61);
    const half = times(15, 1.5);
    const short = await estimateOf(open, [{ ...fine, test: { ...fine.test, axis: half }, responses: { level: levelAt(2, 1, half), flow: flowAt(2, 1, half) } }]);
    expect(short.diagnostics.warnings.join()).toMatch(/8 of 15 points of level of fine were not measured/);
  });

  it("is not asked in vain: says which tests it was trained for when others are given", async () => {
    const [two, none, other] = await ask(open, [one, one], [], [{ ...one, test: { ...one.test, protocol: "draining" } }]);
    expect(two).toMatchObject({ code: "trained-estimator-mismatch", message: expect.stringMatching(/one \(filling, head 1\); one \(filling, head 1\) are given.*trained for: one \(filling, head 1\)/) as string });
    expect(none).toMatchObject({ code: "trained-estimator-mismatch", message: expect.stringContaining("nothing") as string });
    expect(other).toBeInstanceOf(Error);
    const [unmeasured] = await ask(open, [{ ...one, responses: { level: one.responses["level"]! } }]);
    expect(unmeasured).toMatchObject({ code: "estimator-incompatible", message: expect.stringContaining("flow of one") as string });
  });

  it("judges other conditions by how far they move the curves: says nothing of little, warns of some, refuses more than the noise", async () => {
    const at = (head: number): Observation => filled("one", { a: 2, b: 1, head });
    const warnings = async (head: number) => (await estimateOf(open, [at(head)])).diagnostics.warnings.join();
    expect(await warnings(1.001)).not.toMatch(/not made as/);
    expect(await warnings(1.015)).toMatch(/one was not made as the test.*head is 1.015 and was 1 in the training; that moves its curves by 0\.\d+ times the noise/);
    await expect(estimateOf(open, [at(1.2)])).rejects.toThrow(/"one": head is 1.2 and was 1 in the training; that moves its curves by 8\.\d times the noise/);
  });

  it("is described by its tests with ranges and units, what it tells, and how well it did on what it had not seen", () => {
    const document = trainedDocument(open.resolved, open.trained);
    expect(document).toMatchObject({
      estimator: "ridge", trainedOn: "simulations", model: "toy/rise",
      tests: [{ id: "one", protocol: "filling", conditions: [{ name: "head", value: 1, unit: "1" }], axis: { name: "time", unit: "s", from: 0.2, to: 3, points: 15 }, responses: [{ name: "level", unit: "m", points: 15 }, { name: "flow", unit: "m/s" }] }],
      parameters: [{ name: "a", unit: "m", prior: { distribution: "log-uniform", min: 0.5, max: 5 } }, { name: "b" }],
      training: { samples: 900, heldOut: 100, accuracy: { a: { rmseOverPrior: expect.any(Number) as number } } },
    });
    const { predictions, targets } = open.trained.calibration.heldOut;
    const squares = Array.from({ length: targets.rows }, (_, i) => (predictions.data[2 * i]! - targets.data[2 * i]!) ** 2);
    const { accuracy } = document["training"] as { accuracy: Record<string, { rmseOverPrior: number }> };
    expect(accuracy["a"]!.rmseOverPrior).toBeCloseTo(Math.sqrt(squares.reduce((sum, square) => sum + square) / targets.rows) / (Math.log(10) / Math.sqrt(12)), 12);
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
  });

  it("runs no model when it is told not to verify, and says so", async () => {
    const found = await estimateOf(open, { observations: [one], verify: false });
    expect(found).toMatchObject({ predicted: [], fit: [], diagnostics: { misfit: null, reliable: true } });
    expect(found.diagnostics.warnings.join()).toMatch(/^Not verified/);
    expect(found.parameters).toEqual((await estimateOf(open, [one])).parameters);
    const strange = await estimateOf(open, { observations: [filled("one", { a: 30, b: 1 })], verify: false });
    expect(strange.diagnostics).toMatchObject({ reliable: false, warnings: expect.arrayContaining([expect.stringMatching(/leave the range/)]) as string[] });
  });
});

describe("the file of a trained estimator", () => {
  const changed = (change: (problem: Record<string, unknown>) => void): SavedInverse => {
    const description = structuredClone(trained.saved.description) as { problem: Record<string, unknown> };
    change(description.problem);
    return { ...trained.saved, description };
  };

  it("is refused where it is none, and where the model has become another", async () => {
    expect(decodeInverse(new Uint8Array(100))).toBeUndefined();
    await expect(opened(changed((problem) => { problem["tests"] = "many"; }))).rejects.toMatchObject({ code: "data-unreadable", message: expect.stringMatching(/rise\.safetensors.*tests/) as string });
    await expect(opened({ ...trained.saved, description: {} })).rejects.toMatchObject({ code: "data-unreadable" });
    const { "calibration/predictions": predictions, ...arrays } = trained.saved.arrays;
    for (const torn of [{}, arrays, { ...arrays, "calibration/predictions": predictions!.slice(1) }, { ...trained.saved.arrays, "familiarity/low": new Float64Array(3) }]) {
      await expect(opened({ ...trained.saved, arrays: torn })).rejects.toMatchObject({ code: "data-unreadable" });
    }
    const { training, ...untold } = trained.saved.description as Record<string, object>;
    await expect(opened({ ...trained.saved, description: { ...untold, training: { ...training, coverage95: 1 } } })).rejects.toThrow(/training.coverage95/);
    await expect(opened(changed((problem) => { problem["model"] = "toy/other"; }))).rejects.toMatchObject({ code: "unknown-id" });
    const steeper: ForwardModel = { ...rise, simulations: rise.simulations.map((simulation): ForwardModel["simulations"][number] => ({ ...simulation, run: (parameters, ...rest) => simulation.run({ ...parameters, b: 1.01 * parameters["b"]! }, ...rest) })) };
    const other = { ...app, models: { ...app.models, get: () => steeper } };
    await expect(openTrained(other, trained.saved, "rise.safetensors")).rejects.toThrow(/toy\/rise answers otherwise than when this estimator was trained.*Train it again/);
  });

  it("needs no measurement: a study of tests alone is trained, and refuses where nothing learns", async () => {
    const planned = fillingStudy({ observations: [{ ...one, responses: {} }], responses: both, samples: 1000, estimators: [ridgeChoice, descentChoice, ridgeChoice] });
    const all = await trainAll(app, planned, {}, quietRun(1));
    expect(all.map(({ id }) => id)).toEqual(["ridge"]);
    expect((await estimateOf(await opened(all[0]!.saved), [one])).parameters).toEqual((await estimateOf(await opened(), [one])).parameters);
    await expect(trainAll(app, { ...planned, estimators: [descentChoice] }, {}, quietRun(1))).rejects.toMatchObject({ code: "estimator-incompatible" });
  });
});

it("states of specimens are named after the tests that are asked about", async () => {
  const springs = createApp({ ...toyApp, plugins: [springPlugin, { ...toyTools, estimators: [ridge] }], defaults: { ...toyApp.defaults, estimator: "ridge" } });
  const text = `inversa: 1
model: toy/spring
data:
  - { id: known, protocol: pull, conditions: { length: 10 }, axis: [1, 2, 4, 6, 9] }
  - { id: new, protocol: pull, axis: [1, 2, 4, 6, 9] }
estimate: { k: plausible, hard: plausible }
responses: { force: { noise: 0.01 } }
tests: [{ ids: [new], estimate: { length: { distribution: log-uniform, min: 15, max: 60 } } }]
simulations: { samples: 400 }
`;
  const [estimator] = await trainAll(springs, await resolvedText(text, springs), {}, quietRun(1));
  const open = await openTrained(springs, estimator!.saved, "springs");
  const force = (length: number): Float64Array => Float64Array.from([1, 2, 4, 6, 9], (x) => 4 * x + (6 * x ** 3) / length ** 2);
  const test = (id: string, conditions: Record<string, number>, length: number): Observation => ({ id, test: { protocol: "pull", conditions, axis: Float64Array.from([1, 2, 4, 6, 9]) }, responses: { force: force(length) } });
  const found = await estimateOf(open, [test("B-7", { length: 31 }, 30), test("B-6", { length: 10 }, 10)]);
  expect(found.observations.map(({ id }) => id)).toEqual(["B-6", "B-7"]);
  expect(found.parameters.map(({ name }) => name)).toEqual(["k", "hard", "length (B-7)"]);
  expect(found.parameters[2]!.state).toEqual({ condition: "length", observations: ["B-7"] });
  for (const [j, truth] of [4, 6, 30].entries()) {
    const [low, high] = found.parameters[j]!.interval95!;
    expect(low).toBeLessThan(truth);
    expect(high).toBeGreaterThan(truth);
  }
  await springs.dispose();
});
