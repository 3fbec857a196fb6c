import { existsSync, readFileSync } from "node:fs";
import type { JsonDocument } from "@inversa/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyParameters, builtInCells, cellExpectations, cellOf, chen2020, ecker2015, initialStoichiometries, readBpx, surfaceAreaPerUnitVolume, totalElectrodeArea, writeBpx, type Cell, type CellParameters } from "../src/index.ts";

const folder = new URL("../../../../shared/data/battery/bpx/", import.meta.url);
const read = (file: string): JsonDocument => JSON.parse(readFileSync(new URL(file, folder), "utf8")) as JsonDocument;

type Tree = { [key: string]: Tree & { [label: string]: unknown } };
/** A complete 1.1 document to spoil. */
const good = (): Tree => JSON.parse(JSON.stringify(writeBpx(chen2020).document)) as Tree;
const spoilt = (change: (document: Tree) => void): JsonDocument => {
  const document = good();
  change(document);
  return document;
};

describe.skipIf(!existsSync(folder))("published BPX files (skipped where ../shared/data is absent)", () => {
  it("0.1.0 with measured curves", () => {
    const { cell, version, remarks, validation } = readBpx(read("nmc_pouch_cell_BPX.json"));
    expect(version).toBe("0.1.0");
    expect(totalElectrodeArea(cell)).toBeCloseTo(34 * 0.016808, 12);
    expect(surfaceAreaPerUnitVolume(cell.negativeElectrode)).toBeCloseTo(499522, 6);
    expect(cell.negativeElectrode.activeVolumeFraction).toBeCloseTo((499522 * 4.12e-6) / 3, 12);
    // -0.0001112 x + ... at x = 0.08309, where the bump is at its top.
    expect(cell.negativeElectrode.entropicChangeCoefficient.value(0.08309)).toBeCloseTo((-0.1112 * 0.08309 + 0.02914 + 0.3561) / 1000, 12);
    expect(cell.electrolyte.conductivity.value(1000)).toBeCloseTo(0.1297 - 2.51 + 3.329, 12);
    expect(cell.thermal).toMatchObject({ density: 1847, specificHeatCapacity: 913, volume: 0.000128, externalSurfaceArea: 0.0379 });
    expect(validation.map(({ name, time, current }) => [name, time.length, current[0]])).toEqual([["C/20 discharge", 76, 0.625], ["1C discharge", 38, 12.5]]);
    expect(remarks.join("\n")).toMatch(/written for BPX 0\.1\.0[^]*2 j0 sinh[^]*says nothing of cooling/);
    // The published file misses its own cut-off by more than the standard allows.
    expect(remarks.join("\n")).toMatch(/full cell has 4\.2018 V.*1\.8 mV apart/);
  });
  it("a version written as a number, tables among the functions", () => {
    const { cell, version } = readBpx(read("example_BPX_v0_pybop.json"));
    expect(version).toBe("0.4");
    expect(cell.positiveElectrode.entropicChangeCoefficient.value(0.05)).toBeCloseTo(4.7145e-5, 12);
    expect(cell.positiveElectrode.entropicChangeCoefficient.value(0.5)).toBeCloseTo(-5.2311e-5, 12);
  });
  it("a single-particle model, with an electrolyte that offers no resistance", () => {
    const { cell, remarks } = readBpx(read("nmc_pouch_cell_BPX_SPM.json"));
    expect(cell.electrolyte).toMatchObject({ cationTransferenceNumber: 1, initialConcentration: 1000 });
    expect(cell.negativeElectrode.reactionRateConstant).toBe(5.199e-6);
    expect(remarks.join("\n")).toMatch(/says nothing of the electrolyte/);
  });
  it("a blend is refused by the names of its materials", () => {
    expect(() => readBpx(read("nmc_pouch_cell_BPX_blended_electrode.json"))).toThrow(/Positive electrode: it is a blend of 2 materials \(Large Particles, Small Particles\)/);
  });
});

