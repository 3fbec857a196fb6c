import { chen2020, ecker2015, type Cell } from "@inversa/battery";
import { simulate, type Curve } from "@inversa/core";
import { describe, expect, it } from "vitest";
import { carried } from "../src/carried.ts";
import type { CellRun } from "../src/cell-run.ts";
import { followSteps } from "../src/cycler-steps.ts";
import { p2d } from "../src/index.ts";
import { meshes, type Mesh } from "../src/mesh.ts";
import { prepare } from "../src/prepare.ts";
import { Recorder } from "../src/recorder.ts";
import { followCurrent } from "../src/sampled-current.ts";
import { workspaceFor } from "../src/workspace.ts";

const rest = { voltage: undefined, current: undefined };
const discharge = { mode: "current", value: 5, duration: undefined, until: { voltage: 2.5, current: undefined } } as const;

/** Lithium in the particles of both electrodes and salt in the electrolyte, mol per m² of electrode. */
function amounts(run: CellRun): { readonly particles: number; readonly salt: number; readonly negative: number } {
  const { state, history: { now }, negative, positive, particlesAt, positiveAt } = run;
  let [inNegative, inPositive, salt] = [0, 0, 0];
  const numbers = state.numbers!;
  const active = ({ surfaceArea, radius }: { readonly surfaceArea: number; readonly radius: number }): number => (surfaceArea * radius) / 3;
  for (let i = 0; i < state.negative.count; i++) inNegative += state.negative.h * active(numbers.negative) * negative.mean(now, particlesAt + i * negative.size);
  for (let i = 0; i < state.positive.count; i++) inPositive += state.positive.h * active(numbers.positive) * positive.mean(now, positiveAt + i * positive.size);
  for (let i = 0; i < state.cells; i++) salt += state.volume[i]! * now[i]!;
  return { particles: inNegative + inPositive, salt, negative: inNegative };
}

function started(cell: Cell, mesh: Mesh, lumped = false) {
  const { numbers, tables } = prepare(cell);
  const workspace = workspaceFor(mesh, tables);
  const { maximumConcentration } = numbers.negative;
  workspace.run.start({ numbers, tables, negative: 0.85 * maximumConcentration, positive: 0.3 * numbers.positive.maximumConcentration, temperature: 298.15 }, { temperature: 298.15, lumped });
  return workspace;
}

describe("nothing gets lost", () => {
  it.each([["particles of modes", chen2020], ["particles of elements", ecker2015]] as const)("in a discharge, a rest and a charge: %s", (_, cell) => {
    const workspace = started(cell, meshes.fast);
    const { run } = workspace;
    const before = amounts(run);
    const I = cell.nominalCapacity;
    const steps = [{ mode: "current", value: I, duration: 1500, until: rest }, { mode: "rest", value: undefined, duration: 600, until: rest }, { mode: "current", value: -I / 2, duration: 700, until: rest }] as const;
    expect(followSteps(workspace, steps, new Recorder(Float64Array.of(2800), carried.probes))).toBeUndefined();
    const after = amounts(run);
    expect(after.salt / before.salt).toBeCloseTo(1, 10);
    expect(after.particles / before.particles).toBeCloseTo(1, 10);
    const passed = (1500 * I - 700 * (I / 2)) / (96_485.332_123_310_01 * run.state.numbers!.area);
    expect((before.negative - after.negative) / passed).toBeCloseTo(1, 9);
    expect(run.history.now[run.carriedAt + carried.charge]! / (1500 * I - 350 * I)).toBeCloseTo(1, 10);
  });
  it("under a sampled current", () => {
    const workspace = started(chen2020, meshes.fast);
    const before = amounts(workspace.run);
    const axis = Float64Array.from({ length: 60 }, (_, i) => 2 * i);
    expect(followCurrent(workspace, axis.map((t) => 6 * Math.sin(t / 7)), "linear", new Recorder(axis, carried.probes), chen2020.nominalCapacity)).toBeUndefined();
    const after = amounts(workspace.run);
    expect(after.salt / before.salt).toBeCloseTo(1, 11);
    expect(after.particles / before.particles).toBeCloseTo(1, 11);
  });
});

