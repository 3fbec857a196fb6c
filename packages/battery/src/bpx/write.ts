import type { Cell, Electrode } from "../cell.ts";
import { surfaceAreaPerUnitVolume } from "../cell.ts";
import { R } from "../constants.ts";
import type { ScalarFunction } from "../scalar-function.ts";
import { cellLabels, electrodeLabels, electrolyteLabels, initialLabels, separatorLabels, surroundingsLabels, type Label } from "./sections.ts";

/** A BPX document and what got lost on the way. */
export interface BpxWriting {
  readonly document: Readonly<Record<string, unknown>>;
  readonly remarks: readonly string[];
}

/** Points of a table for a function that only code knows. */
const tablePoints = 201;

/** Writes a cell as BPX 1.1. Contact resistance and thermodynamic factor, which BPX has no place for, go under User-defined by PyBaMM's names. */
export function writeBpx(cell: Cell, header: { readonly title?: string; readonly description?: string; readonly references?: string } = {}): BpxWriting {
  const remarks: string[] = [];
  const { electrolyte, thermal } = cell;
  const exponent = electrolyte.conductivityTemperatureExponent;
  if (exponent !== 0) {
    remarks.push(`BPX knows the conductivity's activation energy only: the factor (T/Tref)^${exponent} is folded into it, which is right in value and slope at ${cell.referenceTemperature} K`);
  }
  const userDefined = {
    ...(cell.contactResistance === 0 ? {} : { "Contact resistance [Ohm]": cell.contactResistance }),
    ...(electrolyte.thermodynamicFactor === 1 ? {} : { "Thermodynamic factor": electrolyte.thermodynamicFactor }),
  };
  if (Object.keys(userDefined).length > 0) remarks.push(`BPX has no place for ${Object.keys(userDefined).map((key) => key.replace(/ \[.*/, "").toLowerCase()).join(" and ")}; written under User-defined, where PyBaMM finds it by name`);
  const document = {
    Header: { BPX: "1.1.0", Title: header.title ?? cell.name, Description: header.description ?? cell.about, References: header.references ?? cell.source, Model: "DFN" },
    Parameterisation: {
      Cell: labelled(cellLabels, {
        electrodeArea: cell.electrodeArea, numberOfElectrodePairs: cell.numberOfElectrodePairs, lowerVoltageCutOff: cell.lowerVoltageCutOff, upperVoltageCutOff: cell.upperVoltageCutOff, nominalCapacity: cell.nominalCapacity,
        referenceTemperature: cell.referenceTemperature, density: thermal?.density, specificHeatCapacity: thermal?.specificHeatCapacity, externalSurfaceArea: thermal?.externalSurfaceArea, volume: thermal?.volume,
      }),
      Electrolyte: labelled(electrolyteLabels, {
        cationTransferenceNumber: electrolyte.cationTransferenceNumber, conductivity: property(electrolyte.conductivity, 4 * electrolyte.initialConcentration, remarks, "conductivity of the electrolyte"),
        conductivityActivationEnergy: electrolyte.conductivityActivationEnergy + exponent * R * cell.referenceTemperature,
        diffusivity: property(electrolyte.diffusivity, 4 * electrolyte.initialConcentration, remarks, "diffusivity of the electrolyte"), diffusivityActivationEnergy: electrolyte.diffusivityActivationEnergy,
      }),
      "Negative electrode": electrode(cell.negativeElectrode, "negative", remarks),
      Separator: labelled(separatorLabels, { ...cell.separator }),
      "Positive electrode": electrode(cell.positiveElectrode, "positive", remarks),
      ...(Object.keys(userDefined).length > 0 ? { "User-defined": userDefined } : {}),
    },
    State: {
      "Initial conditions": labelled(initialLabels, { soc: cell.initialSoc ?? 1, temperature: cell.initialTemperature, electrolyteConcentration: electrolyte.initialConcentration }),
      "Thermal environment": labelled(surroundingsLabels, { ambientTemperature: cell.ambientTemperature, heatTransferCoefficient: thermal?.heatTransferCoefficient }),
    },
  };
  return { document, remarks };
}

function electrode(electrode: Electrode, which: string, remarks: string[]): Readonly<Record<string, unknown>> {
  const { ocp, diffusivity, entropicChangeCoefficient, activeVolumeFraction: _, ...numbers } = electrode;
  return labelled(electrodeLabels, {
    ...numbers,
    surfaceAreaPerUnitVolume: surfaceAreaPerUnitVolume(electrode),
    diffusivity: property(diffusivity, 1, remarks, `${which} diffusivity`),
    ocp: property(ocp, 1, remarks, `${which} potential`),
    entropicChangeCoefficient: property(entropicChangeCoefficient, 1, remarks, `${which} entropic coefficient`),
  });
}

const labelled = (labels: Readonly<Record<string, Label>>, values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(labels).flatMap(([name, { label }]) => (values[name] === undefined ? [] : [[label, values[name]]])));

/** As it can be written down; else its values at evenly spaced points. */
function property(f: ScalarFunction, to: number, remarks: string[], what: string): unknown {
  if (f.text !== undefined) return f.text;
  remarks.push(`the ${what} has no formula and is written as a table of ${tablePoints} points`);
  const x = Array.from({ length: tablePoints }, (_, i) => (i * to) / (tablePoints - 1));
  return { x, y: x.map((at) => f.value(at)) };
}
