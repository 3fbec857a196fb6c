import { isKnownUnit, plausibleRange } from "@inversa/core";
import { describe, expect, it } from "vitest";
import {
  applyParameters, bruggemanExponent, cellExpectations, cellParameters, cellPresets, chen2020, ecker2015, exchangeCurrentDensity, impossible, invalidParameters, marquis2019, referencePoints, surfaceAreaPerUnitVolume, type Cell,
  type CellParameters,
} from "../src/index.ts";
import { haveSidecars, sidecar } from "./sidecars.ts";

const names = Object.keys(cellParameters) as (keyof CellParameters)[];
const cells = [chen2020, marquis2019, ecker2015].map((cell): [string, Cell] => [cell.name, cell]);

/** All numbers of a cell, its functions at two points. */
const numbersOf = (value: unknown): number[] => {
  if (typeof value === "number") return [value];
  if (typeof value !== "object" || value === null) return [];
  if ("derivative" in value) return [0.3, 0.6].map((x) => (value as unknown as { value(x: number): number }).value(x));
  return Object.values(value).flatMap(numbersOf);
};
const close = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-12 * Math.max(Math.abs(a), Math.abs(b));

describe.each(cells)("the parameters of %s", (_, cell) => {
  const expectations = cellExpectations(cell);
  it("leave the cell as it is when they are given the values that it holds", () => {
    const before = numbersOf(cell);
    const changed = names.filter((name) => expectations[name] && !numbersOf(applyParameters(cell, { [name]: expectations[name]!.value })).every((value, i) => close(value, before[i]!)));
    expect(changed).toEqual([]);
    expect(numbersOf(applyParameters(cell, {}))).toEqual(before);
  });
  it("are found again in the cell that they were given to", () => {
    const lost = names.filter((name) => {
      const [low, high] = expectations[name]?.plausible ?? plausibleRange(cellParameters[name]);
      const value = low + 0.7 * (high - low);
      const after = cellExpectations(applyParameters(cell, { [name]: value }))[name]!.value!;
      return name.endsWith("Factor") && name !== "electrolyteThermodynamicFactor" ? after !== 1 : !close(after, value);
    });
    expect(lost).toEqual([]);
  });
  it("make a cell that is possible, anywhere in the range of each and everywhere in those of a preset", () => {
    const range = (name: (typeof names)[number]): readonly [number, number] => expectations[name]?.plausible ?? plausibleRange(cellParameters[name]);
    const impossibleNames = names.filter((name) => range(name).some((value) => impossible(applyParameters(cell, { [name]: value }))));
    expect(impossibleNames).toEqual([]);
    for (const { parameters } of Object.values(cellPresets)) {
      const corners = [0, 1].map((end) => Object.fromEntries(parameters.map((name) => [name, range(name)[end]!])));
      for (const corner of corners) expect([invalidParameters(corner), impossible(applyParameters(cell, corner))]).toEqual([undefined, undefined]);
    }
  });
  it("have ranges around what the cell holds, inside their bounds", () => {
    for (const name of names) {
      const { bounds, unit } = cellParameters[name];
      expect(isKnownUnit(unit), `${name}: ${unit}`).toBe(true);
      const expectation = expectations[name];
      if (expectation?.value === undefined) continue;
      expect(expectation.value >= bounds[0] && expectation.value <= bounds[1], `${name} = ${expectation.value}`).toBe(true);
      if (!expectation.plausible) continue;
      expect(expectation.plausible[0] <= expectation.value && expectation.value <= expectation.plausible[1], `${name} = ${expectation.value} within ${expectation.plausible.join(" to ")}`).toBe(true);
    }
  });
});

