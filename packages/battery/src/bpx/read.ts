import type { JsonDocument } from "@inversa/core";
import { impossible } from "../apply-parameters.ts";
import type { Cell, Electrode } from "../cell.ts";
import { stoichiometriesAt } from "../initial-state.ts";
import { constantFunction } from "../scalar-function.ts";
import {
  asNumbers, cellLabels, electrodeLabels, electrolyteLabels, initialLabels, particleLabels, readLabels, refuseUnknown, section, separatorLabels, surroundingsLabels, wrong, type ValuesOf,
} from "./sections.ts";

/** Measured curves that a file carries for checking it; current positive on discharge. */
export interface BpxValidation {
  readonly name: string;
  readonly time: readonly number[];
  readonly current: readonly number[];
  readonly voltage: readonly number[];
  readonly temperature?: readonly number[];
}

/** What a BPX document holds. */
export interface BpxReading {
  readonly cell: Cell;
  /** As the file states it: `0.4.0`. */
  readonly version: string;
  /** What the user should know: an old version, an assumption, limits that do not fit. */
  readonly remarks: readonly string[];
  readonly validation: readonly BpxValidation[];
}

/** Free convection and radiation of a cell in a room. */
const assumedHeatTransfer = 10;

/**
 * Reads a cell from a BPX document, version 0.1 to 1.1 (schema: github.com/FaradayInstitution/BPX).
 * @throws InputError `document-invalid` (with the section and the label) for anything that is missing, unknown, impossible or not supported.
 */
export function readBpx(document: JsonDocument): BpxReading {
  refuseUnknown(document, ["Header", "Parameterisation", "State", "Validation"], "BPX");
  const remarks: string[] = [];
  const header = readHeader(section(document, "Header", "BPX"), remarks);
  const parameters = section(document, "Parameterisation", "BPX");
  refuseUnknown(parameters, ["Cell", "Electrolyte", "Negative electrode", "Positive electrode", "Separator", "User-defined"], "Parameterisation");
  const state = readState(document, remarks);
  const cellPart = readLabels(section(parameters, "Cell", "Parameterisation"), cellLabels, "Cell");
  const ideal = parameters["Electrolyte"] === undefined && parameters["Separator"] === undefined;
  if (header.model === "Partial") throw wrong("Header, Model", "the file holds only part of a cell", "SPM, SPMe or DFN", "Complete the file, or start from another cell and give the parts as parameters");
  const negative = readElectrode(parameters, "Negative electrode", ideal, remarks);
  const positive = readElectrode(parameters, "Positive electrode", ideal, remarks);
  const referenceTemperature = cellPart.referenceTemperature ?? 298.15;
  const ambientTemperature = state.ambientTemperature ?? cellPart.ambientTemperature ?? referenceTemperature;
  const cell: Cell = {
    name: header.title ?? "BPX cell",
    about: header.description ?? header.title ?? "A cell from a BPX file.",
    source: header.references ?? header.description ?? "BPX file",
    electrodeArea: cellPart.electrodeArea,
    numberOfElectrodePairs: cellPart.numberOfElectrodePairs,
    numberOfCellsInSeries: cellPart.numberOfCellsInSeries ?? 1,
    nominalCapacity: cellPart.nominalCapacity,
    lowerVoltageCutOff: cellPart.lowerVoltageCutOff,
    upperVoltageCutOff: cellPart.upperVoltageCutOff,
    referenceTemperature,
    ambientTemperature,
    initialTemperature: state.temperature ?? cellPart.initialTemperature ?? ambientTemperature,
    ...(state.soc === undefined ? {} : { initialSoc: state.soc }),
    ...readUserDefined(parameters, remarks),
    negativeElectrode: negative,
    positiveElectrode: positive,
    ...(ideal ? idealElectrolyte(header.model, remarks) : readElectrolyte(parameters, state.electrolyteConcentration, remarks)),
    ...readThermal(cellPart, state.heatTransferCoefficient, remarks),
  };
  checkNumbers(cell);
  return { cell, version: header.version, remarks: [...remarks, ...voltageRemarks(cell)], validation: readValidation(document) };
}

