import type { Cell, Electrode, Electrolyte } from "./cell.ts";
import { arrhenius, F } from "./constants.ts";

type Reference = Pick<Cell, "referenceTemperature">;

/** Factors by which temperature T (K) multiplies what a cell states at its reference temperature. */
export const conductivityFactor = ({ conductivityActivationEnergy, conductivityTemperatureExponent }: Electrolyte, T: number, { referenceTemperature }: Reference): number =>
  arrhenius(conductivityActivationEnergy, T, referenceTemperature) * (conductivityTemperatureExponent === 0 ? 1 : (T / referenceTemperature) ** conductivityTemperatureExponent);
export const diffusivityFactor = ({ diffusivityActivationEnergy }: Pick<Electrode, "diffusivityActivationEnergy">, T: number, { referenceTemperature }: Reference): number =>
  arrhenius(diffusivityActivationEnergy, T, referenceTemperature);
export const reactionRateFactor = ({ reactionRateConstantActivationEnergy }: Electrode, T: number, { referenceTemperature }: Reference): number =>
  arrhenius(reactionRateConstantActivationEnergy, T, referenceTemperature);

/** Exchange current density, A/m2, at electrolyte concentration ce (mol/m3), surface stoichiometry s and temperature T (K). */
export const exchangeCurrentDensity = (electrode: Electrode, cell: Pick<Cell, "electrolyte" | "referenceTemperature">, ce: number, s: number, T: number): number =>
  F * electrode.reactionRateConstant * reactionRateFactor(electrode, T, cell) * Math.sqrt((ce / cell.electrolyte.initialConcentration) * s * (1 - s));
