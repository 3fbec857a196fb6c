import type { Cell, Electrode, Electrolyte, Separator } from "./cell.ts";
import { nameUnder, type GivenCellParameters } from "./parameters.ts";
import { constantFunction, scaled, type ScalarFunction } from "./scalar-function.ts";

type Given = Readonly<Record<string, number | undefined>>;

/** Full names of the parameters of one part, made once. */
const under = <const N extends readonly string[]>(prefix: string, names: N): Readonly<Record<N[number], string>> =>
  Object.fromEntries(names.map((name) => [name, nameUnder(prefix, name)])) as Record<N[number], string>;
const electrodeFields = [
  "thickness", "porosity", "transportEfficiency", "conductivity", "particleRadius", "activeVolumeFraction", "surfaceAreaPerUnitVolume", "maximumConcentration", "minimumStoichiometry", "maximumStoichiometry",
  "diffusivity", "diffusivityFactor", "diffusivityActivationEnergy", "reactionRateConstant", "reactionRateConstantActivationEnergy", "entropicChangeCoefficient",
] as const;
const electrolyteFields = [
  "initialConcentration", "cationTransferenceNumber", "thermodynamicFactor", "conductivity", "conductivityFactor", "conductivityActivationEnergy", "diffusivity", "diffusivityFactor", "diffusivityActivationEnergy",
] as const;
const names = {
  negative: under("negativeElectrode", electrodeFields),
  positive: under("positiveElectrode", electrodeFields),
  separator: under("separator", ["thickness", "porosity", "transportEfficiency"]),
  electrolyte: under("electrolyte", electrolyteFields),
};

/**
 * The cell with some of its scalars replaced; what is not given stays. A parameter's meaning where others depend on it:
 * a porosity takes the transport efficiency with it (same Bruggeman exponent) unless that is given; a radius leaves the active volume fraction as it is, so the surface changes;
 * a surface per volume sets the active volume fraction; a diffusivity or conductivity scales what depends on stoichiometry or concentration to this value at its reference point
 * ({@link referencePoints}); a factor multiplies it.
 * @param beside A cell that has been made with parameters that differ in one only: parts that this one does not belong to are taken from it, as the same objects.
 */
export function applyParameters(cell: Cell, parameters: GivenCellParameters, beside?: { readonly applied: Cell; readonly name: string }): Cell {
  const p: Given = parameters;
  const part = <K extends "negativeElectrode" | "separator" | "positiveElectrode" | "electrolyte">(key: K, make: () => Cell[K]): Cell[K] => (beside && !beside.name.startsWith(key) ? beside.applied[key] : make());
  const density = p["density"] ?? cell.thermal?.density;
  const specificHeatCapacity = p["specificHeatCapacity"] ?? cell.thermal?.specificHeatCapacity;
  const volume = p["volume"] ?? cell.thermal?.volume;
  const externalSurfaceArea = p["externalSurfaceArea"] ?? cell.thermal?.externalSurfaceArea;
  const heatTransferCoefficient = p["heatTransferCoefficient"] ?? cell.thermal?.heatTransferCoefficient;
  const { thermal: _, ...rest } = cell;
  return {
    ...rest,
    electrodeArea: p["electrodeArea"] ?? cell.electrodeArea,
    contactResistance: p["contactResistance"] ?? cell.contactResistance,
    negativeElectrode: part("negativeElectrode", () => electrodeWith(cell.negativeElectrode, names.negative, p)),
    separator: part("separator", () => layerWith(cell.separator, names.separator, p)),
    positiveElectrode: part("positiveElectrode", () => electrodeWith(cell.positiveElectrode, names.positive, p)),
    electrolyte: part("electrolyte", () => electrolyteWith(cell.electrolyte, p)),
    ...(density === undefined || specificHeatCapacity === undefined || volume === undefined || externalSurfaceArea === undefined || heatTransferCoefficient === undefined
      ? {} : { thermal: { density, specificHeatCapacity, volume, externalSurfaceArea, heatTransferCoefficient } }),
  };
}

function layerWith(layer: Separator, name: Readonly<Record<"thickness" | "porosity" | "transportEfficiency", string>>, p: Given): Separator {
  const porosity = p[name.porosity];
  return {
    thickness: p[name.thickness] ?? layer.thickness,
    porosity: porosity ?? layer.porosity,
    transportEfficiency: p[name.transportEfficiency] ?? (porosity === undefined ? layer.transportEfficiency : porosity ** bruggemanExponent(layer)),
  };
}

/** b of transport efficiency = porosity^b; Bruggeman's own 1.5 where nothing but electrolyte is there. */
export const bruggemanExponent = ({ porosity, transportEfficiency }: Separator): number => (porosity < 1 && transportEfficiency > 0 ? Math.log(transportEfficiency) / Math.log(porosity) : 1.5);

