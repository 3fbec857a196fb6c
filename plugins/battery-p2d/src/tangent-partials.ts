import type { CellNumbers, ElectrodeNumbers } from "./kernel-cell.ts";
import type { ElectrodeKernel, StepState } from "./state.ts";

/** Derivatives of the coefficients of one electrode's particles: of D/R², of 1/(F R), and of the logarithm of the exchange current density. */
export interface ParticlePartials {
  readonly rate: number;
  readonly flux: number;
  readonly exchange: number;
}

/** Derivatives of a cell's coefficients by one parameter. */
export interface Partials {
  /** The cell with the parameter changed a little, and that change. */
  readonly twin: StepState;
  readonly change: number;
  /** Whether the parameter reaches more than the coefficients here: the equations are then differenced between cell and twin. */
  readonly other: boolean;
  readonly negative: ParticlePartials;
  readonly positive: ParticlePartials;
  /** Of the logarithm of the conductivity's factor and of the diffusivity's factor in the electrolyte, and of the area. */
  readonly conductivity: number;
  readonly diffusivity: number;
  readonly area: number;
}

export function partialsOf(state: StepState, twin: StepState, change: number): Partials {
  const [here, there] = [others(state.numbers!), others(twin.numbers!)];
  const tables = state.tables!.conductivity !== twin.tables!.conductivity || state.tables!.diffusion !== twin.tables!.diffusion || state.negative.ocp !== twin.negative.ocp || state.positive.ocp !== twin.positive.ocp
    || (state.negative.warmth !== 0 && (state.negative.entropic !== twin.negative.entropic || state.positive.entropic !== twin.positive.entropic));
  return {
    twin,
    change,
    other: tables || twin.temperature !== state.temperature || here.some((value, i) => value !== there[i]),
    negative: ofParticles(state.negative, twin.negative, change),
    positive: ofParticles(state.positive, twin.positive, change),
    conductivity: (twin.conductivityFactor / state.conductivityFactor - 1) / change,
    diffusivity: (twin.diffusivityFactor - state.diffusivityFactor) / change,
    area: (twin.numbers!.area - state.numbers!.area) / change,
  };
}

const ofParticles = (here: ElectrodeKernel, there: ElectrodeKernel, change: number): ParticlePartials => ({
  rate: (there.rate - here.rate) / change,
  flux: (there.flux - here.flux) / change,
  exchange: (there.exchange / here.exchange - 1) / change,
});

/** Everything that the equations hold beside the coefficients whose derivatives are written out. */
const others = ({ negative, positive, separator, area, contactResistance, electrolyte }: CellNumbers): number[] => [
  ...ofElectrode(negative), ...ofElectrode(positive), separator.thickness, separator.porosity, separator.transport, area, contactResistance,
  electrolyte.initialConcentration, electrolyte.transferenceNumber, electrolyte.thermodynamicFactor,
];

const ofElectrode = ({ thickness, porosity, surfaceArea, radius, maximumConcentration, transport, conductivity }: ElectrodeNumbers): number[] => [thickness, porosity, surfaceArea, radius, maximumConcentration, transport, conductivity];
