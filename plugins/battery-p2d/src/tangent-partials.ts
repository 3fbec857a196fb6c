import { R } from "@inversa/battery";
import type { CubicTable } from "./cubic-table.ts";
import type { CellNumbers, CellTables, ElectrodeNumbers } from "./kernel-cell.ts";
import { StepState, type ElectrodeKernel } from "./state.ts";

/** Derivatives of the coefficients of one electrode's particles by each parameter: of D/R², of 1/(F R), and of the logarithm of the exchange current density. */
export interface ParticlePartials {
  readonly rate: Float64Array;
  readonly flux: Float64Array;
  readonly exchange: Float64Array;
}

/** A cell's scalars and functions as derivatives compare them. */
interface Loaded {
  readonly numbers: CellNumbers;
  readonly tables: CellTables;
}

/** Derivatives of a cell's coefficients by each of some parameters. */
export class Partials {
  readonly count: number;
  /** The cells with one parameter changed a little each, and these changes. */
  readonly twins: readonly StepState[];
  changes: readonly number[] = [];
  /** Parameters that reach more than the coefficients here: the equations are then differenced between cell and twin, and of the coefficients only those of the particles stand here. */
  others: readonly number[] = [];
  readonly negative: ParticlePartials;
  readonly positive: ParticlePartials;
  /** Of the logarithm of the conductivity's factor and of the diffusivity's factor in the electrolyte, of the area, and of 1/C and hS/C of the cell's heat. */
  readonly conductivity: Float64Array;
  readonly diffusivity: Float64Array;
  readonly area: Float64Array;
  readonly capacity: Float64Array;
  readonly cooling: Float64Array;
  /** Whether any parameter changes the area. */
  areal = false;

  constructor({ mesh }: StepState, count: number) {
    this.count = count;
    this.twins = Array.from({ length: count }, () => new StepState(mesh));
    const array = (): Float64Array => new Float64Array(count);
    [this.negative, this.positive] = [{ rate: array(), flux: array(), exchange: array() }, { rate: array(), flux: array(), exchange: array() }];
    [this.conductivity, this.diffusivity, this.area, this.capacity, this.cooling] = [array(), array(), array(), array(), array()];
  }

  /** Takes the twins of a cell. */
  load(state: StepState, twins: readonly Loaded[], changes: readonly number[]): void {
    this.changes = changes;
    const thermal = state.numbers!.thermal;
    this.others = [...twins.keys()].filter((k) => {
      const { numbers, tables } = twins[k]!;
      this.twins[k]!.load(numbers, tables);
      this.area[k] = (numbers.area - state.numbers!.area) / changes[k]!;
      this.capacity[k] = (1 / numbers.thermal.heatCapacity - 1 / thermal.heatCapacity) / changes[k]!;
      this.cooling[k] = (numbers.thermal.cooling / numbers.thermal.heatCapacity - thermal.cooling / thermal.heatCapacity) / changes[k]!;
      return !sameTables(state.tables!, tables) || reachesFurther(state.numbers!, numbers);
    });
    this.areal = this.area.some((by) => by !== 0);
  }

  /** Takes the temperature of the cell. @param temperature Its derivatives by the parameters: what depends on it depends on them. */
  warm(state: StepState, temperature: Float64Array): void {
    const { electrolyte, negative, positive } = state.numbers!;
    const t = state.temperature;
    const perActivation = 1 / (R * t * t);
    const conductivity = electrolyte.conductivityActivation * perActivation + electrolyte.conductivityExponent / t;
    const diffusivity = electrolyte.diffusivityActivation * perActivation * state.diffusivityFactor;
    for (let k = 0; k < this.count; k++) {
      const twin = this.twins[k]!;
      const change = this.changes[k]!;
      twin.warm(state.temperature);
      ofParticles(k, state.negative, twin.negative, change, this.negative);
      ofParticles(k, state.positive, twin.positive, change, this.positive);
      this.conductivity[k] = (twin.conductivityFactor / state.conductivityFactor - 1) / change;
      this.diffusivity[k] = (twin.diffusivityFactor - state.diffusivityFactor) / change;
    }
    for (const k of this.others) this.negative.exchange[k] = this.positive.exchange[k] = this.conductivity[k] = this.diffusivity[k] = 0;
    for (let k = 0; k < this.count; k++) {
      const by = temperature[k]!;
      if (by === 0) continue;
      this.conductivity[k]! += conductivity * by;
      this.diffusivity[k]! += diffusivity * by;
      addWarmth(k, this.negative, negative, state.negative.rate, perActivation * by);
      addWarmth(k, this.positive, positive, state.positive.rate, perActivation * by);
    }
  }

  of({ cell }: ElectrodeKernel): ParticlePartials {
    return cell === 0 ? this.negative : this.positive;
  }
}

function ofParticles(k: number, here: ElectrodeKernel, there: ElectrodeKernel, change: number, { rate, flux, exchange }: ParticlePartials): void {
  rate[k] = (there.rate - here.rate) / change;
  flux[k] = (there.flux - here.flux) / change;
  exchange[k] = (there.exchange / here.exchange - 1) / change;
}

function addWarmth(k: number, { rate, exchange }: ParticlePartials, { diffusivityActivation, exchangeActivation }: ElectrodeNumbers, present: number, factor: number): void {
  rate[k]! += present * diffusivityActivation * factor;
  exchange[k]! += exchangeActivation * factor;
}

const sameTables = (a: CellTables, b: CellTables): boolean =>
  a.conductivity === b.conductivity && a.diffusion === b.diffusion && (["negative", "positive"] as const).every((which) => a[which].openCircuit === b[which].openCircuit && sameEntropy(a[which].entropic, b[which].entropic));

/** Constants have a table of their own each time. */
const sameEntropy = (a: CubicTable | undefined, b: CubicTable | undefined): boolean => a === b || (a?.intervals === 1 && b?.intervals === 1 && a.coefficients[0] === b.coefficients[0]);

/** Whether two cells differ in more than the coefficients whose derivatives are written out. */
const reachesFurther = (a: CellNumbers, b: CellNumbers): boolean =>
  a.area !== b.area || a.contactResistance !== b.contactResistance || a.referenceTemperature !== b.referenceTemperature
  || differ(a.negative, b.negative, geometry) || differ(a.positive, b.positive, geometry) || differ(a.separator, b.separator, ["thickness", "porosity", "transport"])
  || differ(a.electrolyte, b.electrolyte, ["initialConcentration", "transferenceNumber", "thermodynamicFactor"]);

const geometry = ["thickness", "porosity", "surfaceArea", "radius", "maximumConcentration", "transport", "conductivity"] as const satisfies readonly (keyof ElectrodeNumbers)[];

const differ = <T>(a: T, b: T, keys: readonly (keyof T)[]): boolean => a !== b && keys.some((key) => a[key] !== b[key]);
