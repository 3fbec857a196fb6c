import type { ScalarFunction } from "./scalar-function.ts";

/**
 * A full cell for porous-electrode models, in SI units, in the words of BPX (Battery Parameter eXchange). Functions hold at the reference temperature;
 * an activation energy (J/mol) gives the factor exp(Ea/R (1/Tref - 1/T)).
 *
 * Equations in which these numbers have their meaning (x from the negative collector, current positive on discharge, j positive where lithium leaves a particle):
 *
 * - electrolyte flux and current carry `transportEfficiency` B: -B D_e grad c_e and -B kappa grad phi_e (B = porosity^1.5 is Bruggeman's);
 * - electron current -`conductivity` grad phi_s: an effective conductivity of the electrode, not of its material;
 * - j = 2 j0 sinh(F eta / 2RT), eta = phi_s - phi_e - U, j0 = F `reactionRateConstant` sqrt(c_e/c_e0) sqrt(s (1 - s)) at the surface stoichiometry s, c_e0 the electrolyte's `initialConcentration`;
 * - U = `ocp`(s) + (T - Tref) `entropicChangeCoefficient`(s).
 */
export interface Cell {
  /** For people: "Chen2020". */
  readonly name: string;
  readonly about: string;
  /** Where the numbers come from. */
  readonly source: string;
  /** Area of one electrode pair, m2. The cell's current spreads over this times the number of pairs. */
  readonly electrodeArea: number;
  readonly numberOfElectrodePairs: number;
  /** Cells in series in what is called the battery; voltages are of one cell. */
  readonly numberOfCellsInSeries: number;
  /** A h. */
  readonly nominalCapacity: number;
  /** V. */
  readonly lowerVoltageCutOff: number;
  /** V. */
  readonly upperVoltageCutOff: number;
  /** K, at which all functions hold. */
  readonly referenceTemperature: number;
  /** K, where a test says nothing else. */
  readonly ambientTemperature: number;
  /** K, where a test says nothing else. */
  readonly initialTemperature: number;
  /** State of charge at the start, where a test says nothing else; 1 where absent. */
  readonly initialSoc?: number;
  /** Ohm, in series with the cell. */
  readonly contactResistance: number;
  readonly negativeElectrode: Electrode;
  readonly separator: Separator;
  readonly positiveElectrode: Electrode;
  readonly electrolyte: Electrolyte;
  /** Absent where the source does not say enough for a heat balance. */
  readonly thermal?: Thermal;
}

export interface Separator {
  /** m. */
  readonly thickness: number;
  /** Volume fraction of electrolyte. */
  readonly porosity: number;
  /** Effective over bulk transport in the electrolyte; inverse MacMullin number. */
  readonly transportEfficiency: number;
}

export interface Electrode extends Separator {
  /** Effective electronic conductivity of the porous electrode, S/m. */
  readonly conductivity: number;
  /** m. */
  readonly particleRadius: number;
  /** Volume fraction of active material; the surface per volume is 3 activeVolumeFraction / particleRadius. */
  readonly activeVolumeFraction: number;
  /** mol/m3. */
  readonly maximumConcentration: number;
  /** Stoichiometries at the ends of the usable range: SOC 0 at the negative's minimum and the positive's maximum. */
  readonly minimumStoichiometry: number;
  readonly maximumStoichiometry: number;
  /** m2/s, of the stoichiometry. */
  readonly diffusivity: ScalarFunction;
  readonly diffusivityActivationEnergy: number;
  /** K of j0 = F K sqrt(c_e/c_e0) sqrt(s (1 - s)), mol/(m2 s). */
  readonly reactionRateConstant: number;
  readonly reactionRateConstantActivationEnergy: number;
  /** Open-circuit potential, V, of the stoichiometry. */
  readonly ocp: ScalarFunction;
  /** dU/dT, V/K, of the stoichiometry. */
  readonly entropicChangeCoefficient: ScalarFunction;
}

export interface Electrolyte {
  /** c_e0, mol/m3. */
  readonly initialConcentration: number;
  readonly cationTransferenceNumber: number;
  /** 1 + d ln f / d ln c. */
  readonly thermodynamicFactor: number;
  /** S/m, of the concentration. */
  readonly conductivity: ScalarFunction;
  readonly conductivityActivationEnergy: number;
  /** Further factor (T/Tref)^exponent of the conductivity, for sources that have one (Ecker et al. 2015: -1); usually 0. */
  readonly conductivityTemperatureExponent: number;
  /** m2/s, of the concentration. */
  readonly diffusivity: ScalarFunction;
  readonly diffusivityActivationEnergy: number;
}

/** One temperature for the whole cell: density cp volume dT/dt = heat - heatTransferCoefficient externalSurfaceArea (T - Tambient). */
export interface Thermal {
  /** kg/m3. */
  readonly density: number;
  /** J/(kg K). */
  readonly specificHeatCapacity: number;
  /** m3; as measured, not area times thickness. */
  readonly volume: number;
  /** m2. */
  readonly externalSurfaceArea: number;
  /** W/(m2 K). */
  readonly heatTransferCoefficient: number;
}

/** Area over which the cell's current spreads, m2. */
export const totalElectrodeArea = ({ electrodeArea, numberOfElectrodePairs }: Pick<Cell, "electrodeArea" | "numberOfElectrodePairs">): number => electrodeArea * numberOfElectrodePairs;

/** Surface of the particles per volume of electrode, 1/m. */
export const surfaceAreaPerUnitVolume = ({ activeVolumeFraction, particleRadius }: Pick<Electrode, "activeVolumeFraction" | "particleRadius">): number => (3 * activeVolumeFraction) / particleRadius;
