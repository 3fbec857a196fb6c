import { closest, InputError, type JsonDocument } from "@inversa/core";
import { formula } from "../formula/formula.ts";
import { constantFunction, type ScalarFunction } from "../scalar-function.ts";
import { tableFunction } from "../table.ts";

/** What stands under a label: a number, or a property that may also be a formula or a table. */
type Kind = "number" | "function";

/** A label of BPX, and whether it may be left out. */
export interface Label<K extends Kind = Kind> {
  readonly label: string;
  readonly kind: K;
  readonly optional?: true;
}

const number = <const L extends string>(label: L) => ({ label, kind: "number" }) as const;
const optional = <const L extends string>(label: L) => ({ label, kind: "number", optional: true }) as const;
const property = <const L extends string>(label: L) => ({ label, kind: "function" }) as const;

/** Labels as BPX 1.1 has them, and those that older versions had in other places. */
export const cellLabels = {
  electrodeArea: number("Electrode area [m2]"),
  numberOfElectrodePairs: number("Number of electrode pairs connected in parallel to make a cell"),
  numberOfCellsInSeries: optional("Number of cells connected in series to make a battery"),
  lowerVoltageCutOff: number("Lower voltage cut-off [V]"),
  upperVoltageCutOff: number("Upper voltage cut-off [V]"),
  nominalCapacity: number("Nominal cell capacity [A.h]"),
  referenceTemperature: optional("Reference temperature [K]"),
  ambientTemperature: optional("Ambient temperature [K]"),
  initialTemperature: optional("Initial temperature [K]"),
  density: optional("Density [kg.m-3]"),
  specificHeatCapacity: optional("Specific heat capacity [J.K-1.kg-1]"),
  thermalConductivity: optional("Thermal conductivity [W.m-1.K-1]"),
  externalSurfaceArea: optional("External surface area [m2]"),
  volume: optional("Volume [m3]"),
} as const;

export const electrolyteLabels = {
  initialConcentration: optional("Initial concentration [mol.m-3]"),
  cationTransferenceNumber: number("Cation transference number"),
  conductivity: property("Conductivity [S.m-1]"),
  conductivityActivationEnergy: optional("Conductivity activation energy [J.mol-1]"),
  diffusivity: property("Diffusivity [m2.s-1]"),
  diffusivityActivationEnergy: optional("Diffusivity activation energy [J.mol-1]"),
} as const;

export const separatorLabels = { thickness: number("Thickness [m]"), porosity: number("Porosity"), transportEfficiency: number("Transport efficiency") } as const;

/** Of an electrode for single-particle models, which know nothing of the electrolyte. */
export const particleLabels = {
  thickness: number("Thickness [m]"),
  particleRadius: number("Particle radius [m]"),
  surfaceAreaPerUnitVolume: number("Surface area per unit volume [m-1]"),
  maximumConcentration: number("Maximum concentration [mol.m-3]"),
  minimumStoichiometry: number("Minimum stoichiometry"),
  maximumStoichiometry: number("Maximum stoichiometry"),
  diffusivity: property("Diffusivity [m2.s-1]"),
  diffusivityActivationEnergy: optional("Diffusivity activation energy [J.mol-1]"),
  ocp: property("OCP [V]"),
  ocpDelithiation: { ...property("OCP (delithiation) [V]"), optional: true },
  ocpLithiation: { ...property("OCP (lithiation) [V]"), optional: true },
  hysteresisDecayConstant: optional("OCP hysteresis decay constant"),
  entropicChangeCoefficient: { ...property("Entropic change coefficient [V.K-1]"), optional: true },
  reactionRateConstant: number("Reaction rate constant [mol.m-2.s-1]"),
  reactionRateConstantActivationEnergy: optional("Reaction rate constant activation energy [J.mol-1]"),
} as const;

export const electrodeLabels = { ...particleLabels, porosity: number("Porosity"), transportEfficiency: number("Transport efficiency"), conductivity: number("Conductivity [S.m-1]") } as const;