describe("a parameter that others depend on", () => {
  it("takes the transport efficiency with the porosity, by the same Bruggeman exponent, unless it is given too", () => {
    const { negativeElectrode } = applyParameters(ecker2015, { negativeElectrodePorosity: 0.4 });
    expect(bruggemanExponent(negativeElectrode)).toBeCloseTo(1.6372789338386007, 12);
    expect(applyParameters(ecker2015, { negativeElectrodePorosity: 0.4, negativeElectrodeTransportEfficiency: 0.2 }).negativeElectrode.transportEfficiency).toBe(0.2);
    // Nothing but electrolyte: the exponent cannot be read off, and Bruggeman's is taken.
    expect(applyParameters(marquis2019, { separatorPorosity: 0.5 }).separator.transportEfficiency).toBeCloseTo(0.5 ** 1.5, 12);
  });
  it("leaves the active material where the radius changes, so that the surface does", () => {
    const { negativeElectrode } = applyParameters(chen2020, { negativeElectrodeParticleRadius: 8e-6 });
    expect(negativeElectrode.activeVolumeFraction).toBe(0.75);
    expect(surfaceAreaPerUnitVolume(negativeElectrode)).toBeCloseTo((3 * 0.75) / 8e-6, 6);
    expect(surfaceAreaPerUnitVolume(applyParameters(chen2020, { negativeElectrodeSurfaceAreaPerUnitVolume: 4e5, negativeElectrodeParticleRadius: 8e-6 }).negativeElectrode)).toBeCloseTo(4e5, 6);
  });
  it("keeps the shape of what depends on stoichiometry or concentration, and says what it was scaled from", () => {
    const at = referencePoints(ecker2015);
    const { positiveElectrode: { diffusivity }, electrolyte: { conductivity } } = applyParameters(ecker2015, { positiveElectrodeDiffusivity: 2e-13, positiveElectrodeDiffusivityFactor: 2, electrolyteConductivity: 0.8 });
    expect(diffusivity.value(at.positive)).toBeCloseTo(4e-13, 20);
    expect(diffusivity.value(0.9) / diffusivity.value(0.5)).toBeCloseTo(ecker2015.positiveElectrode.diffusivity.value(0.9) / ecker2015.positiveElectrode.diffusivity.value(0.5), 12);
    expect(diffusivity.scaledFrom?.base).toBe(ecker2015.positiveElectrode.diffusivity);
    expect(conductivity.value(1000)).toBeCloseTo(0.8, 12);
    expect(conductivity.scaledFrom?.base).toBe(ecker2015.electrolyte.conductivity.scaledFrom!.base);
  });
  it.each<[Parameters<typeof applyParameters>[1], RegExp]>([
    [{ negativeElectrodeActiveVolumeFraction: 0.5, negativeElectrodeSurfaceAreaPerUnitVolume: 3e5 }, /the same thing in two ways/],
    [{ positiveElectrodePorosity: 0.5, positiveElectrodeActiveVolumeFraction: 0.6 }, /add up to 1.1/],
    [{ negativeElectrodeMinimumStoichiometry: 0.9, negativeElectrodeMaximumStoichiometry: 0.2 }, /is not below/],
  ])("%j contradict each other", (parameters, sentence) => expect(invalidParameters(parameters)).toMatch(sentence));
  it("may contradict what the cell holds", () => {
    expect(invalidParameters({ negativeElectrodePorosity: 0.4 })).toBeUndefined();
    expect(impossible(applyParameters(chen2020, { negativeElectrodePorosity: 0.4 }))).toMatch(/negative electrode add up/);
    expect(impossible(applyParameters(chen2020, { positiveElectrodeMinimumStoichiometry: 0.9 }))).toMatch(/limits of the positive electrode are empty/);
    for (const [, cell] of cells) expect(impossible(cell)).toBeUndefined();
  });
});

describe("presets", () => {
  it.each(Object.keys(cellPresets) as (keyof typeof cellPresets)[])("%s has a range around the cell for every parameter", (preset) => {
    for (const [, cell] of cells) expect(cellPresets[preset].parameters.filter((name) => !cellExpectations(cell)[name]?.plausible)).toEqual([]);
  });
});

describe.skipIf(!haveSidecars)("the perturbed reference cells are Chen2020 with one parameter (skipped where ../shared/reference is absent)", () => {
  it.each<[string, Parameters<typeof applyParameters>[1], (cell: Cell) => number, (p: Readonly<Record<string, number>>) => number]>([
    ["g1_Dp", { positiveElectrodeDiffusivityFactor: 0.5 }, (cell) => cell.positiveElectrode.diffusivity.value(0.5), () => 2e-15],
    ["g2_epsn", { negativeElectrodePorosity: 0.2 }, (cell) => cell.negativeElectrode.transportEfficiency, (p) => p["eps_n (porosity)"]! ** p["brugg_e_n"]!],
    ["g3_tplus", { electrolyteCationTransferenceNumber: 0.38 }, (cell) => cell.electrolyte.cationTransferenceNumber, () => 0.38],
    ["g4_Rn", { negativeElectrodeParticleRadius: 8e-6 }, (cell) => surfaceAreaPerUnitVolume(cell.negativeElectrode), (p) => (3 * p["eps_s_n (active material volume fraction)"]!) / p["R_n [m]"]!],
    ["g5_j0p", { positiveElectrodeReactionRateConstant: 0.3 * chen2020.positiveElectrode.reactionRateConstant }, (cell) => exchangeCurrentDensity(cell.positiveElectrode, cell, 1000, 0.5, 298.15), () => 0.3 * 3.42e-6 * Math.sqrt(1000) * 63104 * 0.5],
  ])("%s", (id, parameters, found, expected) => {
    const { parameters: p, functions } = sidecar(`chen2020_1C_${id}`);
    expect(found(applyParameters(chen2020, parameters))).toBeCloseTo(expected(p), 10);
    expect(functions["D_p"]!.expr).toBe(id === "g1_Dp" ? "2e-15" : "4e-15");
  });
});
