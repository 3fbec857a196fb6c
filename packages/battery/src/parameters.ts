import type { Quantities, Quantity } from "@inversa/core";

type Prefixed<P extends string, T> = { readonly [K in keyof T & string as `${P}${Capitalize<K>}`]: T[K] };

/** A table of quantities under longer names: `thickness` as `separatorThickness`. */
export function prefixed<const P extends string, const T extends Quantities>(prefix: P, symbol: string, table: T): Prefixed<P, T> {
  return Object.fromEntries(Object.entries(table).map(([name, quantity]) => [
    nameUnder(prefix, name),
    { ...quantity, about: `${quantity.about}, ${aboutOf[prefix] ?? prefix}`, ...(quantity.symbol ? { symbol: quantity.symbol.replace("#", symbol) } : {}) },
  ])) as unknown as Prefixed<P, T>;
}

/** `negativeElectrode`, `thickness`: `negativeElectrodeThickness`. */
export const nameUnder = (prefix: string, name: string): string => `${prefix}${name.charAt(0).toUpperCase()}${name.slice(1)}`;

const aboutOf: Readonly<Record<string, string>> = { negativeElectrode: "negative electrode", positiveElectrode: "positive electrode", separator: "separator", electrolyte: "electrolyte" };

/** All are held by the cell unless given. */
const held = { optional: true } as const;
const logarithmic = { ...held, scale: "log" } as const;
const activationEnergy = (symbol: string, of: string) => ({ ...held, unit: "J/mol", symbol, bounds: [0, 300_000], plausible: [0, 80_000], about: `activation energy of the ${of}` }) as const satisfies Quantity;
const factor = (of: string) => ({ ...logarithmic, unit: "1", bounds: [1e-4, 1e4], plausible: [1 / 3, 3], about: `factor on the ${of}, whatever it depends on` }) as const satisfies Quantity;

/** Of electrodes and separator. */
const layer = {
  thickness: { ...held, unit: "m", symbol: "L_#", bounds: [1e-7, 1e-2], plausible: [1e-5, 2e-4], about: "thickness" },
  porosity: { ...held, unit: "1", symbol: "ε_#", bounds: [0.01, 1], plausible: [0.2, 0.5], about: "volume fraction of electrolyte; the transport efficiency goes with it (same Bruggeman exponent) unless given" },
  transportEfficiency: { ...logarithmic, unit: "1", symbol: "B_#", bounds: [1e-4, 1], plausible: [0.05, 0.5], about: "effective over bulk transport in the electrolyte (inverse MacMullin number)" },
} as const satisfies Quantities;

const electrode = {
  ...layer,
  conductivity: { ...logarithmic, unit: "S/m", symbol: "σ_#", bounds: [1e-5, 1e6], plausible: [0.05, 500], about: "effective electronic conductivity" },
  particleRadius: { ...logarithmic, unit: "m", symbol: "R_#", bounds: [1e-9, 1e-3], plausible: [1e-6, 2e-5], about: "particle radius; the active volume fraction stays unless given" },
  activeVolumeFraction: { ...held, unit: "1", symbol: "ε_{s#}", bounds: [0.01, 0.99], plausible: [0.3, 0.8], about: "volume fraction of active material" },
  surfaceAreaPerUnitVolume: { ...logarithmic, unit: "1/m", symbol: "a_#", bounds: [1e2, 1e10], plausible: [1e5, 2e6], about: "surface of the particles per volume; another way to give the active volume fraction, a R / 3" },
  maximumConcentration: { ...held, unit: "mol/m3", symbol: "c_{#max}", bounds: [1e3, 2e5], plausible: [2e4, 7e4], about: "lithium concentration at stoichiometry 1" },
  minimumStoichiometry: { ...held, unit: "1", symbol: "s_{#min}", bounds: [0, 1], plausible: [0.001, 0.4], about: "lower end of the usable stoichiometry" },
  maximumStoichiometry: { ...held, unit: "1", symbol: "s_{#max}", bounds: [0, 1], plausible: [0.7, 0.999], about: "upper end of the usable stoichiometry" },
  diffusivity: { ...logarithmic, unit: "m2/s", symbol: "D_#", bounds: [1e-20, 1e-7], plausible: [1e-16, 1e-12], about: "diffusivity in the particles in the middle of the usable stoichiometries; one that depends on the stoichiometry keeps its shape" },
  diffusivityFactor: factor("diffusivity in the particles"),
  diffusivityActivationEnergy: activationEnergy("E_{D#}", "diffusivity in the particles"),
  reactionRateConstant: { ...logarithmic, unit: "mol/(m2.s)", symbol: "k_#", bounds: [1e-14, 1], plausible: [1e-7, 1e-3], about: "K of the exchange current F K sqrt(c_e/c_e0) sqrt(s (1 - s))" },
  reactionRateConstantActivationEnergy: activationEnergy("E_{k#}", "reaction rate"),
  entropicChangeCoefficient: { ...held, unit: "V/K", symbol: "U'_#", bounds: [-1e-2, 1e-2], plausible: [-5e-4, 5e-4], about: "dU/dT, the same at every stoichiometry" },
} as const satisfies Quantities;

