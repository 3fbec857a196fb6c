import { describe, expect, it } from "vitest";
import { InputError, compileTask, definePlugin, pluginsOf, prepareTest, simulate, type ErrorCode, type SimulationTask, type Test } from "../src/index.ts";
import { pull, spring } from "./spring.ts";

const test: Test = { protocol: "pull", conditions: { gauge: 1 }, axis: Float64Array.of(0, 1, 2, 3) };
const k4 = { k: 4, limit: 50 };

function codeOf(action: () => unknown): ErrorCode | undefined {
  try {
    action();
  } catch (error) {
    if (error instanceof InputError) return error.code;
    throw error;
  }
  return undefined;
}

describe("simulate", () => {
  it("fills in defaults and returns every response on the axis", () => {
    const curve = simulate(spring, k4, test);
    expect(curve).toMatchObject({ status: "reached", computed: 4 });
    expect([...curve.responses["force"]!]).toEqual([0, 4, 8, 12]);
    expect([...curve.responses["energy"]!]).toEqual([0, 2, 8, 18]);
  });
  it("returns a partial curve with a reason, NaN after it in every response", () => {
    const curve = simulate(spring, { k: 4, limit: 9 }, test);
    expect(curve).toMatchObject({ status: "failure", computed: 3, message: "the force reached its limit of 9 N" });
    expect([...curve.responses["force"]!]).toEqual([0, 4, 8, Number.NaN]);
    expect(curve.responses["energy"]![3]).toBeNaN();
  });
  it("names a NaN that came without a reason", () => {
    const curve = simulate(spring, { k: 4, limit: 9 }, test, { end: "nothing" });
    expect(curve.status).toBe("no-solution");
    expect(curve.message).toContain("point 4 of 4");
  });
  it("passes drives and allows reversals where the protocol does", () => {
    const curve = simulate(spring, k4, { protocol: "twist", conditions: {}, axis: Float64Array.of(0, 1, 0.5), drives: { temperature: Float64Array.of(1, 2, 3) } });
    expect([...curve.responses["torque"]!]).toEqual([0, 8, 6]);
  });
  const twist = { protocol: "twist", conditions: {}, axis: Float64Array.of(0) };
  it.each<[ErrorCode, () => unknown]>([
    ["parameter-unknown", () => simulate(spring, { kk: 1 } as never, test)],
    ["parameter-missing", () => simulate(spring, { k: 4 }, test)],
    ["parameter-out-of-bounds", () => simulate(spring, { k: 40, limit: 50 }, test)],
    ["parameter-out-of-bounds", () => simulate(spring, { k: Number.NaN, limit: 50 }, test)],
    ["parameter-out-of-bounds", () => simulate(spring, { k: "4", limit: 50 } as never, test)],
    ["parameters-inconsistent", () => simulate(spring, { k: 9, limit: 8 }, test)],
    ["condition-missing", () => simulate(spring, k4, { ...test, conditions: {} })],
    ["condition-unknown", () => simulate(spring, k4, { ...test, conditions: { gage: 1 } })],
    ["condition-invalid", () => simulate(spring, k4, { ...test, conditions: { gauge: -1 } })],
    ["protocol-unsupported", () => simulate(spring, k4, { ...test, protocol: "pul" })],
    ["option-invalid", () => simulate(spring, k4, test, { end: "explode" })],
    ["axis-invalid", () => simulate(spring, k4, { ...test, axis: new Float64Array() })],
    ["axis-invalid", () => simulate(spring, k4, { ...test, axis: Float64Array.of(0, 2, 1) })],
    ["axis-invalid", () => simulate(spring, k4, { ...test, axis: Float64Array.of(0, Number.NaN) })],
    ["drive-invalid", () => simulate(spring, k4, twist)],
    ["drive-invalid", () => simulate(spring, k4, { ...twist, drives: { temperature: Float64Array.of(1, 2) } })],
  ])("refuses a user's mistake with the code %s", (code, action) => expect(codeOf(action)).toBe(code));
  it("suggests the name that was meant", () => expect(() => simulate(spring, k4, { ...test, conditions: { gage: 1 } })).toThrow(/Did you mean "gauge"/));
});