function readHeader(header: JsonDocument, remarks: string[]) {
  refuseUnknown(header, ["BPX", "Title", "Description", "References", "Model"], "Header");
  const given = header["BPX"];
  const version = typeof given === "number" ? (Number.isInteger(given) ? `${given}.0` : String(given)) : given;
  const parts = typeof version === "string" ? /^(\d+)\.(\d+)(?:\.\d+)?/.exec(version.trim()) : null;
  if (!parts) throw wrong("Header, BPX", given === undefined ? "the version is missing" : `${JSON.stringify(given)} is no version`, 'a version such as "1.1.0"');
  const [major, minor] = [Number(parts[1]), Number(parts[2])];
  if (major > 1) throw wrong("Header, BPX", `version ${String(version)} is not known`, "0.1 to 1.1", "Write the file as 1.1, or use a newer Inversa");
  if (major === 0) remarks.push(`the file is written for BPX ${String(version)} and was read as 1.1: temperatures and the concentration at rest stand in other places there`);
  if (major === 1 && minor > 1) remarks.push(`the file is written for BPX ${String(version)}, newer than 1.1; what is unknown would have been refused`);
  if (major === 0 && minor < 3) remarks.push("before 0.3 the text of BPX wrote j = j0 sinh(F eta / 2RT); the rate constants are read for j = 2 j0 sinh(F eta / 2RT), as in every later version of the same published cells");
  const model = header["Model"];
  if (model !== "SPM" && model !== "SPMe" && model !== "DFN" && model !== "Partial") throw wrong("Header, Model", model === undefined ? "it is missing" : `${JSON.stringify(model)} is not known`, "SPM, SPMe, DFN or Partial");
  const text = (key: string): string | undefined => (typeof header[key] === "string" && header[key] !== "" ? header[key] : undefined);
  return { version: String(version), model, title: text("Title"), description: text("Description"), references: text("References") };
}

/** The part that 1.0 brought: where the cell stands at the start. Its older names are taken too. */
function readState(document: JsonDocument, remarks: string[]): Partial<ValuesOf<typeof initialLabels> & ValuesOf<typeof surroundingsLabels>> {
  if (document["State"] === undefined || document["State"] === null) return {};
  const state = section(document, "State", "BPX");
  refuseUnknown(state, ["Initial conditions", "Thermal environment", "Thermal state", "Degradation"], "State");
  const hysteresis = ["Initial hysteresis state: Positive electrode", "Initial hysteresis state: Negative electrode"];
  const initial: Partial<ValuesOf<typeof initialLabels>> = state["Initial conditions"] === undefined ? {} : readLabels(section(state, "Initial conditions", "State"), initialLabels, "State, Initial conditions", hysteresis);
  const surroundings = ["Thermal environment", "Thermal state"].find((key) => state[key] !== undefined);
  if (state["Degradation"] !== undefined) {
    const aged = (value: unknown): boolean => (typeof value === "object" && value !== null ? Object.values(value).some(aged) : value !== 0);
    const lost = Object.entries(section(state, "Degradation", "State")).filter(([, value]) => aged(value));
    if (lost.length > 0) throw wrong("State, Degradation", `the cell is aged (${lost.map(([key]) => key).join(", ")}), which models here do not take from a file`, "a fresh cell, or no Degradation", "Lower the active volume fractions and shift the stoichiometry limits instead");
  }
  if (initial.soc !== undefined && !(initial.soc >= 0 && initial.soc <= 1)) remarks.push(`the initial state of charge, ${initial.soc}, lies outside 0 to 1`);
  return { ...initial, ...(surroundings ? readLabels(section(state, surroundings, "State"), surroundingsLabels, `State, ${surroundings}`) : {}) };
}

