import { prepareTest, type Test } from "@inversa/core";
import { describe, expect, it } from "vitest";
import { chen2020, checkCutOffs, cycling, type CyclingStep } from "../src/index.ts";

const axis = Float64Array.of(0, 1, 2);
const sampled: Test = { protocol: "cycling", conditions: { initialSoc: 1 }, axis, drives: { current: Float64Array.of(5, 5, 5) } };
const led = (...steps: unknown[]): Test => ({ protocol: "cycling", conditions: {}, axis, program: { steps } });

describe("the protocol cycling", () => {
  it("takes a sampled current, held linearly unless said otherwise", () => expect(prepareTest(cycling, sampled).program).toEqual({ hold: "linear", steps: [] }));
  it("takes steps as the command line writes them", () => {
    const { program } = prepareTest(cycling, led({ mode: "current", value: 5, until: { voltage: 2.5 } }, { mode: "voltage", value: 4.2, until: { current: 0.25 } }, { mode: "rest", duration: 3600 }));
    expect(program?.["steps"]).toMatchObject([{ mode: "current", value: 5, until: { voltage: 2.5 } }, { mode: "voltage", value: 4.2, until: { current: 0.25 } }, { mode: "rest", duration: 3600 }]);
  });
  it("takes a jump of a linear current as two samples at one time", () => {
    expect(prepareTest(cycling, { ...sampled, axis: Float64Array.of(0, 1, 1) }).axis).toEqual(Float64Array.of(0, 1, 1));
  });
  it.each([
    ["nothing to do", led(), /neither a current nor steps/],
    ["both", { ...led({ mode: "rest", duration: 1 }), drives: sampled.drives! }, /both given/],
    ["a step without value", led({ mode: "current", duration: 1 }), /step 1 \(current\) has no value/],
    ["a rest with a current", led({ mode: "rest", value: 1, duration: 1 }), /nothing flows in a rest/],
    ["a step without end", led({ mode: "rest", duration: 1 }, { mode: "voltage", value: 4.2 }), /step 2 \(voltage\) never ends/],
    ["half a starting state", { ...sampled, conditions: { initialStoichiometryNegative: 0.5 } }, /needs both/],
    ["an unknown way of ending", led({ mode: "rest", until: { volts: 3 } }), /until: there is no setting "volts"/],
    ["time that runs back", { ...sampled, axis: Float64Array.of(0, 2, 1) }, /runs backwards/],
  ])("refuses %s in words", (_, test, message) => expect(() => prepareTest(cycling, test as Test)).toThrow(message));
});

describe("a step whose cut-off the cell cannot come to", () => {
  const check = (...steps: readonly object[]) => () => checkCutOffs(chen2020, prepareTest(cycling, led(...steps)).program!["steps"] as CyclingStep[]);
  it.each([
    ["a discharge until more than a full cell has", [{ mode: "current", value: 5, until: { voltage: 4.9 } }], /step 1: a discharge until 4\.9 V ends at once, since Chen2020 has at most 4\.2 V then.*A charge has a negative value/],
    ["a charge until less than an empty cell has", [{ mode: "rest", duration: 1 }, { mode: "power", value: -5, until: { voltage: 2 } }], /step 2: a charge until 2 V ends at once.*at least 2\.5 V/],
  ])("is refused: %s", (_, steps, message) => expect(check(...steps)).toThrow(message));
  it.each([
    ["the cell was charged further before", [{ mode: "current", value: -5, until: { voltage: 4.6 } }, { mode: "current", value: 5, until: { voltage: 4.4 } }]],
    ["it was held higher before", [{ mode: "voltage", value: 4.6, duration: 100 }, { mode: "current", value: 5, until: { voltage: 4.4 } }]],
    ["a step before it has no cut-off", [{ mode: "current", value: -5, duration: 100 }, { mode: "current", value: 5, until: { voltage: 4.4 } }]],
    ["estimated parameters may shift the full cell so far", [{ mode: "current", value: 5, until: { voltage: 4.22 } }]],
  ])("is left to the model where %s", (_, steps) => expect(check(...steps)).not.toThrow());
});