describe("a compiled task", () => {
  const task: SimulationTask = {
    model: "toy/spring", options: {}, columns: [{ parameter: "k" }, { parameter: "limit" }], fixed: {},
    tests: [test, { ...test, conditions: { gauge: 2 } }], responses: [["force"], ["energy", "force"]], afterStop: "hold",
  };
  it("lays the responses of all tests out in one row and gives what simulate gives", () => {
    const { width, blocks, run } = compileTask(spring, task);
    expect(width).toBe(12);
    expect(blocks.map((b) => [b.test, b.response, b.offset, b.length])).toEqual([[0, "force", 0, 4], [1, "energy", 4, 4], [1, "force", 8, 4]]);
    const row = new Float64Array(width + 1);
    expect(run([4, 50], row, 1)).toMatchObject({ ok: true, status: "reached" });
    expect([...row.subarray(1)]).toEqual([0, 4, 8, 12, 0, 1, 4, 9, 0, 2, 4, 6]);
  });
  it("holds the last value after a named stop, or rejects the sample", () => {
    const row = new Float64Array(12);
    expect(compileTask(spring, task).run([4, 9], row)).toMatchObject({ ok: true, status: "failure" });
    expect([...row.subarray(0, 4)]).toEqual([0, 4, 8, 8]);
    expect(compileTask(spring, { ...task, afterStop: "reject" }).run([4, 9], row)).toMatchObject({ ok: false, status: "failure" });
  });
  it("holds the state in which the curve ended where the model names it, even when no point was reached", () => {
    const ends = (named: number, axis: number[]): unknown => {
      const { run, width } = compileTask(spring, { ...task, tests: [{ protocol: "brittle", conditions: { named }, axis: Float64Array.from(axis) }], responses: [["force"]] });
      const row = new Float64Array(width);
      return run([1, 9.5], row).ok && [...row];
    };
    expect(ends(1, [8, 9, 10])).toEqual([8, 9, 9.5]);
    expect(ends(0, [8, 9, 10])).toEqual([8, 9, 9]);
    expect(ends(1, [10, 11])).toEqual([9.5, 9.5]);
    expect(ends(0, [10, 11])).toBe(false);
  });
  it("never holds a curve without a solution, and refuses contradictory parameters", () => {
    const row = new Float64Array(12);
    expect(compileTask(spring, { ...task, options: { end: "nothing" } }).run([4, 9], row)).toMatchObject({ ok: false, status: "no-solution" });
    expect(compileTask(spring, task).run([9, 4], row)).toMatchObject({ ok: false, status: "invalid-parameters" });
  });
  it("estimates a condition of one test beside the parameters", () => {
    const { run } = compileTask(spring, { ...task, columns: [{ tests: [1], condition: "gauge" }], fixed: { k: 4, limit: 50 }, tests: [test, { ...test, conditions: {} }], responses: [["force"], ["force"]] });
    const row = new Float64Array(8);
    run([4], row);
    expect([...row]).toEqual([0, 4, 8, 12, 0, 1, 2, 3]);
  });
  it("gives one estimated condition to several tests, and refuses values that contradict the others", () => {
    const { run } = compileTask(spring, { ...task, columns: [{ tests: [0, 1], condition: "preload" }], fixed: { k: 4, limit: 50 }, responses: [["force"], ["force"]] });
    const row = new Float64Array(8);
    expect(run([2], row).ok).toBe(true);
    expect([row[0], row[4]]).toEqual([2, 2]);
    expect(run([9], row)).toEqual({ ok: false, status: "invalid-parameters", message: "a gauge of 2 m bends under 9 N" });
    expect(codeOf(() => prepareTest(pull, { ...test, conditions: { gauge: 2, preload: 9 } }))).toBe("condition-invalid");
    expect(prepareTest(pull, { ...test, conditions: { gauge: 2, preload: 9 } }, ["preload"]).conditions).toEqual({ temperature: 293, gauge: 2 });
  });
  it("does not simulate a test of which nothing is kept", () => {
    const { run, width } = compileTask(spring, { ...task, responses: [[], ["force"]], tests: [{ ...test, conditions: { gauge: 0.1 } }, test], afterStop: "reject" });
    expect(width).toBe(4);
    expect(run([4, 13], new Float64Array(4)).ok).toBe(true);
  });
  it.each<[ErrorCode, Partial<SimulationTask>]>([
    ["condition-unknown", { columns: [{ parameter: "k" }, { parameter: "limit" }, { tests: [0], condition: "gauche" }] }],
    ["parameter-unknown", { columns: [{ parameter: "q" }] }],
    ["parameter-missing", { columns: [{ parameter: "k" }] }],
    ["parameter-out-of-bounds", { columns: [{ parameter: "k" }], fixed: { limit: 500 } }],
    ["response-unknown", { responses: [["forces"], []] }],
    ["condition-missing", { tests: [{ ...test, conditions: {} }], responses: [["force"]] }],
  ])("refuses a task with the code %s before anything runs", (code, change) => expect(codeOf(() => compileTask(spring, { ...task, ...change }))).toBe(code));
});

describe("a module's default export", () => {
  it("may be a lone model, a plugin, and nothing else", () => {
    expect(pluginsOf(spring, "spring.ts")[0]!.models).toEqual([spring]);
    expect(pluginsOf(definePlugin({ name: "p", contract: 1 }), "p.ts")[0]!.name).toBe("p");
    expect(codeOf(() => pluginsOf({ models: [] }, "x.ts"))).toBe("plugin-invalid");
    expect(codeOf(() => pluginsOf(undefined, "x.ts"))).toBe("plugin-invalid");
  });
});
