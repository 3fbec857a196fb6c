import { chen2020, type GivenCellParameters } from "@inversa/battery";

/** A draw from a wide prior of Chen2020: diffusivities and rate constants a tenth to ten times, conductivity and diffusivity of the electrolyte a third to three times. */
export function widePriorSample(generator: { next(): number }): GivenCellParameters & Record<string, number> {
  const within = (factor: number): number => factor ** (2 * generator.next() - 1);
  return {
    negativeElectrodeDiffusivityFactor: within(10),
    positiveElectrodeDiffusivityFactor: within(10),
    negativeElectrodeReactionRateConstant: within(10) * chen2020.negativeElectrode.reactionRateConstant,
    positiveElectrodeReactionRateConstant: within(10) * chen2020.positiveElectrode.reactionRateConstant,
    electrolyteConductivityFactor: within(3),
    electrolyteDiffusivityFactor: within(3),
  };
}