export const initialLabels = {
  soc: optional("Initial state-of-charge"),
  temperature: optional("Initial temperature [K]"),
  electrolyteConcentration: optional("Initial electrolyte concentration [mol.m-3]"),
} as const;

export const surroundingsLabels = { ambientTemperature: optional("Ambient temperature [K]"), heatTransferCoefficient: optional("Heat transfer coefficient [W.m-2.K-1]") } as const;

/** Values by the names of a table of labels. */
type ValueOf<L extends Label> = (L["kind"] extends "number" ? number : ScalarFunction) | (L extends { readonly optional: true } ? undefined : never);
export type ValuesOf<T extends Readonly<Record<string, Label>>> = { readonly [K in keyof T]: ValueOf<T[K]> };

export const wrong = (where: string, what: string, expected?: string, next?: string): InputError =>
  new InputError("document-invalid", { where, what, ...(expected ? { expected } : {}), ...(next ? { next } : {}) });

/** The object under a key. @throws InputError where it is missing or no object. */
export function section(parent: JsonDocument, key: string, where: string): JsonDocument {
  const value = parent[key];
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as JsonDocument;
  throw wrong(where, value === undefined ? `"${key}" is missing` : `"${key}" is ${show(value)}`, "an object { ... }");
}

/** @throws InputError for a key that is not known, with the closest. */
export function refuseUnknown(given: JsonDocument, known: readonly string[], where: string): void {
  const unknown = Object.keys(given).find((key) => !known.includes(key));
  if (unknown === undefined) return;
  const near = closest(unknown, known);
  throw wrong(where, `there is no "${unknown}" in BPX here`, known.length > 0 ? `one of ${known.map((key) => `"${key}"`).join(", ")}` : undefined, near && `Did you mean "${near}"?`);
}

/** Reads a section by its labels. @param others Keys that are looked at elsewhere. @throws InputError naming section and label. */
export function readLabels<const T extends Readonly<Record<string, Label>>>(given: JsonDocument, labels: T, where: string, others: readonly string[] = []): ValuesOf<T> {
  refuseUnknown(given, [...Object.values(labels).map(({ label }) => label), ...others], where);
  const missing = Object.values(labels).filter(({ label, optional }) => !optional && (given[label] === undefined || given[label] === null));
  if (missing.length > 0) throw wrong(where, `${missing.map(({ label }) => `"${label}"`).join(", ")} ${missing.length === 1 ? "is" : "are"} missing`);
  return Object.fromEntries(Object.entries(labels).map(([name, { label, kind }]) => {
    const value = given[label];
    if (value === undefined || value === null) return [name, undefined];
    return [name, kind === "number" ? asNumber(value, where, label) : asFunction(value, where, label)];
  })) as unknown as ValuesOf<T>;
}

function asNumber(value: unknown, where: string, label: string): number {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw wrong(`${where}, ${label}`, `it is ${show(value)}`, "a number");
}

/** A number, a formula in x, or a table. */
export function asFunction(value: unknown, where: string, label: string): ScalarFunction {
  const place = `${where}, ${label}`;
  try {
    if (typeof value === "number" && Number.isFinite(value)) return constantFunction(value);
    if (typeof value === "string") return formula(value);
    if (typeof value === "object" && value !== null && "x" in value && "y" in value) return tableFunction(asNumbers(value.x, place, "x"), asNumbers(value.y, place, "y"));
  } catch (error) {
    throw error instanceof InputError ? error.within(place) : error;
  }
  throw wrong(place, `it is ${show(value)}`, "a number, a formula in x, or a table { x, y }");
}

export function asNumbers(value: unknown, where: string, label: string): readonly number[] {
  if (Array.isArray(value) && value.every((item) => typeof item === "number")) return value;
  throw wrong(where, `${label} is ${show(value)}`, "a list of numbers");
}

function show(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "an object";
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
