import { choice, defineForwardModel, definePlugin, defineProtocol, group, list, number, stop, type ForwardModel, type Test } from "@inversa/core";
import { describe, expect, it } from "vitest";
import { compareWithReference, compiledComplaints, derivativeComplaints, curveRate, describePlugin, directChecks, learnedChecks, linearTrainingSet, modelChecks, type ModelTrial, type Reference } from "../src/index.ts";

const pull = defineProtocol({
  id: "pull", name: "Pull", about: "A spring is pulled.",
  conditions: { temperature: { unit: "K", bounds: [200, 400], default: 293, about: "temperature" } },
  axis: { name: "extension", unit: "m", about: "extension" },
  responses: { force: { unit: "N", about: "force" } },
});
const parameters = { k: { unit: "kPa", bounds: [1, 10], about: "stiffness" }, limit: { unit: "N", bounds: [1, 50], about: "strength" } } as const;
const declared = { id: "toy/spring", name: "Spring", about: "A linear spring with a strength.", source: "Hooke (1678)", parameters };
const test: Test = { protocol: "pull", conditions: {}, axis: Float64Array.of(0, 1, 2, 3) };

const spring = defineForwardModel({
  ...declared,
  simulations: (on) => [on(pull, ({ k, limit }, _, axis) => {
    const force = Array.from(axis, (x) => k * x);
    const end = force.findIndex((f) => f > limit);
    return end < 0 ? { force } : stop("failure", `the force reached its limit of ${limit} N`, { force: force.slice(0, end) });
  })],
});

const reference: Reference = {
  id: "spring-k5", model: "toy/spring", source: "closed form", parameters: { k: 5, limit: 50 }, test: { protocol: "pull", conditions: {}, axis: [0, 1, 2] },
  expected: { force: [0, 5, 10] }, tolerance: { force: { relative: 1e-12, absolute: 1e-12 } }, because: "round-off",
};

const complaintsOf = (promise: RegExp, trial: Partial<ModelTrial>): string[] => {
  const check = modelChecks.find((c) => promise.test(c.promise));
  if (!check) throw new Error(`no promise matches ${promise}`);
  return check.complaints({ model: spring, tests: [test], references: [reference], ...trial });
};
/** The spring with something broken in it; built past defineForwardModel, which would refuse some of it. */
const broken = (change: Partial<ForwardModel>): ForwardModel => ({ ...spring, ...change });
const answering = (run: ForwardModel["simulations"][number]["run"]): ForwardModel => broken({ simulations: [{ protocol: pull, run }] });

describePlugin(definePlugin({ name: "spring", contract: 1, models: [spring] }), { references: [reference], tests: { "toy/spring": [test] } });