function electrodeWith(electrode: Electrode, name: typeof names.negative, p: Given): Electrode {
  const particleRadius = p[name.particleRadius] ?? electrode.particleRadius;
  const surface = p[name.surfaceAreaPerUnitVolume];
  const entropic = p[name.entropicChangeCoefficient];
  return {
    ...layerWith(electrode, name, p),
    conductivity: p[name.conductivity] ?? electrode.conductivity,
    particleRadius,
    activeVolumeFraction: p[name.activeVolumeFraction] ?? (surface === undefined ? electrode.activeVolumeFraction : (surface * particleRadius) / 3),
    maximumConcentration: p[name.maximumConcentration] ?? electrode.maximumConcentration,
    minimumStoichiometry: p[name.minimumStoichiometry] ?? electrode.minimumStoichiometry,
    maximumStoichiometry: p[name.maximumStoichiometry] ?? electrode.maximumStoichiometry,
    diffusivity: scaled(valued(electrode.diffusivity, middleOf(electrode), p[name.diffusivity]), p[name.diffusivityFactor] ?? 1),
    diffusivityActivationEnergy: p[name.diffusivityActivationEnergy] ?? electrode.diffusivityActivationEnergy,
    reactionRateConstant: p[name.reactionRateConstant] ?? electrode.reactionRateConstant,
    reactionRateConstantActivationEnergy: p[name.reactionRateConstantActivationEnergy] ?? electrode.reactionRateConstantActivationEnergy,
    ocp: electrode.ocp,
    entropicChangeCoefficient: entropic === undefined ? electrode.entropicChangeCoefficient : constantFunction(entropic),
  };
}

function electrolyteWith(electrolyte: Electrolyte, p: Given): Electrolyte {
  const name = names.electrolyte;
  const at = electrolyte.initialConcentration;
  return {
    initialConcentration: p[name.initialConcentration] ?? at,
    cationTransferenceNumber: p[name.cationTransferenceNumber] ?? electrolyte.cationTransferenceNumber,
    thermodynamicFactor: p[name.thermodynamicFactor] ?? electrolyte.thermodynamicFactor,
    conductivity: scaled(valued(electrolyte.conductivity, at, p[name.conductivity]), p[name.conductivityFactor] ?? 1),
    conductivityActivationEnergy: p[name.conductivityActivationEnergy] ?? electrolyte.conductivityActivationEnergy,
    conductivityTemperatureExponent: electrolyte.conductivityTemperatureExponent,
    diffusivity: scaled(valued(electrolyte.diffusivity, at, p[name.diffusivity]), p[name.diffusivityFactor] ?? 1),
    diffusivityActivationEnergy: p[name.diffusivityActivationEnergy] ?? electrolyte.diffusivityActivationEnergy,
  };
}

/** A function that keeps its shape and has this value there. */
const valued = (f: ScalarFunction, at: number, value: number | undefined): ScalarFunction => (value === undefined ? f : scaled(f, value / f.value(at)));

/** Middle of the usable stoichiometries of the cell as described, whatever limits are estimated beside it. */
const middleOf = ({ minimumStoichiometry, maximumStoichiometry }: Electrode): number => (minimumStoichiometry + maximumStoichiometry) / 2;

/** Where a single number stands for a function: stoichiometries of the two diffusivities, concentration of the electrolyte's properties. */
export const referencePoints = ({ negativeElectrode, positiveElectrode, electrolyte }: Cell): { readonly negative: number; readonly positive: number; readonly electrolyte: number } =>
  ({ negative: middleOf(negativeElectrode), positive: middleOf(positiveElectrode), electrolyte: electrolyte.initialConcentration });

/** Why parameters contradict each other, or undefined. */
export function invalidParameters(parameters: GivenCellParameters): string | undefined {
  const p: Given = parameters;
  for (const which of ["negative", "positive"] as const) {
    const { porosity, activeVolumeFraction, surfaceAreaPerUnitVolume, minimumStoichiometry, maximumStoichiometry } = names[which];
    const [pores, active, surface, least, most] = [porosity, activeVolumeFraction, surfaceAreaPerUnitVolume, minimumStoichiometry, maximumStoichiometry].map((name) => p[name]);
    if (active !== undefined && surface !== undefined) return `${activeVolumeFraction} and ${surfaceAreaPerUnitVolume} say the same thing in two ways; give one of them`;
    if (pores !== undefined && active !== undefined && pores + active > 1) return `${porosity} and ${activeVolumeFraction} add up to ${pores + active}, more than the electrode`;
    if (least !== undefined && most !== undefined && least >= most) return `${minimumStoichiometry} (${least}) is not below ${maximumStoichiometry} (${most})`;
  }
  return undefined;
}

/** Why a cell is impossible, or undefined: what {@link invalidParameters} cannot know, because the cell holds part of it. */
export function impossible({ negativeElectrode, positiveElectrode }: Cell): string | undefined {
  for (const [which, { porosity, activeVolumeFraction, minimumStoichiometry, maximumStoichiometry }] of [["negative", negativeElectrode], ["positive", positiveElectrode]] as const) {
    if (porosity + activeVolumeFraction > 1 + 1e-9) return `pores (${porosity}) and active material (${activeVolumeFraction}) of the ${which} electrode add up to more than its volume`;
    if (minimumStoichiometry >= maximumStoichiometry) return `the stoichiometry limits of the ${which} electrode are empty: ${minimumStoichiometry} to ${maximumStoichiometry}`;
  }
  return undefined;
}
