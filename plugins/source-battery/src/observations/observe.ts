import type { Inference, Observation, Protocol } from "@inversa/core";
import { shown } from "@inversa/tables";
import { kelvin } from "../raw.ts";
import type { CyclerRecord } from "../record.ts";
import type { BatterySettings } from "../settings.ts";
import type { Candidate } from "./candidates.ts";
import { chargeOf, historyOf } from "./history.ts";
import { thinned } from "./thin.ts";

/** An observation without its provenance, and what the user should know of it. */
export interface Observed {
  readonly observation: Observation;
  readonly inferred: readonly Inference[];
  readonly warnings: readonly string[];
}

/** A cell whose temperature differs from that around it by less than this began at rest with it, in K. */
const sameTemperature = 0.5;
/** Fewer readings than this share are told of. */
const worthTelling = 0.9;
/** A current profile that is followed worse than this share of its largest current needs more points. */
const poorlyFollowed = 0.05;

/**
 * One candidate as a test under the protocol of cycling, counted from its start.
 * @param id Name of the observation.
 * @param initialSoc As it follows or is given; undefined where the user gives stoichiometries instead.
 */
export function observe(record: CyclerRecord, { kind, from, to }: Candidate, id: string, initialSoc: { readonly soc: number; readonly because: string } | undefined, given: Readonly<Record<string, number>>, protocol: Protocol, settings: BatterySettings): Observed {
  const inferred: Inference[] = [];
  const warnings: string[] = [];
  const full = historyOf(record, from, to);
  const { history, error } = thinned(full, settings.points, settings.sampling === "auto" ? (kind === "pulses" || kind === "profile" ? "shape" : "even") : settings.sampling, settings.tolerance / 1e3);
  const conditions: Record<string, number> = { ...given };
  const state = (name: string, value: number, unit: string, because: string): void => {
    if (Object.hasOwn(conditions, name) || !Object.hasOwn(protocol.conditions, name)) return;
    conditions[name] = value;
    inferred.push({ what: `${name} ${unit}`, because });
  };
  if (initialSoc) state("initialSoc", initialSoc.soc, shown(Number(initialSoc.soc.toFixed(5))), initialSoc.because);
  const first = record.steps[from]!;
  const begin = Math.max(0, first.from - 1);
  const atStart = finite(record.temperature, begin, record.steps[to - 1]!.to);
  const ambient = meanOf(record.ambient, first.from, record.steps[to - 1]!.to);
  if (ambient !== undefined) state("ambientTemperature", ambient, celsius(ambient), "the file's ambient temperature, its mean over the steps");
  else if (atStart !== undefined) state("ambientTemperature", atStart, celsius(atStart), "the cell's temperature at the start, since the file holds no ambient temperature");
  const around = conditions["ambientTemperature"];
  if (atStart !== undefined && around !== undefined && Math.abs(atStart - around) > sameTemperature) state("initialTemperature", atStart, celsius(atStart), `the cell's temperature at the start; around it are ${celsius(around)}`);
  if (from > 0 && record.steps[from - 1]!.direction !== 0) warnings.push(`${id}: no rest stands before it, so the cell may not have been in equilibrium at its start`);
  if (history.time.length < worthTelling * full.time.length) {
    inferred.push({ what: `${history.time.length} of ${full.time.length} readings`, because: `between them the voltage runs straight within ${shown(Number((error.voltage * 1e3).toPrecision(2)))} mV; the current is averaged and keeps its charge, ${shown(chargeOf(full.time, full.current) / 3600)} Ah` });
    const peak = full.current.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
    if (error.current > poorlyFollowed * peak) warnings.push(`${id}: its current is followed within ${shown(Number(error.current.toPrecision(2)))} A only; raise points to follow it better`);
  }
  return {
    observation: {
      id,
      test: { protocol: protocol.id, conditions, axis: history.time, drives: { current: history.current }, program: { hold: "linear" } },
      responses: { voltage: history.voltage, ...(history.temperature && Object.hasOwn(protocol.responses, "temperature") ? { temperature: history.temperature } : {}) },
    },
    inferred,
    warnings,
  };
}

function finite(values: Float64Array | undefined, from: number, to: number): number | undefined {
  return values?.subarray(from, to).find((value) => Number.isFinite(value));
}

/** Means are taken of differences, so that a constant stays what it is. */
function meanOf(values: Float64Array | undefined, from: number, to: number): number | undefined {
  const first = finite(values, from, to);
  if (first === undefined) return undefined;
  let [sum, count] = [0, 0];
  for (let row = from; row < to; row++) {
    if (!Number.isFinite(values![row]!)) continue;
    sum += values![row]! - first;
    count++;
  }
  return first + sum / count;
}

const celsius = (temperature: number): string => `${shown(Number((temperature - kelvin).toFixed(3)))} °C`;
