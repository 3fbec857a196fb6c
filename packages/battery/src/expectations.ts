import type { Expectation } from "@inversa/core";
import { referencePoints } from "./apply-parameters.ts";
import { surfaceAreaPerUnitVolume, type Cell, type Electrode, type Separator } from "./cell.ts";
import { nameUnder, type CellParameters } from "./parameters.ts";

/** A range in numbers that a person writes. */
const between = (low: number, high: number): readonly [number, number] => [Number(low.toPrecision(3)), Number(high.toPrecision(3))];
/** A range around a positive number: divided and multiplied by the factor. */
const about = (value: number, factor: number): Expectation => (value > 0 ? { value, plausible: between(value / factor, value * factor) } : { value });
/** A range around any number. */
const near = (value: number, by: number): Expectation => ({ value, plausible: between(value - by, value + by) });

/**
 * What a cell says of each of its parameters: the value that it holds and a range around it in which a cell of this kind may really lie. Transport and kinetics are known
 * to an order of magnitude, volumes to some 20 %, thicknesses to some 10 %. Pores and active material each have the room that the other leaves.
 */
export function cellExpectations(cell: Cell): { readonly [K in keyof CellParameters]?: Expectation } {
  const { electrolyte: e, thermal } = cell;
  const at = referencePoints(cell);
  return {
    ...named("negativeElectrode", electrode(cell.negativeElectrode, at.negative)),
    ...named("separator", layer(cell.separator)),
    ...named("positiveElectrode", electrode(cell.positiveElectrode, at.positive)),
    ...named("electrolyte", {
      initialConcentration: about(e.initialConcentration, 1.2),
      cationTransferenceNumber: near(e.cationTransferenceNumber, 0.1),
      thermodynamicFactor: about(e.thermodynamicFactor, 2),
      conductivity: about(e.conductivity.value(at.electrolyte), 3),
      conductivityFactor: about(1, 3),
      conductivityActivationEnergy: energy(e.conductivityActivationEnergy),
      diffusivity: about(e.diffusivity.value(at.electrolyte), 3),
      diffusivityFactor: about(1, 3),
      diffusivityActivationEnergy: energy(e.diffusivityActivationEnergy),
    }),
    electrodeArea: about(cell.electrodeArea, 1.1),
    // Up to a fifth of a volt at the current that empties the cell in an hour.
    contactResistance: { value: cell.contactResistance, plausible: between(0, cell.contactResistance + 0.2 / cell.nominalCapacity) },
    ...(thermal ? {
      density: about(thermal.density, 1.3),
      specificHeatCapacity: about(thermal.specificHeatCapacity, 1.5),
      volume: about(thermal.volume, 1.3),
      externalSurfaceArea: about(thermal.externalSurfaceArea, 1.3),
      heatTransferCoefficient: about(thermal.heatTransferCoefficient, 5),
    } : {}),
  };
}

const named = (prefix: string, table: Readonly<Record<string, Expectation>>): Readonly<Record<string, Expectation>> =>
  Object.fromEntries(Object.entries(table).map(([name, expectation]) => [nameUnder(prefix, name), expectation]));

const energy = (value: number): Expectation => (value > 0 ? about(value, 2) : { value });

/** A range that ends where there is no room left: literature cells are often full to the last pore, and a draw beyond would be no cell. */
const within = ([low, high]: readonly [number, number], room: number): readonly [number, number] => (high <= room ? [low, high] : [low, Number(room.toPrecision(12))]);

const layer = ({ thickness, porosity, transportEfficiency }: Separator) => ({
  thickness: about(thickness, 1.1),
  porosity: { value: porosity, plausible: between(Math.max(0.05, 0.75 * porosity), Math.max(porosity, Math.min(0.95, 1.25 * porosity))) },
  transportEfficiency: about(transportEfficiency, 2),
}) as const;

function electrode(electrode: Electrode, at: number): Readonly<Record<string, Expectation>> {
  const { porosity, particleRadius, activeVolumeFraction, minimumStoichiometry, maximumStoichiometry, entropicChangeCoefficient } = electrode;
  const surface = surfaceAreaPerUnitVolume(electrode);
  const general = layer(electrode);
  const room = 1 - porosity;
  return {
    ...general,
    porosity: { value: porosity, plausible: within(general.porosity.plausible, 1 - activeVolumeFraction) },
    conductivity: about(electrode.conductivity, 10),
    particleRadius: about(electrode.particleRadius, 2),
    activeVolumeFraction: { value: activeVolumeFraction, plausible: within(between(0.8 * activeVolumeFraction, Math.min(1.2 * activeVolumeFraction, 0.99)), room) },
    surfaceAreaPerUnitVolume: { value: surface, plausible: within(between(surface / 1.2, 1.2 * surface), (3 * room) / particleRadius) },
    maximumConcentration: about(electrode.maximumConcentration, 1.1),
    minimumStoichiometry: { value: minimumStoichiometry, plausible: between(Math.max(0.001, minimumStoichiometry - 0.05), minimumStoichiometry + 0.05) },
    maximumStoichiometry: { value: maximumStoichiometry, plausible: between(maximumStoichiometry - 0.08, Math.min(0.999, maximumStoichiometry + 0.08)) },
    diffusivity: about(electrode.diffusivity.value(at), 10),
    diffusivityFactor: about(1, 10),
    diffusivityActivationEnergy: energy(electrode.diffusivityActivationEnergy),
    reactionRateConstant: about(electrode.reactionRateConstant, 10),
    reactionRateConstantActivationEnergy: energy(electrode.reactionRateConstantActivationEnergy),
    ...(entropicChangeCoefficient.constant === undefined ? {} : { entropicChangeCoefficient: near(entropicChangeCoefficient.constant, 3e-4) }),
  };
}