describe("the solution does not depend on how it is asked for", () => {
  const axis = Float64Array.of(0, 5, 60, 600, 1200, 1205, 1800, 3000);
  const run = (steps: readonly object[], more: object = {}): Curve => simulate(p2d, {}, { protocol: "cycling", conditions: { initialSoc: 0.95 }, axis, program: { steps } }, { mesh: "fine", ...more });
  const difference = (a: Curve, b: Curve, name = "voltage"): number => Math.max(...a.responses[name]!.map((v, i) => Math.abs(v - b.responses[name]![i]!)));
  it("when a step of constant current is cut in two", () => {
    const whole = run([{ mode: "current", value: 5, duration: 4000 }]);
    const cut = run([{ mode: "current", value: 5, duration: 1203.7 }, { mode: "current", value: 5, duration: 4000 }]);
    expect(difference(whole, cut)).toBeLessThan(5e-5);
  });
  it("when the current is sampled with the noise of a cycler, which takes steps as long as without", () => {
    const times = Float64Array.from({ length: 200 }, (_, i) => 36 * i);
    const noisy = times.map((t) => 2.5 * (1 + 6e-4 * Math.sin(t * t)));
    const stepsOf = (current: Float64Array): number => {
      const workspace = started(chen2020, meshes.fast);
      expect(followCurrent(workspace, current, "linear", new Recorder(times.subarray(0, 150), carried.probes), chen2020.nominalCapacity)).toBeUndefined();
      return workspace.run.steps;
    };
    // A fresh start at every kink would take 1490 steps.
    expect(stepsOf(noisy)).toBeLessThan(3 * 200);
    const [fast, fine] = (["fast", "fine"] as const).map((mesh) => simulate(p2d, {}, { protocol: "cycling", conditions: { initialSoc: 1 }, axis: times.subarray(0, 180), drives: { current: noisy.subarray(0, 180) } }, { mesh })) as [Curve, Curve];
    expect(difference(fast, fine)).toBeLessThan(5e-4);
  });
  it("when the current is sampled instead of held", () => {
    const whole = run([{ mode: "current", value: 5, duration: 4000 }]);
    const many = Float64Array.from({ length: 601 }, (_, i) => 5 * i);
    const wanted = [0, 1, 12, 120, 240, 241, 360, 600];
    const sampled = simulate(p2d, {}, { protocol: "cycling", conditions: { initialSoc: 0.95 }, axis: many, drives: { current: many.map((t) => 5 + 1e-2 * Math.sin(t)) } }, { mesh: "fine" });
    for (const [k, i] of wanted.entries()) expect(Math.abs(sampled.responses["voltage"]![i]! - whole.responses["voltage"]![k]!)).toBeLessThan(1e-3);
    const constant = simulate(p2d, {}, { protocol: "cycling", conditions: { initialSoc: 0.95 }, axis: many, drives: { current: many.map(() => 5) } }, { mesh: "fine" });
    for (const [k, i] of wanted.entries()) expect(Math.abs(constant.responses["voltage"]![i]! - whole.responses["voltage"]![k]!)).toBeLessThan(5e-5);
  });
  it("when the voltage or power that a current gave is held", () => {
    const whole = run([{ mode: "current", value: 3, duration: 600 }, { mode: "power", value: 11, duration: 3000 }]);
    const power = whole.responses["voltage"]!.map((v, i) => v * whole.responses["current"]![i]!);
    for (const i of [4, 5, 6, 7]) expect(power[i]).toBeCloseTo(11, 6);
    const held = run([{ mode: "current", value: 3, duration: 600 }, { mode: "voltage", value: 3.7, duration: 3000 }]);
    for (const i of [4, 5, 6, 7]) expect(held.responses["voltage"]![i]).toBeCloseTo(3.7, 7);
  });
});