function readElectrode(parameters: JsonDocument, name: string, ideal: boolean, remarks: string[]): Electrode {
  const given = section(parameters, name, "Parameterisation");
  if (given["Particle"] !== undefined) {
    const materials = Object.keys(section(given, "Particle", name));
    throw wrong(name, `it is a blend of ${materials.length} materials (${materials.join(", ")}), which the models here cannot simulate`, "one active material", "Take one material, or effective properties of the blend");
  }
  // A file for single-particle models may carry the rest too.
  const full = !ideal || [electrodeLabels.porosity, electrodeLabels.transportEfficiency, electrodeLabels.conductivity].every(({ label }) => given[label] !== undefined);
  const { ocpDelithiation, ocpLithiation, surfaceAreaPerUnitVolume, hysteresisDecayConstant: _, ...values } = full ? readLabels(given, electrodeLabels, name) : { ...readLabels(given, particleLabels, name), ...idealLayer };
  if (ocpDelithiation ?? ocpLithiation) remarks.push(`${name}: hysteresis is not modelled; the branch under "OCP [V]" is used in both directions`);
  const activeVolumeFraction = (surfaceAreaPerUnitVolume * values.particleRadius) / 3;
  return {
    ...values,
    ...(full ? {} : { porosity: Math.min(idealLayer.porosity, (1 - activeVolumeFraction) / 2) }),
    activeVolumeFraction,
    diffusivityActivationEnergy: values.diffusivityActivationEnergy ?? 0,
    reactionRateConstantActivationEnergy: values.reactionRateConstantActivationEnergy ?? 0,
    entropicChangeCoefficient: values.entropicChangeCoefficient ?? constantFunction(0),
  };
}

/** What stands for pores and solid where a file knows only particles: hardly any resistance. */
const idealLayer = { porosity: 0.3, transportEfficiency: 1, conductivity: 1e5 } as const;

/** An electrolyte without resistance, so that what is left is a single-particle model: less than 0.01 mV at 100 A/m2. */
function idealElectrolyte(model: string, remarks: string[]): Pick<Cell, "electrolyte" | "separator"> {
  if (model !== "SPM") throw wrong("Parameterisation", `"Electrolyte" and "Separator" are missing, which a ${model} needs`, "both sections, or the model SPM");
  remarks.push("the file is for a single-particle model and says nothing of the electrolyte; one without resistance stands in for it");
  return {
    separator: { thickness: 2e-5, porosity: 0.5, transportEfficiency: 1 },
    electrolyte: {
      initialConcentration: 1000, cationTransferenceNumber: 1, thermodynamicFactor: 1, conductivity: constantFunction(1e3), conductivityActivationEnergy: 0, conductivityTemperatureExponent: 0,
      diffusivity: constantFunction(1e-9), diffusivityActivationEnergy: 0,
    },
  };
}

function readElectrolyte(parameters: JsonDocument, atRest: number | undefined, remarks: string[]): Pick<Cell, "electrolyte" | "separator"> {
  const { initialConcentration = atRest, ...values } = readLabels(section(parameters, "Electrolyte", "Parameterisation"), electrolyteLabels, "Electrolyte");
  if (initialConcentration === undefined) remarks.push("the file says nothing of the salt concentration at rest; 1000 mol/m3 is taken");
  const user = userDefined(parameters);
  return {
    separator: readLabels(section(parameters, "Separator", "Parameterisation"), separatorLabels, "Separator"),
    electrolyte: {
      ...values,
      initialConcentration: atRest ?? initialConcentration ?? 1000,
      conductivityActivationEnergy: values.conductivityActivationEnergy ?? 0,
      conductivityTemperatureExponent: 0,
      diffusivityActivationEnergy: values.diffusivityActivationEnergy ?? 0,
      thermodynamicFactor: numberAt(user, "Thermodynamic factor") ?? 1,
    },
  };
}

const userDefined = (parameters: JsonDocument): JsonDocument => (parameters["User-defined"] === undefined || parameters["User-defined"] === null ? {} : section(parameters, "User-defined", "Parameterisation"));

const numberAt = (from: JsonDocument, key: string): number | undefined => (typeof from[key] === "number" ? from[key] : undefined);

/** Of what a file defines for itself, two entries have a place in the model, under the names that PyBaMM gives them. */
function readUserDefined(parameters: JsonDocument, remarks: string[]): Pick<Cell, "contactResistance"> {
  const user = userDefined(parameters);
  const others = Object.keys(user).filter((key) => !["Contact resistance [Ohm]", "Thermodynamic factor", "description", "Description"].includes(key));
  if (others.length > 0) remarks.push(`user-defined entries are not used: ${others.join(", ")}`);
  return { contactResistance: numberAt(user, "Contact resistance [Ohm]") ?? 0 };
}