describe("a broken model fails the promise that it breaks", () => {
  it("keeps every promise when nothing is broken", () => {
    for (const { complaints } of modelChecks) expect(complaints({ model: spring, tests: [test], references: [reference] })).toEqual([]);
  });
  it("without a source", () => expect(complaintsOf(/where its equations/, { model: broken({ source: "" }) })).not.toEqual([]));
  it("with empty bounds", () => expect(complaintsOf(/sane bounds/, { model: broken({ parameters: { k: { unit: "1", bounds: [2, 1], about: "stiffness" } } }) })).not.toEqual([]));
  it("with a plausible range outside the bounds", () => expect(complaintsOf(/sane bounds/, { model: broken({ parameters: { k: { unit: "1", bounds: [1, 2], plausible: [0, 2], about: "stiffness" } } }) })).not.toEqual([]));
  it("with a unit of its own", () => expect(complaintsOf(/units/, { model: broken({ parameters: { k: { unit: "furlong", bounds: [1, 2], about: "stiffness" } } }) })).not.toEqual([]));
  it("with a protocol that nothing tries", () => expect(complaintsOf(/every protocol/, { tests: [] })).not.toEqual([]));
  it("with an unknown response", () => expect(complaintsOf(/one value a point/, { model: answering((_p, _c, axis) => ({ forces: axis })) })).not.toEqual([]));
  it("with a short curve and no reason", () => expect(complaintsOf(/one value a point/, { model: answering(() => ({ force: [0, 1] })) })).not.toEqual([]));
  it("with derivatives that are not those of its curves, or none where it offers some", () => {
    const offering = (by: (force: number[]) => Record<string, Record<string, number[]>>): ForwardModel => broken({
      invalid: () => undefined,
      simulations: [{ protocol: pull, run: ({ k }, _, axis) => ({ force: Array.from(axis, (x) => k! * x) }), sensitivities: ({ k }, _, axis) => ({ answer: { force: Array.from(axis, (x) => k! * x) }, by: by([...axis]) }) }],
    });
    const still = [0, 0, 0, 0];
    expect(derivativeComplaints(offering((force) => ({ k: { force }, limit: { force: still } })), [test])).toEqual([]);
    expect(derivativeComplaints(offering((force) => ({ k: { force: force.map((v) => 1.1 * v) }, limit: { force: still } })), [test])[0]).toMatch(/derivatives of force by k miss its curves by 0\.18/);
    expect(derivativeComplaints(offering((force) => ({ k: { force } })), [test])[0]).toMatch(/no derivatives of force by limit/);
  });
  it("with wrong derivatives, but not with an error of the solver that moves with an event and is gone in the finer solution", () => {
    // The solver's error waves from an event on that k moves: a tenth of the slope, in every difference of curves and not in the derivative offered.
    const force = (k: number, x: number, error: number): number => k * x + error * Math.sin(10 * (x - k / 5));
    const offering = (slope: number): ForwardModel => broken({
      invalid: () => undefined,
      options: { mesh: choice({ default: "coarse", choices: { coarse: "quick", fine: "exact" }, about: "How finely it is solved" }) },
      finer: ({ mesh }) => (mesh === "fine" ? undefined : { mesh: "fine" }),
      simulations: [pull].map((protocol) => {
        const run: (...given: Parameters<ForwardModel["simulations"][number]["run"]>) => { readonly force: number[] } = ({ k }, _, axis, { options }) => ({ force: Array.from(axis, (x) => force(k!, x, options["mesh"] === "fine" ? 1e-3 : 0.3)) });
        return { protocol, run, sensitivities: (parameters, conditions, axis, more) => ({ answer: run(parameters, conditions, axis, more), by: { k: { force: axis.map((x) => slope * x) }, limit: { force: axis.map(() => 0) } } }) };
      }),
    });
    expect(derivativeComplaints({ ...offering(1), finer: () => undefined } as ForwardModel, [test])[0]).toMatch(/derivatives of force by k miss/);
    expect(derivativeComplaints(offering(1), [test])).toEqual([]);
    expect(derivativeComplaints(offering(1.1), [test])[0]).toMatch(/derivatives of force by k miss/);
  });
  it("that changes its axis", () => expect(complaintsOf(/pure/, { model: answering((_p, _c, axis) => { axis[0] = 7; return { force: axis.slice() }; }) })).not.toEqual([]));
  it("that changes its parameters", () => expect(complaintsOf(/pure/, { model: answering((p, _c, axis) => { (p as Record<string, number>)["k"] = 1; return { force: axis }; }) })).not.toEqual([]));
  it("that changes its drives", () => {
    const driven = { ...pull, drives: { load: { unit: "N", about: "load" } } };
    const model = broken({ simulations: [{ protocol: driven, run: (_p, _c, axis, { drives }) => { drives["load"]![0] = 7; return { force: axis }; } }] });
    const load = Float64Array.of(1, 2, 3, 4);
    expect(complaintsOf(/pure/, { model, tests: [{ ...test, drives: { load } }] })).not.toEqual([]);
    expect(load[0]).toBe(1);
  });
  it("that remembers the last call", () => {
    let last = 0;
    const model = answering((p, _c, axis) => { const force = Array.from(axis, (x) => x * p["k"]! + last); last = p["k"]!; return { force }; });
    expect(complaintsOf(/pure/, { model })).not.toEqual([]);
  });
  it("that rolls dice", () => {
    let dice = 0;
    expect(complaintsOf(/deterministic/, { model: answering((_p, _c, axis) => ({ force: Array.from(axis, (x) => x + dice++) })) })).not.toEqual([]);
  });
  it("that sees the future", () => expect(complaintsOf(/future/, { model: answering((_p, _c, axis) => ({ force: Array.from(axis, (x) => x / axis.at(-1)!) })) })).not.toEqual([]));
  it("that returns NaN without a reason at a corner", () => expect(complaintsOf(/corner/, { model: answering((p, _c, axis) => ({ force: Array.from(axis, (x) => (p["k"]! > 9 ? Number.NaN : x)) })) })).not.toEqual([]));
  it("that throws at a corner", () => expect(complaintsOf(/corner/, { model: answering((p, _c, axis) => { if (p["k"]! > 9) throw new RangeError("k"); return { force: axis }; }) })).not.toEqual([]));
  it("that misses its reference", () => expect(complaintsOf(/references/, { references: [{ ...reference, expected: { force: [0, 5, 10.001] } }] })).not.toEqual([]));
  it("that has no reference", () => expect(complaintsOf(/references/, { references: [] })).not.toEqual([]));
  it("whose batch differs from a single run", () => {
    let calls = 0;
    expect(compiledComplaints({ model: answering((_p, _c, axis) => ({ force: Array.from(axis, (x) => x + calls++) })), tests: [test], references: [] })).not.toEqual([]);
  });
});