const electrolyte = {
  initialConcentration: { ...held, unit: "mol/m3", symbol: "c_{e0}", bounds: [1, 5000], plausible: [800, 1500], about: "salt concentration at rest" },
  cationTransferenceNumber: { ...held, unit: "1", symbol: "t_+", bounds: [-0.5, 0.99], plausible: [0.2, 0.5], about: "transference number of lithium" },
  thermodynamicFactor: { ...held, unit: "1", symbol: "χ", bounds: [0.01, 20], plausible: [0.5, 4], about: "1 + d ln f / d ln c" },
  conductivity: { ...logarithmic, unit: "S/m", symbol: "κ", bounds: [1e-5, 1e3], plausible: [0.1, 2], about: "ionic conductivity at the concentration at rest; its dependence on the concentration keeps its shape" },
  conductivityFactor: factor("ionic conductivity"),
  conductivityActivationEnergy: activationEnergy("E_κ", "ionic conductivity"),
  diffusivity: { ...logarithmic, unit: "m2/s", symbol: "D_e", bounds: [1e-14, 1e-6], plausible: [5e-11, 1e-9], about: "salt diffusivity at the concentration at rest; its dependence on the concentration keeps its shape" },
  diffusivityFactor: factor("salt diffusivity"),
  diffusivityActivationEnergy: activationEnergy("E_{De}", "salt diffusivity"),
} as const satisfies Quantities;

const cell = {
  electrodeArea: { ...logarithmic, unit: "m2", symbol: "A", bounds: [1e-6, 1e3], plausible: [1e-3, 1], about: "area of one electrode pair" },
  contactResistance: { ...held, unit: "Ohm", symbol: "R_0", bounds: [0, 100], plausible: [0, 0.05], about: "resistance in series with the cell" },
  density: { ...held, unit: "kg/m3", symbol: "ρ", bounds: [10, 2e4], plausible: [1500, 3500], about: "density of the cell" },
  specificHeatCapacity: { ...held, unit: "J/(kg.K)", symbol: "c_p", bounds: [10, 1e4], plausible: [700, 1300], about: "specific heat capacity of the cell" },
  volume: { ...logarithmic, unit: "m3", symbol: "V_c", bounds: [1e-12, 10], plausible: [1e-6, 1e-3], about: "volume of the cell that is heated" },
  externalSurfaceArea: { ...logarithmic, unit: "m2", symbol: "A_c", bounds: [1e-8, 100], plausible: [1e-3, 0.1], about: "surface that is cooled" },
  heatTransferCoefficient: { ...logarithmic, unit: "W/(m2.K)", symbol: "h", bounds: [1e-3, 1e5], plausible: [2, 100], about: "heat transfer to the surroundings" },
} as const satisfies Quantities;

/**
 * Every scalar of a cell as a parameter that models declare and studies may estimate: BPX's labels in camel case, SI. All are optional: the cell holds them unless given.
 */
export const cellParameters = {
  ...prefixed("negativeElectrode", "n", electrode),
  ...prefixed("separator", "s", layer),
  ...prefixed("positiveElectrode", "p", electrode),
  ...prefixed("electrolyte", "e", electrolyte),
  ...cell,
};

export type CellParameters = typeof cellParameters;
/** Values of some of a cell's parameters. */
export type GivenCellParameters = { readonly [K in keyof CellParameters]?: number | undefined };

/** Named choices of what to estimate of a cell. */
export const cellPresets = {
  "six-parameters": {
    parameters: ["negativeElectrodeDiffusivity", "positiveElectrodeDiffusivity", "negativeElectrodeReactionRateConstant", "positiveElectrodeReactionRateConstant", "electrolyteConductivityFactor", "electrolyteDiffusivityFactor"],
    about: "What the literature estimates from short windows of current: two solid diffusivities, two rate constants, transport in the electrolyte.",
  },
  "measured-cell": {
    parameters: [
      "negativeElectrodeActiveVolumeFraction", "positiveElectrodeActiveVolumeFraction", "negativeElectrodeDiffusivity", "positiveElectrodeDiffusivity", "negativeElectrodeMaximumStoichiometry", "positiveElectrodeMinimumStoichiometry",
      "contactResistance",
    ],
    about: "What carries a literature cell over to one on the bench, from slow and faster discharges of a full cell: active material, where both electrodes stand when full, diffusion, resistance.",
  },
  transport: {
    parameters: ["negativeElectrodeDiffusivity", "positiveElectrodeDiffusivity", "electrolyteConductivityFactor", "electrolyteDiffusivityFactor"],
    about: "Diffusion in the particles and transport in the electrolyte.",
  },
} as const satisfies Readonly<Record<string, { readonly parameters: readonly (keyof CellParameters)[]; readonly about: string }>>;
