import type { CellNumbers, ElectrodeNumbers } from "./kernel-cell.ts";
import type { ElectrodeKernel, StepState } from "./state.ts";

/** Derivatives of the coefficients of one electrode's particles by each parameter: of D/R², of 1/(F R), and of the logarithm of the exchange current density. */
export interface ParticlePartials {
  readonly rate: Float64Array;
  readonly flux: Float64Array;
  readonly exchange: Float64Array;
}

/** Derivatives of a cell's coefficients by each of some parameters. */
export class Partials {
  readonly count: number;
  /** The cells with one parameter changed a little each, and these changes. */
  twins: readonly StepState[] = [];
  changes: readonly number[] = [];
  /**
   * Parameters that reach more than the coefficients here: the equations are then differenced between cell and twin, and of the coefficients only those of the particles stand here.
   */
  others: readonly number[] = [];
  readonly negative: ParticlePartials;
  readonly positive: ParticlePartials;
  /** Of the logarithm of the conductivity's factor and of the diffusivity's factor in the electrolyte, and of the area. */
  readonly conductivity: Float64Array;
  readonly diffusivity: Float64Array;
  readonly area: Float64Array;
  /** Whether any parameter changes the area. */
  areal = false;

  constructor(count: number) {
    this.count = count;
    const array = (): Float64Array => new Float64Array(count);
    [this.negative, this.positive] = [{ rate: array(), flux: array(), exchange: array() }, { rate: array(), flux: array(), exchange: array() }];
    [this.conductivity, this.diffusivity, this.area] = [array(), array(), array()];
  }

  /** Takes the twins of a cell, at its temperature. */
  load(state: StepState, twins: readonly StepState[], changes: readonly number[]): void {
    [this.twins, this.changes] = [twins, changes];
    const here = others(state.numbers!);
    this.others = [...twins.keys()].filter((k) => {
      const twin = twins[k]!;
      const entropy = state.negative.warmth !== 0 && (state.negative.entropic !== twin.negative.entropic || state.positive.entropic !== twin.positive.entropic);
      const tables = state.tables!.conductivity !== twin.tables!.conductivity || state.tables!.diffusion !== twin.tables!.diffusion || state.negative.ocp !== twin.negative.ocp || state.positive.ocp !== twin.positive.ocp;
      return entropy || tables || twin.temperature !== state.temperature || others(twin.numbers!).some((value, i) => value !== here[i]);
    });
    for (const [k, twin] of twins.entries()) {
      const change = changes[k]!;
      ofParticles(k, state.negative, twin.negative, change, this.negative);
      ofParticles(k, state.positive, twin.positive, change, this.positive);
      this.conductivity[k] = (twin.conductivityFactor / state.conductivityFactor - 1) / change;
      this.diffusivity[k] = (twin.diffusivityFactor - state.diffusivityFactor) / change;
      this.area[k] = (twin.numbers!.area - state.numbers!.area) / change;
    }
    this.areal = this.area.some((by) => by !== 0);
    for (const k of this.others) this.negative.exchange[k] = this.positive.exchange[k] = this.conductivity[k] = this.diffusivity[k] = 0;
  }
}

function ofParticles(k: number, here: ElectrodeKernel, there: ElectrodeKernel, change: number, { rate, flux, exchange }: ParticlePartials): void {
  rate[k] = (there.rate - here.rate) / change;
  flux[k] = (there.flux - here.flux) / change;
  exchange[k] = (there.exchange / here.exchange - 1) / change;
}

/** Everything that the equations hold beside the coefficients whose derivatives are written out. */
const others = ({ negative, positive, separator, area, contactResistance, electrolyte }: CellNumbers): number[] => [
  ...ofElectrode(negative), ...ofElectrode(positive), separator.thickness, separator.porosity, separator.transport, area, contactResistance,
  electrolyte.initialConcentration, electrolyte.transferenceNumber, electrolyte.thermodynamicFactor,
];

const ofElectrode = ({ thickness, porosity, surfaceArea, radius, maximumConcentration, transport, conductivity }: ElectrodeNumbers): number[] => [thickness, porosity, surfaceArea, radius, maximumConcentration, transport, conductivity];
