import { describe, expect, it } from "vitest";
import { prepareTest, readSettings, simulate, type Test } from "../src/index.ts";
import { decay, warming } from "./decay.ts";

const test: Test = { protocol: "warming", conditions: {}, axis: Float64Array.of(0, 1, 2), program: { steps: [{ heat: 1 }] } };

describe("a protocol with a program", () => {
  it("fills in the program's defaults and leaves out numbers that may be absent", () => {
    expect(prepareTest(warming, { ...test, program: { steps: [{}, { heat: 2, until: { time: 3 } }] } }).program).toEqual({ hold: "linear", steps: [{ heat: undefined, until: { time: 1 } }, { heat: 2, until: { time: 3 } }] });
  });
  it("reaches the model, whose drives may be absent", () => expect(simulate(decay, { a: 4, k: 1 }, test).message).toMatch(/below 1 K/));
  it("does not ask for a drive that may be absent, and judges drives and program together", () => {
    expect(() => prepareTest(warming, { ...test, program: {} })).toThrow(/either heat or steps/);
    expect(() => prepareTest(warming, { ...test, drives: { heat: Float64Array.of(1, 2, 3) } })).toThrow(/either heat or steps/);
    expect(() => prepareTest(warming, { ...test, program: {}, drives: { heat: Float64Array.of(1) } })).toThrow(/one finite value for each of the 3 points/);
  });
  it.each([[{ stepss: [] }, /Did you mean "steps"/], [{ steps: [{ heat: 10 }] }, /steps\[0\], heat: 10 is not allowed/], [{ hold: "cubic" }, /linear or step/]])("refuses %j", (program, message) => {
    expect(() => prepareTest(warming, { ...test, program })).toThrow(message);
  });
});

describe("an option that is a document", () => {
  it("is something built in by its name, or what the user's file holds", () => {
    expect(readSettings(decay.options, {}, "x")).toEqual({ body: "iron" });
    expect(readSettings(decay.options, { body: { mass: 3 } }, "x")).toEqual({ body: { mass: 3 } });
  });
  it.each([["golt", /Did you mean "gold"/], [{ weight: 3 }, /it has no mass/], [[1], /path of a JSON file/]])("refuses %j", (body, message) => {
    expect(() => readSettings(decay.options, { body }, "x")).toThrow(message);
  });
});

describe("a parameter that may be left out", () => {
  it("is absent for the model, and the options say what holds instead", () => {
    expect(simulate(decay, { a: 4, k: 0.1 }, test).responses["temperature"]![0]).toBe(4);
    expect(simulate(decay, { a: 4, k: 0.1, shift: 1 }, test).responses["temperature"]![0]).toBe(5);
    expect(decay.expectations!({ body: { mass: 1 } })).toEqual({ shift: { value: 0.5, plausible: [-0.2, 0.2] } });
  });
});
