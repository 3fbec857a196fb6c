import type { Observation } from "@inversa/core";
import { readCurve, unreadable, type CurveReading, type KnownColumn } from "@inversa/tables";
import { measure } from "./measures.ts";
import type { DiggsSettings } from "./settings.ts";
import type { Start } from "./start.ts";
import { childrenOf, descend, type Element } from "./tree.ts";

/** Where a channel stands in an increment; the unit is that of the channel. */
interface Source { readonly channel: string; readonly element: string; readonly unit: string }

const strains: readonly Source[] = [{ channel: "axialStrain", element: "axialStrain", unit: "1" }, { channel: "axialDisplacement", element: "axialDeflection", unit: "mm" }];
const stresses: readonly Source[] = [{ channel: "deviatorStress", element: "deviatorStress", unit: "kPa" }, { channel: "axialLoad", element: "axialLoad", unit: "kN" }];

/**
 * The shearing increments of a trial as a curve, or strength and strain at failure as two points where there are none. Loads and deflections are made stresses and
 * strains by the dimensions of the specimen.
 * @returns What is missing, as a sentence.
 * @throws InputError as the shared reader of tables does.
 */
export async function shearingOf(start: Start, settings: DiggsSettings): Promise<CurveReading | string> {
  const { file, shear, trial, drained, protocol, conditions, dimensions, porePressure } = start;
  const increments = childrenOf(shear, "shearingIncrement").flatMap((property) => childrenOf(property, "ShearingIncrement"));
  if (increments.length === 0) return failureOnly(start, settings);
  const filled = ({ element }: Source): boolean => increments.filter((increment) => measureText(increment, element)).length >= 2;
  const [strain, stress] = [strains.find(filled), stresses.find(filled)];
  if (!strain || !stress) return `no ${strain ? "deviatorStress or axialLoad" : "axialStrain or axialDeflection"} in its increments`;
  const pore = (increment: Element): number | undefined => measure(file, increment, "inducedPoreWaterPressure", "kPa") ?? excess(measure(file, increment, "totalPoreWaterPressure", "kPa"), porePressure);
  const columns: readonly (KnownColumn & { readonly of: (increment: Element) => number | undefined })[] = [
    ...[strain, stress].map(({ channel, element, unit }) => ({ heading: element, channel, unit, of: (increment: Element) => measure(file, increment, element, unit) })),
    ...(increments.some((increment) => pore(increment) !== undefined) ? [{ heading: "poreWaterPressure", channel: "porePressure", unit: "kPa", of: pore }] : []),
  ];
  const { strainMeasure, sign, start: first, loops, restarts } = settings;
  const reading = await readCurve(
    { id: trial.id, protocol, columns, conditions: { ...conditions, ...dimensions }, where: `${file}, shearing of "${trial.id}"`, rows: increments.map((increment) => ({ line: increment.line, cells: columns.map(({ of }) => of(increment) ?? "") })) },
    "diggs", { strainMeasure, sign, start: first, loops, restarts },
  );
  return { ...reading, ...(drained ? { observation: withVolume(reading.observation, start, settings), warnings: [...reading.warnings, volumeWarning(trial.id)] } : {}) };
}

const measureText = (increment: Element, name: string): boolean => (descend(increment, name)?.text ?? "") !== "";

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

function failureOnly(start: Start, settings: DiggsSettings): CurveReading | string {
  const { file, shear, trial, protocol, drained, conditions, porePressure } = start;
  const stress = measure(file, shear, "deviatorStressAtFailure", "kPa");
  const strain = measure(file, shear, "axialStrainAtFailure", "1");
  if (stress === undefined || strain === undefined) return `no shearing increments, and no ${stress === undefined ? "deviatorStressAtFailure" : "axialStrainAtFailure"}`;
  if (!(strain > 0)) throw unreadable(`${file}, line ${shear.line}, axialStrainAtFailure`, `the strain at failure is ${strain}`, "a positive strain");
  const pore = measure(file, shear, "inducedPorewaterPressureAtFailure", "kPa") ?? (porePressure === undefined ? undefined : excess(measure(file, shear, "totalPorewaterPressureAtFailure", "kPa"), porePressure));
  const natural = settings.strainMeasure === "engineering" ? 0 - Math.log1p(-strain) : strain;
  const responses = { deviatorStress: Float64Array.of((conditions["initialAxialStress"] ?? conditions["confiningPressure"]!) - conditions["confiningPressure"]!, stress), ...(drained || pore === undefined ? {} : { porePressure: Float64Array.of(0, pore) }) };
  const observation: Observation = { id: trial.id, test: { protocol: protocol.id, conditions, axis: Float64Array.of(0, natural) }, responses };
  return {
    observation: drained ? withVolume(observation, start, settings) : observation,
    inferred: [],
    warnings: [`"${trial.id}" is read as start and failure, since it states no shearing increments: it determines a strength and no stiffness; ask the laboratory for the readings`],
  };
}