describe("the error goes to zero", () => {
  const voltages = (mesh: Mesh): Float64Array => {
    const workspace = started(chen2020, mesh);
    const recorder = new Recorder(Float64Array.from({ length: 15 }, (_, i) => 100 * (i + 1)), carried.probes);
    followSteps(workspace, [{ ...discharge, value: 10 }], recorder);
    return recorder.series[carried.voltage]!;
  };
  const distance = (a: Float64Array, b: Float64Array): number => Math.hypot(...a.map((v, i) => v - b[i]!)) / Math.sqrt(a.length);
  const base = { ...meshes.fine, modes: 10, tolerance: 1e-6 };
  it("with the second power of the cells at least", () => {
    const at = (k: number): Float64Array => voltages({ ...base, negative: 5 * k, separator: 2 * k, positive: 4 * k });
    const [once, twice, four, eight] = [at(1), at(2), at(4), at(8)];
    expect(distance(once, twice) / distance(twice, four)).toBeGreaterThan(3.5);
    expect(distance(twice, four) / distance(four, eight)).toBeGreaterThan(3.5);
  });
  it("with the tolerance", () => {
    const small = { ...base, negative: 6, separator: 2, positive: 5 };
    const exact = voltages({ ...small, tolerance: 1e-8 });
    const errors = [1e-3, 1e-5, 1e-7].map((tolerance) => distance(voltages({ ...small, tolerance }), exact));
    expect(errors[0]).toBeLessThan(5e-4);
    expect(errors[1]).toBeLessThan(errors[0]! / 8);
    expect(errors[2]).toBeLessThan(errors[1]! / 8);
  });
});

describe("a test that cannot go on ends with a name and a time", () => {
  const run = (parameters: Record<string, number>, steps: readonly object[], conditions: Record<string, number> = {}): Curve =>
    simulate(p2d, parameters, { protocol: "cycling", conditions, axis: Float64Array.from({ length: 100 }, (_, i) => 100 * i), program: { steps } });
  it("at a cut-off of the cycler", () => {
    const curve = run({}, [discharge]);
    expect(curve.status).toBe("cut-off");
    expect(curve.message).toMatch(/after 35\d\d\.\d+ s: current \(step 1 of 1\) when the voltage reached 2\.5 V/);
    expect(curve.computed).toBe(36);
  });
  it("at a cut-off that it had passed before anything flowed, and says by how much and in which step", () => {
    const behind = run({}, [{ mode: "current", value: 5, until: { voltage: 4.19 } }]);
    expect(behind).toMatchObject({ status: "cut-off", computed: 1, message: expect.stringMatching(/after 0 s: current \(step 1 of 1\) at once: its cut-off, 4\.19 V, lies 0\.136 V above the voltage at its start, 4\.05\d+ V, and a discharge only lowers it/) as string });
    const early = run({}, [{ mode: "voltage", value: 4.1, until: { current: 50 } }, discharge]);
    expect(early.message).toMatch(/current \(step 2 of 2\) when the voltage reached 2\.5 V; before it, voltage \(step 1 of 2\) at once: the current at its start, \d\.\d+ A, is not above its cut-off, 50 A/);
    expect(() => run({}, [{ ...discharge, until: { voltage: 4.9 } }])).toThrow(/step 1: a discharge until 4\.9 V ends at once/);
  });
  it("when the electrolyte is depleted", () => expect(run({ electrolyteDiffusivityFactor: 0.1 }, [{ mode: "current", value: 15, duration: 1e4 }])).toMatchObject({ status: "depleted", message: expect.stringMatching(/positive electrode .*after \d/) as string }));
  it("when a particle is full or empty at its surface", () => expect(run({}, [{ mode: "current", value: 5, duration: 1e5 }])).toMatchObject({ status: "saturated", message: expect.stringMatching(/after 3\d\d\d/) as string }));
});

describe("a cell that heats itself", () => {
  it("is warmed by the resistance in series with it: I² R over the heat capacity, where next to nothing is given off", () => {
    const at = (contactResistance: number): number => simulate(p2d, { contactResistance, heatTransferCoefficient: 1e-3 }, { protocol: "cycling", conditions: { initialSoc: 0.5 }, axis: Float64Array.of(0, 10), drives: { current: Float64Array.of(5, 5) } }, { thermal: "lumped" }).responses["temperature"]![1]!;
    const { density, specificHeatCapacity, volume } = chen2020.thermal!;
    const alone = (5 ** 2 * 0.02 * 10) / (density * specificHeatCapacity * volume);
    expect(alone).toBeGreaterThan(0.1);
    // A warmer cell loses less in its reactions: a thousandth in this time.
    expect((at(0.02) - at(0)) / alone).toBeCloseTo(1, 2);
  });
});