function readThermal({ density, specificHeatCapacity, volume, externalSurfaceArea }: ValuesOf<typeof cellLabels>, heatTransferCoefficient: number | undefined, remarks: string[]): Pick<Cell, "thermal"> {
  if (density === undefined || specificHeatCapacity === undefined || volume === undefined || externalSurfaceArea === undefined) return {};
  if (heatTransferCoefficient === undefined) remarks.push(`the file says nothing of cooling; where the cell heats itself, ${assumedHeatTransfer} W/(m2 K) is taken (heatTransferCoefficient)`);
  return { thermal: { density, specificHeatCapacity, volume, externalSurfaceArea, heatTransferCoefficient: heatTransferCoefficient ?? assumedHeatTransfer } };
}

/** @throws InputError for numbers with which no cell can be. */
function checkNumbers(cell: Cell): void {
  const positive: readonly (readonly [string, number])[] = [
    ["Cell, Electrode area [m2]", cell.electrodeArea], ["Cell, Number of electrode pairs connected in parallel to make a cell", cell.numberOfElectrodePairs], ["Cell, Nominal cell capacity [A.h]", cell.nominalCapacity],
    ["Cell, Reference temperature [K]", cell.referenceTemperature], ["Electrolyte, initial concentration", cell.electrolyte.initialConcentration],
    ...([["Negative electrode", cell.negativeElectrode], ["Separator", cell.separator], ["Positive electrode", cell.positiveElectrode]] as const).flatMap(([name, { thickness, porosity, transportEfficiency }]): [string, number][] =>
      [[`${name}, Thickness [m]`, thickness], [`${name}, Porosity`, porosity], [`${name}, Transport efficiency`, transportEfficiency]]),
    ...([["Negative electrode", cell.negativeElectrode], ["Positive electrode", cell.positiveElectrode]] as const).flatMap(([name, e]): [string, number][] =>
      [[`${name}, Conductivity [S.m-1]`, e.conductivity], [`${name}, Particle radius [m]`, e.particleRadius], [`${name}, Surface area per unit volume [m-1]`, e.activeVolumeFraction], [`${name}, Maximum concentration [mol.m-3]`, e.maximumConcentration], [`${name}, Reaction rate constant [mol.m-2.s-1]`, e.reactionRateConstant]]),
  ];
  for (const [where, value] of positive) if (!(value > 0)) throw wrong(where, `it is ${value}`, "a positive number");
  if (!(cell.lowerVoltageCutOff < cell.upperVoltageCutOff)) throw wrong("Cell", `the lower cut-off, ${cell.lowerVoltageCutOff} V, is not below the upper one, ${cell.upperVoltageCutOff} V`);
  const why = impossible(cell);
  if (why) throw wrong("Parameterisation", why);
}

/** Stoichiometry limits and cut-off voltages say the same thing twice, and should agree within a millivolt. */
function voltageRemarks(cell: Cell): readonly string[] {
  const between = (soc: number): number => {
    const { negative, positive } = stoichiometriesAt(cell, soc);
    return cell.positiveElectrode.ocp.value(positive) - cell.negativeElectrode.ocp.value(negative);
  };
  return ([["full", between(1), "upper", cell.upperVoltageCutOff], ["empty", between(0), "lower", cell.lowerVoltageCutOff]] as const).flatMap(([state, voltage, which, limit]) =>
    Math.abs(voltage - limit) <= 1e-3 ? [] : [`by its stoichiometry limits the ${state} cell has ${voltage.toFixed(4)} V, and its ${which} cut-off is ${limit} V: ${(1000 * Math.abs(voltage - limit)).toFixed(1)} mV apart`]);
}

function readValidation(document: JsonDocument): readonly BpxValidation[] {
  if (document["Validation"] === undefined || document["Validation"] === null) return [];
  const validation = section(document, "Validation", "BPX");
  return Object.keys(validation).map((name) => {
    const given = section(validation, name, "Validation");
    refuseUnknown(given, ["Time [s]", "Current [A]", "Voltage [V]", "Temperature [K]"], `Validation, ${name}`);
    const series = (key: string): readonly number[] => asNumbers(given[key], `Validation, ${name}`, key);
    return {
      name, time: series("Time [s]"), current: series("Current [A]").map((value) => -value || 0), voltage: series("Voltage [V]"),
      ...(given["Temperature [K]"] === undefined ? {} : { temperature: series("Temperature [K]") }),
    };
  });
}

