import { defineApp, definePlugin, InputError, quietRun } from "@inversa/core";
import { expect, it } from "vitest";
import { createApp, estimateStudy, evaluateStudy, objectiveOf } from "../src/index.ts";
import { descent } from "./fixtures/descent.ts";
import { filled, fillingStudy, times } from "./fixtures/filling-study.ts";
import { rise } from "./fixtures/rise.ts";
import { toyTools } from "./fixtures/app.ts";

/** By hand: the final level is the last reading over the head; the rate is not read. */
const handy = { ...rise, classical: ((tests, held) => {
  const last = tests.map(({ test, responses }) => responses["level"]!.findLast(Number.isFinite)! / test.conditions["head"]!);
  return { values: { a: last[0]!, rim: 3 }, interval95: { a: [0.9 * last[0]!, 200] }, notes: [{ of: ["b"], text: "no rule" }, { of: ["rim"], text: "unasked" }, { of: [], text: `held ${Object.keys(held).join()}` }] };
}) as NonNullable<typeof rise.classical> };
const study = (more: object = {}) => fillingStudy({ observations: [filled("one", { a: 2, b: 1, head: 2, axis: times(30, 6), noise: 0 })], model: handy, ...more });

it("a hand estimate is put into working coordinates, cut at the prior, without what was not asked for", () => {
  const hand = objectiveOf(study()).classical!();
  expect(Math.exp(hand.coordinates[0]!)).toBeCloseTo(2 * (1 - Math.exp(-6)), 9);
  expect(hand.coordinates[1]).toBeNaN();
  expect([Math.exp(hand.interval95.lower[0]!), Math.exp(hand.interval95.upper[0]!)].map((v) => v.toFixed(3))).toEqual(["1.796", "5.000"]);
  expect(hand.notes).toEqual(["b: no rule", "held rim,idle"]);
  const narrow = objectiveOf(study({ estimate: { a: { distribution: "log-uniform", min: 0.5, max: 1 } }, fixed: { b: 1 } })).classical!();
  expect(narrow.coordinates[0]).toBe(0);
  expect(narrow.notes.at(-1)).toBe("a: 1.995 lies outside its prior, whose end takes its place");
  expect(objectiveOf(fillingStudy({ observations: [filled("one", { a: 2, b: 1 })] })).classical).toBeUndefined();
});

it("a hand estimate looks at the curves that are compared, as far as they are, and at simulated cases in their turn", () => {
  const whole = study();
  const cut = objectiveOf({ ...whole, task: { ...whole.task, points: [[10]] } });
  expect(Math.exp(cut.classical!().coordinates[0]!)).toBeCloseTo(2 * (1 - Math.exp(-2)), 9);
});

const app = createApp(defineApp({ name: "vessels", about: "For tests.", plugins: [definePlugin({ name: "vessels", contract: 1, models: [handy], estimators: [descent] }), toyTools], defaults: {} }));
const choice = { id: "descent", settings: {} };

it("an estimate far from the hand procedure's says so; one that is near, or open to the procedure's own doubt, does not", async () => {
  const warned = async (factor: number, high: number): Promise<string> => {
    const model = { ...handy, classical: ((tests) => ({ values: { a: 2 * factor }, interval95: { a: [2 * factor * 0.99, 2 * factor * high] }, notes: [], tests })) as typeof handy.classical };
    const given = fillingStudy({ observations: [filled("one", { a: 2, b: 1, axis: times(30, 6), noise: 0.001 })], model, estimators: [choice] });
    return (await estimateStudy(app, given, undefined, { bandDraws: 0 }, quietRun())).diagnostics.warnings.join("\n");
  };
  expect(await warned(0.4, 1.01)).toMatch(/hand procedure reads a 0\.8 from these tests, and the estimate is far from that \(a 2\)/);
  expect(await warned(0.4, 3)).not.toMatch(/hand procedure/);
  expect(await warned(0.9, 1.01)).not.toMatch(/hand procedure/);
});

it("what a method says nothing of has no interval, is not determined, and does not count as covered or missed", async () => {
  const quiet = { ...descent, id: "quiet", invert: async (...given: Parameters<typeof descent.invert>) => {
    const { covariance: _, ...found } = await descent.invert(...given);
    return { ...found, undetermined: [false, true], interval95: { lower: found.coordinates.map((v, j) => (j === 0 ? v - 0.1 : Number.NaN)), upper: found.coordinates.map((v, j) => (j === 0 ? v + 0.1 : Number.NaN)) } };
  } };
  const other = createApp(defineApp({ name: "vessels", about: "For tests.", plugins: [definePlugin({ name: "vessels", contract: 1, models: [rise], estimators: [quiet] }), toyTools], defaults: { engine: "toy-1" } }));
  const given = fillingStudy({ observations: [filled("one", { a: 2, b: 1, axis: times(30, 6) })], estimators: [{ id: "quiet", settings: {} }] });
  const { parameters } = await estimateStudy(other, given, undefined, {}, quietRun());
  expect(parameters[0]).toMatchObject({ identified: true, interval95: [expect.any(Number), expect.any(Number)] });
  expect(parameters[1]).toMatchObject({ identified: false, interval95: null, note: expect.stringMatching(/says nothing of it/) as string });
  const { estimators: [scores] } = await evaluateStudy(other, given, { cases: 8 }, quietRun());
  expect(scores!.parameters.map(({ coverage95 }) => coverage95 === null)).toEqual([false, true]);
});

it("a case that a method can read nothing from counts as failed; a study that it never can is refused", async () => {
  let asked = 0;
  const picky = (every: number) => ({ ...descent, id: "picky", invert: async (...given: Parameters<typeof descent.invert>) => {
    if (asked++ % every === 0) throw new InputError("estimator-incompatible", { what: "nothing can be read from these curves" });
    return descent.invert(...given);
  } });
  const evaluated = (every: number) => {
    const other = createApp(defineApp({ name: "vessels", about: "For tests.", plugins: [definePlugin({ name: "vessels", contract: 1, models: [rise], estimators: [picky(every)] }), toyTools], defaults: { engine: "toy-1" } }));
    return evaluateStudy(other, fillingStudy({ observations: [filled("one", { a: 2, b: 1, axis: times(30, 6) })], estimators: [{ id: "picky", settings: {} }] }), { cases: 8 }, quietRun());
  };
  expect((await evaluated(4)).estimators[0]!.failed).toBe(2);
  await expect(evaluated(1)).rejects.toMatchObject({ code: "estimator-incompatible" });
});
