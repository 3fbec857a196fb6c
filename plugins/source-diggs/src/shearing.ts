import type { Observation } from "@inversa/core";
import { readCurve, unreadable, type CurveReading, type KnownColumn } from "@inversa/tables";
import { measure } from "./measures.ts";
import type { DiggsSettings } from "./settings.ts";
import type { Start } from "./start.ts";
import { childrenOf } from "./tree.ts";

interface Increment { readonly line: number; readonly strain: number; readonly stress: number | undefined; readonly pore: number | undefined }

/**
 * The shearing increments of a trial as a curve, or strength and strain at failure as two points where there are none.
 * @returns What is missing, as a sentence.
 * @throws InputError as the shared reader of tables does.
 */
export async function shearingOf(start: Start, settings: DiggsSettings): Promise<CurveReading | string> {
  const { file, shear, trial, drained, protocol, conditions, porePressure } = start;
  const all = childrenOf(shear, "shearingIncrement").flatMap((property) => childrenOf(property, "ShearingIncrement"));
  const placed = all.flatMap((element): readonly Increment[] => {
    const strain = measure(file, element, "axialStrain", "1");
    return strain === undefined ? [] : [{ line: element.line, strain, stress: measure(file, element, "deviatorStress", "kPa"), pore: measure(file, element, "inducedPoreWaterPressure", "kPa") ?? excess(measure(file, element, "totalPoreWaterPressure", "kPa"), porePressure) }];
  });
  const stresses = placed.filter(({ stress }) => stress !== undefined).length;
  if (all.length > 0 && stresses < 2) {
    return "its increments as loads and deflections only (axialLoad, axialDeflection); Inversa does not correct areas, so ask for deviatorStress and axialStrain";
  }
  if (all.length === 0) return failureOnly(start, settings);
  const columns: readonly (KnownColumn & { readonly of: (increment: Increment) => number | undefined })[] = [
    { heading: "axialStrain", channel: "axialStrain", unit: "1", of: ({ strain }) => strain },
    { heading: "deviatorStress", channel: "deviatorStress", unit: "kPa", of: ({ stress }) => stress },
    ...(placed.some(({ pore }) => pore !== undefined) ? [{ heading: "poreWaterPressure", channel: "porePressure", unit: "kPa", of: ({ pore }: Increment) => pore }] : []),
  ];
  const { strainMeasure, sign, start: first, loops, restarts } = settings;
  const reading = await readCurve(
    { id: trial.id, protocol, columns, conditions, where: `${file}, shearing of "${trial.id}"`, rows: placed.map((increment) => ({ line: increment.line, cells: columns.map(({ of }) => of(increment) ?? "") })) },
    "diggs", { strainMeasure, sign, start: first, loops, restarts },
  );
  const missing = all.length - placed.length;
  return {
    ...reading,
    observation: drained ? withVolume(reading.observation, start, settings) : reading.observation,
    warnings: [...reading.warnings, ...(missing > 0 ? [`"${trial.id}": ${missing} of ${all.length} increments have no axialStrain and are left out`] : []), ...(drained ? [volumeWarning(trial.id)] : [])],
  };
}

/** Excess pore pressure counts from the start of shearing; without that, from the first reading, as the kind of test says. */
const excess = (total: number | undefined, start: number | undefined): number | undefined => (total === undefined ? undefined : total - (start ?? 0));

const volumeWarning = (id: string): string => `"${id}": DIGGS holds no volume change on the way to failure; volumetricStrain is known at failure at most`;

/** The volumetric strain at failure, at the reading nearest to the strain at failure. */
function withVolume(observation: Observation, { file, shear }: Start, { volumeSign, strainMeasure }: DiggsSettings): Observation {
  const stated = measure(file, shear, "volumetricStrainAtFailureDrainedOnly", "1");
  const failure = measure(file, shear, "axialStrainAtFailure", "1");
  const { axis } = observation.test;
  if (stated === undefined || failure === undefined || axis[0] !== 0) return observation;
  const at = axis.reduce((best, strain, i) => (Math.abs(strain - failure) < Math.abs(axis[best]! - failure) ? i : best), 0);
  // A reading that stands a quarter of the strain away is another state of the specimen.
  if (at === 0 || Math.abs(axis[at]! - failure) > 0.25 * failure) return observation;
  const signed = volumeSign === "contraction" ? stated : -stated;
  const volume = new Float64Array(axis.length).fill(Number.NaN);
  volume[0] = 0;
  volume[at] = strainMeasure === "engineering" ? 0 - Math.log1p(-signed) : signed;
  return { ...observation, responses: { ...observation.responses, volumetricStrain: volume } };
}

function failureOnly({ file, shear, trial, protocol, drained, conditions, porePressure }: Start, settings: DiggsSettings): CurveReading | string {
  const stress = measure(file, shear, "deviatorStressAtFailure", "kPa");
  const strain = measure(file, shear, "axialStrainAtFailure", "1");
  if (stress === undefined || strain === undefined) return `no shearing increments, and no ${stress === undefined ? "deviatorStressAtFailure" : "axialStrainAtFailure"}`;
  if (!(strain > 0)) throw unreadable(`${file}, line ${shear.line}, axialStrainAtFailure`, `the strain at failure is ${strain}`, "a positive strain");
  const pore = measure(file, shear, "inducedPorewaterPressureAtFailure", "kPa") ?? (porePressure === undefined ? undefined : excess(measure(file, shear, "totalPorewaterPressureAtFailure", "kPa"), porePressure));
  const natural = settings.strainMeasure === "engineering" ? 0 - Math.log1p(-strain) : strain;
  const responses = { deviatorStress: Float64Array.of((conditions["initialAxialStress"] ?? conditions["confiningPressure"]!) - conditions["confiningPressure"]!, stress), ...(drained || pore === undefined ? {} : { porePressure: Float64Array.of(0, pore) }) };
  const observation: Observation = { id: trial.id, test: { protocol: protocol.id, conditions, axis: Float64Array.of(0, natural) }, responses };
  return {
    observation: drained ? withVolume(observation, { file, shear, trial, protocol, drained, conditions, porePressure }, settings) : observation,
    inferred: [],
    warnings: [`"${trial.id}" is read as start and failure, since it states no shearing increments: it determines a strength and no stiffness; ask the laboratory for the readings`],
  };
}
