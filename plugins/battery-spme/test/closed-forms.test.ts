import { chen2020, conductivityFactor, exchangeCurrentDensity, F, R, surfaceAreaPerUnitVolume, totalElectrodeArea, writeBpx, type Cell } from "@inversa/battery";
import { simulate, type Curve } from "@inversa/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { spme } from "../src/index.ts";
import { Modes, sphere } from "../src/modes.ts";

const run = (axis: number[], program: object, conditions: Record<string, number> = { initialSoc: 0.6 }, options: object = {}): Curve =>
  simulate(spme, {}, { protocol: "cycling", conditions, axis: Float64Array.from(axis), program: program as Record<string, unknown> }, { fields: true, ...options });
const constant = (value: number) => ({ steps: [{ mode: "current", value, duration: 1e6 }] });

describe("the modes of a sphere", () => {
  it("are the roots of tan λ = λ, whose sum is known, the fast ones in groups", () => {
    expect(sphere.rate[0]).toBeCloseTo(20.190_728_6, 6);
    for (const value of sphere.rate.subarray(0, 10)) expect(Math.abs(Math.tan(Math.sqrt(value)) - Math.sqrt(value))).toBeLessThan(1e-6 * value);
    expect(sphere.tail + sphere.weight.reduce((sum, w) => sum + w, 0)).toBeCloseTo(0.2, 12);
    // Of the roots left out, from the 325th on, about 2/(324 π²) remains.
    expect(sphere.tail).toBeGreaterThan(0);
    expect(sphere.tail).toBeLessThan(1e-3);
  });
  it("answer a flux that sets in as the series of all modes does", () => {
    const modes = new Modes(sphere.rate, sphere.rate.map((rate, m) => rate * sphere.weight[m]!));
    for (const t of [1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1]) {
      const answered = new Float64Array(sphere.rate.length);
      modes.advance(new Float64Array(sphere.rate.length), t, 1, 1, 1, answered);
      // For short times the series is 2 √(t/π) - 2 t: erfc terms of a sphere, less three times t for the mean.
      const exact = t < 0.02 ? 2 * Math.sqrt(t / Math.PI) - 2 * t : 0.2 - sphere.rate.subarray(0, 10).reduce((sum, rate) => sum + (2 / rate) * Math.exp(-rate * t), 0);
      expect(Math.abs(answered.reduce((sum, value) => sum + value, sphere.tail) - exact)).toBeLessThan(2e-3 * exact + 2 * sphere.tail);
    }
  });
  it("are carried over a step exactly, however it is cut", () => {
    fc.assert(fc.property(fc.double({ min: 1e-6, max: 1e3, noNaN: true }), fc.double({ min: 0.01, max: 0.99, noNaN: true }), fc.double({ min: -3, max: 3, noNaN: true }), fc.double({ min: -3, max: 3, noNaN: true }), (step, cut, u0, u1) => {
      const modes = new Modes(Float64Array.of(0, 0.01, 1, 50), Float64Array.of(1, 1, 2, 3));
      const [start, whole, half, rest] = [Float64Array.of(1, -1, 0.5, 0), new Float64Array(4), new Float64Array(4), new Float64Array(4)];
      modes.advance(start, step, 1, u0, u1, whole);
      const u = u0 + cut * (u1 - u0);
      modes.advance(start, cut * step, 1, u0, u, half);
      modes.advance(half, (1 - cut) * step, 1, u, u1, rest);
      for (let m = 0; m < 4; m++) expect(Math.abs(rest[m]! - whole[m]!)).toBeLessThan(1e-7 * (1 + Math.abs(whole[m]!)));
    }));
  });
});