describe("a BPX document", () => {
  it("of version 1.1 tells where the cell stands at the start", () => {
    const document = spoilt((d) => {
      d["State"]!["Initial conditions"]!["Initial state-of-charge"] = 0.25 as never;
      d["State"]!["Thermal environment"]!["Ambient temperature [K]"] = 280 as never;
    });
    const { cell, remarks } = readBpx(document);
    expect(remarks).toEqual([]);
    expect(cell).toMatchObject({ initialSoc: 0.25, ambientTemperature: 280, initialTemperature: 298.15 });
    expect(initialStoichiometries(cell, {}).negative).toBeCloseTo(chen2020.negativeElectrode.minimumStoichiometry + 0.25 * (chen2020.negativeElectrode.maximumStoichiometry - chen2020.negativeElectrode.minimumStoichiometry), 12);
    expect(initialStoichiometries(cell, { initialSoc: 1 }).negative).toBe(chen2020.negativeElectrode.maximumStoichiometry);
  });
  it("is read once for all who ask for its cell", () => {
    const document = good();
    expect(cellOf(document)).toBe(cellOf(document));
    expect(cellOf("Ecker2015")).toBe(ecker2015);
  });
  it.each<[string, (document: Tree) => void, RegExp]>([
    ["cut-offs that the stoichiometries do not meet", (d) => { d["Parameterisation"]!["Cell"]!["Upper voltage cut-off [V]"] = 4.1 as never; }, /full cell has 4\.2000 V, and its upper cut-off is 4\.1 V: 100\.0 mV apart/],
    ["hysteresis", (d) => { d["Parameterisation"]!["Negative electrode"]!["OCP (lithiation) [V]"] = "0.1 + 0 * x" as never; }, /hysteresis is not modelled/],
    ["entries of its own", (d) => { Object.assign(d["Parameterisation"]!, { "User-defined": { "Contact resistance [Ohm]": 0.01, Colour: 3 } }); }, /not used: Colour/],
    ["the names before 1.0", (d) => { Object.assign(d["Header"]!, { BPX: "0.5.0" }); }, /written for BPX 0\.5\.0/],
    ["a version to come", (d) => { Object.assign(d["Header"]!, { BPX: "1.2.0" }); }, /newer than 1\.1/],
  ])("with %s is read, and that is said", (_, change, message) => expect(readBpx(spoilt(change)).remarks.join("\n")).toMatch(message));
  it("takes two of its own entries into the model", () => {
    const { cell } = readBpx(spoilt((d) => { Object.assign(d["Parameterisation"]!, { "User-defined": { "Contact resistance [Ohm]": 0.01, "Thermodynamic factor": 2.5 } }); }));
    expect([cell.contactResistance, cell.electrolyte.thermodynamicFactor]).toEqual([0.01, 2.5]);
  });

  it.each<[string, (document: Tree) => void, RegExp]>([
    ["no header", (d) => { delete d["Header"]; }, /"Header" is missing/],
    ["a version that is none", (d) => { Object.assign(d["Header"]!, { BPX: "one" }); }, /Header, BPX: "one" is no version/],
    ["a version of another age", (d) => { Object.assign(d["Header"]!, { BPX: 2 }); }, /version 2\.0 is not known/],
    ["another model", (d) => { Object.assign(d["Header"]!, { Model: "ECM" }); }, /"ECM" is not known/],
    ["a part of a cell", (d) => { Object.assign(d["Header"]!, { Model: "Partial" }); }, /only part of a cell/],
    ["a misspelt label", (d) => { d["Parameterisation"]!["Negative electrode"]!["Porosty"] = 0.3 as never; }, /Negative electrode: there is no "Porosty".*Did you mean "Porosity"/],
    ["a misspelt section", (d) => { Object.assign(d["Parameterisation"]!, { Seperator: {} }); }, /no "Seperator".*Did you mean "Separator"/],
    ["missing labels", (d) => { delete d["Parameterisation"]!["Separator"]!["Porosity"]; delete d["Parameterisation"]!["Separator"]!["Thickness [m]"]; }, /Separator: "Thickness \[m\]", "Porosity" are missing/],
    ["no electrolyte", (d) => { delete d["Parameterisation"]!["Electrolyte"]; delete d["Parameterisation"]!["Separator"]; }, /which a DFN needs/],
    ["a number in words", (d) => { d["Parameterisation"]!["Cell"]!["Electrode area [m2]"] = "0.1" as never; }, /Electrode area \[m2\]: it is "0.1"\. Expected a number/],
    ["a negative thickness", (d) => { d["Parameterisation"]!["Separator"]!["Thickness [m]"] = -1 as never; }, /Separator, Thickness \[m\]: it is -1/],
    ["a formula with a foreign name", (d) => { d["Parameterisation"]!["Positive electrode"]!["OCP [V]"] = "4 - T * x" as never; }, /Positive electrode, OCP \[V\].*there is no variable "T"/],
    ["a table that runs back", (d) => { d["Parameterisation"]!["Positive electrode"]!["OCP [V]"] = { x: [0, 0.5, 0.4], y: [4, 3, 2] } as never; }, /Positive electrode, OCP \[V\].*does not increase at point 3/],
    ["more than there is room for", (d) => { d["Parameterisation"]!["Positive electrode"]!["Porosity"] = 0.9 as never; }, /positive electrode add up to more/],
    ["an aged cell", (d) => { Object.assign(d["State"]!, { Degradation: { LLI: 0.1, "LAM: Positive electrode": 0 } }); }, /the cell is aged \(LLI\)/],
  ])("with %s is refused in words", (_, change, message) => expect(() => readBpx(spoilt(change))).toThrow(message));
});

