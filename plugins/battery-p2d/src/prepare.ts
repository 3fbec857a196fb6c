import { surfaceAreaPerUnitVolume, totalElectrodeArea, F, type Cell, type Electrode, type Electrolyte, type ScalarFunction } from "@inversa/battery";
import { integral } from "@inversa/numerics";
import { CubicTable } from "./cubic-table.ts";
import type { CellNumbers, CellTables, ElectrodeNumbers, ElectrodeTables } from "./kernel-cell.ts";

/** Intervals of tables over the stoichiometry: cubic pieces then miss the sharpest published potentials (a tanh of width 0.006) by 1e-8 V. */
const stoichiometryIntervals = 2048;
/** Largest concentration (mol/m³) and intervals of tables over the electrolyte's concentration. Within the first interval the conductivity is made proportional to it. */
const [thickest, concentrationIntervals] = [6000, 1500];
const dilute = thickest / concentrationIntervals;
/** Share of its value at 1 mol/L below which a property of the electrolyte does not fall, whatever its formula says far outside of its measurements. */
const leastShare = 1e-3;

/** What the kernel computes with. */
export interface PreparedCell {
  readonly numbers: CellNumbers;
  readonly tables: CellTables;
}

/** Splits a cell into numbers, which estimators vary, and tables of its functions, which are made once for each function and shared. @param beside Another cell: the parts that both share are taken from it. */
export function prepare(cell: Cell, beside?: PreparedCell & { readonly cell: Cell }): PreparedCell {
  const { thermal } = cell;
  const electrode = (which: "negative" | "positive"): [ElectrodeNumbers, ElectrodeTables] => {
    const own = cell[`${which}Electrode`];
    return own === beside?.cell[`${which}Electrode`] ? [beside.numbers[which], beside.tables[which]] : electrodeOf(own);
  };
  const [negative, negativeTables] = electrode("negative");
  const [positive, positiveTables] = electrode("positive");
  const [electrolyte, functions] = cell.electrolyte === beside?.cell.electrolyte ? [beside.numbers.electrolyte, beside.tables] : electrolyteOf(cell.electrolyte);
  return {
    numbers: {
      negative,
      positive,
      separator: { thickness: cell.separator.thickness, porosity: cell.separator.porosity, transport: cell.separator.transportEfficiency },
      area: totalElectrodeArea(cell),
      contactResistance: cell.contactResistance,
      referenceTemperature: cell.referenceTemperature,
      electrolyte,
      thermal: thermal
        ? { heatCapacity: thermal.density * thermal.specificHeatCapacity * thermal.volume, cooling: thermal.heatTransferCoefficient * thermal.externalSurfaceArea }
        : { heatCapacity: Number.POSITIVE_INFINITY, cooling: 0 },
    },
    tables: { negative: negativeTables, positive: positiveTables, conductivity: functions.conductivity, diffusion: functions.diffusion },
  };
}

function electrolyteOf(electrolyte: Electrolyte): [CellNumbers["electrolyte"], Pick<CellTables, "conductivity" | "diffusion">] {
  const [conductivity, conductivityFactor] = baseOf(electrolyte.conductivity);
  const [diffusivity, diffusivityFactor] = baseOf(electrolyte.diffusivity);
  return [
    {
      initialConcentration: electrolyte.initialConcentration,
      transferenceNumber: electrolyte.cationTransferenceNumber,
      thermodynamicFactor: electrolyte.thermodynamicFactor,
      conductivity: conductivityFactor,
      conductivityActivation: electrolyte.conductivityActivationEnergy,
      conductivityExponent: electrolyte.conductivityTemperatureExponent,
      diffusivity: diffusivityFactor,
      diffusivityActivation: electrolyte.diffusivityActivationEnergy,
    },
    { conductivity: cached(conductivity, "value", overConcentration), diffusion: cached(diffusivity, "antiderivative", antiderivativeOverConcentration) },
  ];
}

function electrodeOf(electrode: Electrode): [ElectrodeNumbers, ElectrodeTables] {
  const [diffusivity, factor] = baseOf(electrode.diffusivity);
  const entropic = electrode.entropicChangeCoefficient;
  return [
    {
      thickness: electrode.thickness,
      porosity: electrode.porosity,
      surfaceArea: surfaceAreaPerUnitVolume(electrode),
      radius: electrode.particleRadius,
      maximumConcentration: electrode.maximumConcentration,
      transport: electrode.transportEfficiency,
      conductivity: electrode.conductivity,
      exchangeCurrent: F * electrode.reactionRateConstant,
      exchangeActivation: electrode.reactionRateConstantActivationEnergy,
      diffusivity: diffusivity.constant === undefined ? factor : factor * diffusivity.constant,
      diffusivityActivation: electrode.diffusivityActivationEnergy,
    },
    {
      openCircuit: cached(electrode.ocp, "value", overStoichiometry),
      ...(entropic.constant === 0 ? {} : { entropic: entropic.constant === undefined ? cached(entropic, "value", overStoichiometry) : new CubicTable(() => entropic.constant!, () => 0, 0, 1, 1) }),
      ...(diffusivity.constant === undefined ? { diffusion: cached(diffusivity, "antiderivative", antiderivativeOverStoichiometry) } : {}),
    },
  ];
}

/** The function that others are multiples of, and the factor. */
const baseOf = (f: ScalarFunction): [ScalarFunction, number] => (f.scaledFrom ? [f.scaledFrom.base, f.scaledFrom.factor] : [f, 1]);

const tables = new WeakMap<ScalarFunction, { value?: CubicTable; antiderivative?: CubicTable }>();

function cached(f: ScalarFunction, kind: "value" | "antiderivative", make: (f: ScalarFunction) => CubicTable): CubicTable {
  let known = tables.get(f);
  if (!known) tables.set(f, (known = {}));
  return (known[kind] ??= make(f));
}

const overStoichiometry = (f: ScalarFunction): CubicTable => new CubicTable((x) => f.value(x), (x) => f.derivative(x), 0, 1, stoichiometryIntervals);

function overConcentration(f: ScalarFunction): CubicTable {
  const least = leastShare * f.value(1000);
  const value = (c: number): number => Math.max(f.value(c), least);
  const perConcentration = value(dilute) / dilute;
  return new CubicTable((c) => (c < dilute / 2 ? 0 : value(c)), (c) => (c < 1.5 * dilute ? perConcentration : f.value(c) > least ? f.derivative(c) : 0), 0, thickest, concentrationIntervals);
}

// A diffusivity that is stated through the conductivity grows without bound towards pure solvent.
const antiderivativeOverConcentration = (f: ScalarFunction): CubicTable => {
  const least = leastShare * f.value(1000);
  return antiderivative((c) => Math.max(f.value(Math.max(c, dilute)), least), 0, thickest, concentrationIntervals);
};
const antiderivativeOverStoichiometry = (f: ScalarFunction): CubicTable => {
  const least = leastShare * f.value(0.5);
  return antiderivative((x) => Math.max(f.value(x), least), 0, 1, stoichiometryIntervals);
};

function antiderivative(value: (x: number) => number, low: number, high: number, intervals: number): CubicTable {
  const step = (high - low) / intervals;
  const sums = new Float64Array(intervals + 1);
  for (let i = 0; i < intervals; i++) sums[i + 1] = sums[i]! + integral(value, low + i * step, low + (i + 1) * step);
  return new CubicTable((x) => sums[Math.round((x - low) / step)]!, value, low, high, intervals);
}