describe("a cell under constant current", () => {
  it("starts at the voltage of even concentrations: potentials, reactions and resistances", () => {
    const I = 5;
    const { responses } = run([0], constant(I), { initialSoc: 0.6, ambientTemperature: 308.15 });
    const [sn, sp] = [responses["negativeStoichiometry"]![0]!, responses["positiveStoichiometry"]![0]!];
    const [A, T] = [totalElectrodeArea(chen2020), 308.15];
    const { negativeElectrode: n, positiveElectrode: p, separator: s, electrolyte: e } = chen2020;
    const reaction = (k: Cell["negativeElectrode"], sto: number): number => ((2 * R * T) / F) * Math.asinh(I / (A * k.thickness * surfaceAreaPerUnitVolume(k)) / (2 * exchangeCurrentDensity(k, chen2020, 1000, sto, T)));
    const path = n.thickness / 3 / n.transportEfficiency + s.thickness / s.transportEfficiency + p.thickness / 3 / p.transportEfficiency;
    const ohmic = (I / A) * (path / (e.conductivity.value(1000) * conductivityFactor(e, T, chen2020)) + n.thickness / 3 / n.conductivity + p.thickness / 3 / p.conductivity);
    const expected = p.ocp.value(sp) - n.ocp.value(sn) - reaction(n, sn) - reaction(p, sp) - ohmic;
    // The modes that are left out follow at once, some 1e-4 of a stoichiometry.
    expect(Math.abs(responses["voltage"]![0]! - expected)).toBeLessThan(5e-4);
  });
  it("comes to the steady profile in the electrolyte, parabolas in the electrodes and a line between", () => {
    const I = 1;
    const { responses } = run([0, 1500, 3000], constant(I), { initialSoc: 0.9 });
    const { negativeElectrode: n, positiveElectrode: p, separator: s, electrolyte: e } = chen2020;
    const flux = ((1 - e.cationTransferenceNumber) * I) / totalElectrodeArea(chen2020) / F / e.diffusivity.value(1000);
    const drop = flux * (n.thickness / 2 / n.transportEfficiency + s.thickness / s.transportEfficiency + p.thickness / 2 / p.transportEfficiency);
    const between = responses["electrolyteConcentrationAtNegativeCollector"]![2]! - responses["electrolyteConcentrationAtPositiveCollector"]![2]!;
    // Ten volumes an electrode take the parabola for a line in the half volume at the separator: L/(8 N² B) too much each.
    const known = (flux / 800) * (n.thickness / n.transportEfficiency + p.thickness / p.transportEfficiency);
    expect(between / (drop + known)).toBeCloseTo(1, 5);
    // Salt is only moved.
    expect(responses["electrolyteConcentrationInSeparator"]![2]).toBeGreaterThan(900);
  });
  it("has R j / 5 F D between surface and mean of its particles after a while, and after a short time the root of time", () => {
    const { responses } = run([0, 4, 3000], constant(1), { initialSoc: 0.9 });
    const { negativeElectrode: n } = chen2020;
    const j = 1 / (totalElectrodeArea(chen2020) * n.thickness * surfaceAreaPerUnitVolume(n));
    const gap = (i: number): number => responses["negativeStoichiometry"]![i]! * n.maximumConcentration - responses["negativeSurfaceConcentrationAtCollector"]![i]!;
    const D = n.diffusivity.constant!;
    expect(gap(2) / ((n.particleRadius * j) / (5 * F * D))).toBeCloseTo(1, 4);
    // Carslaw and Jaeger: 2 √(t/π D) for a plane, plus 1/R of a sphere and less the mean, both of first order in t: exact to t^(3/2).
    const t = 4;
    const short = (j / F) * (2 * Math.sqrt(t / (Math.PI * D)) + t / n.particleRadius - (3 * t) / n.particleRadius);
    expect(gap(1) / short).toBeCloseTo(1, 2);
  });
  it("gives back its open-circuit voltage at rest, and its charge", () => {
    const { responses } = run([0, 1000, 1e5], { steps: [{ mode: "current", value: 2.5, duration: 1000 }, { mode: "rest", duration: 1e5 }] });
    const [sn, sp] = [responses["negativeStoichiometry"]![2]!, responses["positiveStoichiometry"]![2]!];
    expect(responses["voltage"]![2]).toBeCloseTo(chen2020.positiveElectrode.ocp.value(sp) - chen2020.negativeElectrode.ocp.value(sn), 9);
    const { negativeElectrode: n } = chen2020;
    const capacity = F * totalElectrodeArea(chen2020) * n.thickness * n.activeVolumeFraction * n.maximumConcentration;
    expect(responses["negativeStoichiometry"]![0]! - sn).toBeCloseTo(2500 / capacity, 10);
  });
});

