import type { CubicTable } from "./cubic-table.ts";

/** Scalars of one electrode, SI. */
export interface ElectrodeNumbers {
  readonly thickness: number;
  readonly porosity: number;
  /** Surface of the particles per volume of electrode, 1/m. */
  readonly surfaceArea: number;
  readonly radius: number;
  readonly maximumConcentration: number;
  /** Effective over bulk transport in the electrolyte, porosity^b. */
  readonly transport: number;
  /** Effective conductivity of the solid, S/m. */
  readonly conductivity: number;
  /** j0 = exchangeCurrent √(ce/ce0 · x (1 - x)) at the reference temperature, A/m². */
  readonly exchangeCurrent: number;
  readonly exchangeActivation: number;
  /** m²/s at the reference temperature; a factor on the slope of `diffusion` where there is one. */
  readonly diffusivity: number;
  readonly diffusivityActivation: number;
}

/** Scalars of a cell, SI: what a sensitivity can be taken with respect to. */
export interface CellNumbers {
  readonly negative: ElectrodeNumbers;
  readonly positive: ElectrodeNumbers;
  readonly separator: { readonly thickness: number; readonly porosity: number; readonly transport: number };
  /** Electrode area that carries the cell's current, m². */
  readonly area: number;
  readonly contactResistance: number;
  readonly referenceTemperature: number;
  readonly electrolyte: {
    readonly initialConcentration: number;
    readonly transferenceNumber: number;
    readonly thermodynamicFactor: number;
    /** Factors on the two functions of the concentration. */
    readonly conductivity: number;
    readonly conductivityActivation: number;
    /** Further factor (T/Tref)^exponent. */
    readonly conductivityExponent: number;
    readonly diffusivity: number;
    readonly diffusivityActivation: number;
  };
  readonly thermal: {
    /** J/K of the whole cell. */
    readonly heatCapacity: number;
    /** W/K to the surroundings. */
    readonly cooling: number;
  };
}

/** Functions of an electrode as tables over the stoichiometry. */
export interface ElectrodeTables {
  readonly openCircuit: CubicTable;
  /** dU/dT in V/K. */
  readonly entropic?: CubicTable;
  /** Antiderivative of the diffusivity over the stoichiometry, where it depends on that. */
  readonly diffusion?: CubicTable;
}

/** Functions of a cell as tables; shared by every solve that differs in numbers only. */
export interface CellTables {
  readonly negative: ElectrodeTables;
  readonly positive: ElectrodeTables;
  /** S/m over mol/m³. */
  readonly conductivity: CubicTable;
  /** Antiderivative of the diffusivity over the concentration (Kirchhoff transform); its slope is the diffusivity in m²/s. */
  readonly diffusion: CubicTable;
}

/** Where a cell starts: its scalars and functions, and its state, even everywhere (mol/m³ in the particles). */
export interface CellStart {
  readonly numbers: CellNumbers;
  readonly tables: CellTables;
  readonly negative: number;
  readonly positive: number;
  readonly temperature: number;
}