describe("a cell written as BPX and read again", () => {
  const numbers = (cell: Cell): number[] => {
    const f = (of: { value(x: number): number }, at: number[]): number[] => at.map((x) => of.value(x));
    const electrode = (e: Cell["negativeElectrode"]): number[] => [e.thickness, e.porosity, e.transportEfficiency, e.conductivity, e.particleRadius, e.activeVolumeFraction, e.maximumConcentration, e.minimumStoichiometry, e.maximumStoichiometry, e.diffusivityActivationEnergy, e.reactionRateConstant, e.reactionRateConstantActivationEnergy, ...f(e.ocp, [0.1, 0.5, 0.9]), ...f(e.diffusivity, [0.1, 0.5, 0.9]), ...f(e.entropicChangeCoefficient, [0.1, 0.5, 0.9])];
    const l = cell.electrolyte;
    return [
      totalElectrodeArea(cell), cell.nominalCapacity, cell.lowerVoltageCutOff, cell.upperVoltageCutOff, cell.referenceTemperature, cell.ambientTemperature, cell.initialTemperature, cell.contactResistance, cell.initialSoc ?? 1,
      ...electrode(cell.negativeElectrode), ...electrode(cell.positiveElectrode), cell.separator.thickness, cell.separator.porosity, cell.separator.transportEfficiency,
      l.initialConcentration, l.cationTransferenceNumber, l.thermodynamicFactor, ...f(l.conductivity, [200, 1000, 1800]), ...f(l.diffusivity, [200, 1000, 1800]), l.diffusivityActivationEnergy, ...Object.values(cell.thermal ?? {}),
    ];
  };
  const again = (cell: Cell): Cell => readBpx(JSON.parse(JSON.stringify(writeBpx(cell).document)) as JsonDocument).cell;

  it("is the same cell, whatever parameters it was given", () => {
    const names = Object.keys(cellExpectations(chen2020)).filter((name) => !name.endsWith("SurfaceAreaPerUnitVolume")) as (keyof CellParameters)[];
    fc.assert(fc.property(fc.constantFrom(...Object.values(builtInCells)), fc.array(fc.record({ name: fc.constantFrom(...names), at: fc.double({ min: 0, max: 1, noNaN: true }) }), { maxLength: 8 }), (cell, given) => {
      const expected = cellExpectations(cell);
      const parameters = Object.fromEntries(given.flatMap(({ name, at }) => {
        const range = expected[name]?.plausible;
        return range ? [[name, range[0] + at * (range[1] - range[0])]] : [];
      }));
      const changed = applyParameters(cell, parameters);
      fc.pre(changed.negativeElectrode.porosity + changed.negativeElectrode.activeVolumeFraction <= 1 && changed.positiveElectrode.porosity + changed.positiveElectrode.activeVolumeFraction <= 1);
      const [before, after] = [numbers(changed), numbers(again(changed))];
      expect(after).toHaveLength(before.length);
      expect(before.filter((value, i) => Math.abs(value - after[i]!) > 1e-12 * Math.abs(value)).length).toBe(0);
    }), { numRuns: 60 });
  });
  it("says what BPX has no place for", () => {
    const { document, remarks } = writeBpx(applyParameters(ecker2015, { contactResistance: 0.02 }));
    expect(remarks.join("\n")).toMatch(/\(T\/Tref\)\^-1 is folded into it[^]*contact resistance; written under User-defined/);
    // Value and slope by temperature agree at the reference, so 20 K away little is left: second order in dT/T.
    const { electrolyte } = readBpx(document as JsonDocument).cell;
    const at = (cell: Pick<Cell, "electrolyte" | "referenceTemperature">, T: number): number => Math.exp((cell.electrolyte.conductivityActivationEnergy / 8.31446261815324) * (1 / 296.15 - 1 / T)) * (T / 296.15) ** cell.electrolyte.conductivityTemperatureExponent;
    expect(at({ electrolyte, referenceTemperature: 296.15 }, 316.15) / at(ecker2015, 316.15)).toBeCloseTo(1, 2);
  });
  it("writes a function that only code knows as a table", () => {
    const odd = { ...chen2020, positiveElectrode: { ...chen2020.positiveElectrode, ocp: { value: (x: number) => chen2020.positiveElectrode.ocp.value(x), derivative: (x: number) => chen2020.positiveElectrode.ocp.derivative(x) } } };
    const { remarks } = writeBpx(odd);
    expect(remarks.join()).toMatch(/positive potential has no formula/);
    expect(again(odd).positiveElectrode.ocp.value(0.5555)).toBeCloseTo(chen2020.positiveElectrode.ocp.value(0.5555), 4);
  });
});