describe("the cycler", () => {
  it("holds a voltage until the current falls, a power, and ends at the limit to a microvolt", () => {
    const curve = run([0, 60, 600, 3600, 20_000], { steps: [{ mode: "current", value: -2.5, until: { voltage: 4.2 } }, { mode: "voltage", value: 4.2, until: { current: 0.25 } }] }, { initialSoc: 0.9 });
    expect(curve).toMatchObject({ status: "cut-off", message: expect.stringMatching(/voltage \(step 2 of 2\) when the current fell to 0\.25 A/) });
    expect(run([0, 60], { steps: [{ mode: "current", value: 5, until: { voltage: 4.19 } }] })).toMatchObject({ status: "cut-off", message: expect.stringMatching(/at once: its cut-off, 4\.19 V, lies 0\.468 V above the voltage at its start/) });
    const held = run([0, 2000], { steps: [{ mode: "voltage", value: 3.8, duration: 5000 }] });
    expect(held.responses["voltage"]![1]).toBeCloseTo(3.8, 6);
    const power = run([0, 100, 500], { steps: [{ mode: "power", value: 12, duration: 5000 }] });
    for (const i of [0, 1, 2]) expect(power.responses["voltage"]![i]! * power.responses["current"]![i]!).toBeCloseTo(12, 5);
  });
  it("is followed alike as steps and as samples", () => {
    const steps = run([0, 100, 200, 300], { steps: [{ mode: "current", value: 4, duration: 150 }, { mode: "rest", duration: 1000 }] });
    const axis = Float64Array.of(0, 100, 150, 150, 200, 300);
    const sampled = simulate(spme, {}, { protocol: "cycling", conditions: { initialSoc: 0.6 }, axis, drives: { current: Float64Array.of(4, 4, 4, 0, 0, 0) } });
    expect(sampled.responses["voltage"]![5]).toBeCloseTo(steps.responses["voltage"]![3]!, 9);
    const held = simulate(spme, {}, { protocol: "cycling", conditions: { initialSoc: 0.6 }, axis: Float64Array.of(0, 100, 150, 200, 300), drives: { current: Float64Array.of(4, 4, 0, 0, 0) }, program: { hold: "step" } });
    expect(held.responses["voltage"]![4]).toBeCloseTo(steps.responses["voltage"]![3]!, 9);
  });
  it("says when particles or electrolyte can do no more", () => {
    expect(run([0, 20_000], constant(5), { initialSoc: 0.3 })).toMatchObject({ status: "saturated", message: expect.stringMatching(/negative electrode are empty at their surface after/) });
    expect(run([0, 20_000], constant(12), { initialSoc: 1 })).toMatchObject({ status: "depleted" });
  });
});

describe("a cell that heats itself", () => {
  it("keeps the balance of what it loses, what it gives off and what it stores", () => {
    const axis = Array.from({ length: 401 }, (_, i) => 5 * i);
    const { responses } = run(axis, constant(5), { initialSoc: 0.9, ambientTemperature: 298.15 }, { thermal: "lumped" });
    const { density, specificHeatCapacity, volume, externalSurfaceArea, heatTransferCoefficient } = chen2020.thermal!;
    const open = (i: number): number => chen2020.positiveElectrode.ocp.value(responses["positiveSurfaceConcentrationAtCollector"]![i]! / 63104) - chen2020.negativeElectrode.ocp.value(responses["negativeSurfaceConcentrationAtCollector"]![i]! / 33133);
    let [made, given] = [0, 0];
    for (let i = 1; i < axis.length; i++) {
      const power = (k: number): number => 5 * (open(k) - responses["voltage"]![k]!);
      made += 2.5 * (power(i - 1) + power(i));
      given += 2.5 * heatTransferCoefficient * externalSurfaceArea * (responses["temperature"]![i - 1]! + responses["temperature"]![i]! - 2 * 298.15);
    }
    const stored = density * specificHeatCapacity * volume * (responses["temperature"]!.at(-1)! - 298.15);
    expect((stored + given) / made).toBeCloseTo(1, 3);
    expect(responses["temperature"]!.at(-1)).toBeGreaterThan(303);
  });
  it("is warmed by the resistance in series with it: I² R over the heat capacity, where next to nothing is given off", () => {
    const at = (contactResistance: number): number => simulate(spme, { contactResistance, heatTransferCoefficient: 1e-3 }, { protocol: "cycling", conditions: { initialSoc: 0.5 }, axis: Float64Array.of(0, 10), drives: { current: Float64Array.of(5, 5) } }, { thermal: "lumped" }).responses["temperature"]![1]!;
    const { density, specificHeatCapacity, volume } = chen2020.thermal!;
    const alone = (5 ** 2 * 0.02 * 10) / (density * specificHeatCapacity * volume);
    expect(alone).toBeGreaterThan(0.1);
    // A warmer cell loses less in its reactions: a thousandth in this time.
    expect((at(0.02) - at(0)) / alone).toBeCloseTo(1, 2);
  });
  it("needs to be told how", () => {
    const { thermal: _, ...cold } = chen2020;
    const { document } = writeBpx(cold);
    expect(() => run([0, 1], constant(1), { initialSoc: 0.5 }, { thermal: "lumped", cell: document })).toThrow(/no heat capacity and cooling/);
    expect(run([0, 1], constant(1), { initialSoc: 0.5 }, { cell: document }).status).toBe("reached");
  });
});