describe("a reference", () => {
  it("complains where the model gives nothing", () => expect(compareWithReference(spring, { ...reference, parameters: { k: 10, limit: 12 }, expected: { force: [0, 10, 20] } })[0]).toMatch(/failure|limit/));
  it("skips points without a value", () => expect(compareWithReference(spring, { ...reference, expected: { force: [0, null, 10] } })).toEqual([]));
});

describe("a broken estimator fails the promise that it breaks", () => {
  const learned = (predict: () => number) => ({
    kind: "learned" as const, id: "x", name: "x", about: "x", source: "x", settings: {},
    fit: async () => ({ predict: (inputs: { rows: number }) => ({ rows: inputs.rows, columns: 2, data: Float64Array.from({ length: inputs.rows * 2 }, predict) }), history: [], summary: "x", save: () => ({ estimator: "x", description: {}, arrays: {} }) }),
    load: async () => Promise.reject(new Error("cannot load")),
  });
  it("that learns nothing", () => expect(learnedChecks[1]!.check(learned(() => 0))).rejects.toThrow(/error after training/));
  it("that ignores an interruption", () => expect(learnedChecks[2]!.check(learned(() => 0))).rejects.toThrow(/interrupted/));
  it.each([
    ["beyond its bounds", { rate: number({ default: 0.1, bounds: [0, 1], tuning: { range: [0.1, 2] }, about: "x" }) }, /rate is tuned from 0.1 to 2/],
    ["at the logarithm of nothing", { layers: list({ of: group({ fields: { width: number({ default: 1, bounds: [0, 9], tuning: { range: [0, 9], scale: "log" }, about: "x" }) }, about: "x" }), default: [], about: "x" }) }, /layers\[\]\.width is tuned from 0/],
    ["among choices that do not exist", { kind: { ...choice({ default: "a", choices: { a: "a", b: "b" }, about: "x" }), tuning: ["a", "c"] } }, /kind is tuned among a, c/],
    ["at no items", { layers: list({ of: number({ default: 1, bounds: [0, 9], about: "x" }), default: [1], tuning: { lengths: [0, 2] }, about: "x" }) }, /between 0 and 2 items/],
    ["with two ideas of effort", Object.fromEntries(["a", "b"].map((name) => [name, number({ default: 1, bounds: [0, 9], effort: true, about: "x" })])), /several settings/],
  ])("that is searched %s", (_, settings, message) => expect(learnedChecks[3]!.check({ ...learned(() => 0), settings } as never)).rejects.toThrow(message));
  it("that stays where it started", () => expect(directChecks[1]!.check({
    kind: "direct", id: "y", name: "y", about: "y", source: "y", settings: {},
    invert: async () => ({ coordinates: Float64Array.of(0, 0), converged: true, message: "done", evaluations: 1, cost: 0, onBound: [false, false], warnings: [] }),
  })).rejects.toThrow(/expected 0.3/));
  it("whose training set is a linear map that can be learned", () => {
    const { inputs, targets } = linearTrainingSet(4);
    expect(inputs.data[1]! / 2).toBeCloseTo(targets.data[0]!, 12);
  });
});

describe("the benchmark of the kit", () => {
  it("counts curves and says how many rows reached the end", () => {
    const task = { options: {}, fixed: {}, tests: [test, test], responses: [["force"], ["force"]], afterStop: "hold" } as const;
    const { median, unit, note } = curveRate("spring", spring, task, { k: [1, 10], limit: [1, 50] }, { rows: 200, repetitions: 3 });
    expect(unit).toBe("curves/s");
    expect(median).toBeGreaterThan(0);
    // The force reaches 3 k at the end of the axis: a third to two thirds of the box stays below its strength.
    expect(Number(/(\d+) % of the rows/.exec(note)![1])).toBeGreaterThan(33);
    expect(Number(/(\d+) % of the rows/.exec(note)![1])).toBeLessThan(83);
  });
});
