import { shown } from "@inversa/tables";
import { coulombPerAh } from "../raw.ts";
import type { CyclerRecord } from "../record.ts";
import type { BatterySettings } from "../settings.ts";
import type { Candidate } from "./candidates.ts";

/** A state of charge that is known at the start of a step. */
export interface Anchor {
  /** Index of the step. */
  readonly step: number;
  readonly soc: number;
  readonly because: string;
}

/** States of charge of a test, as far as they follow. */
export interface ChargeBook {
  /** State of charge at the start of a step, and what it was taken from; undefined where it does not follow. */
  readonly at: (step: number) => { readonly soc: number; readonly because: string } | undefined;
  /** Why something does not follow, for the question. */
  readonly lacks: string;
  readonly lacksCapacity: boolean;
}

/** A charge that ends this close to the highest voltage of the test ended at its limit, in V: cyclers overshoot a little before they hold it. */
const atLimit = 0.02;
/** Its current must have fallen to this share: a cell that is cut off at full current is not full. */
const tapered = 0.5;
/** Beyond empty and full by less than this is the error of counting. */
const countingError = 0.03;

/**
 * Counts charge from states that are known: those that the user gives, and the end of every charge that ended at the highest voltage with a falling current, which is
 * what full means. Counting needs a capacity: the user's, or what the slowest complete discharge from full took.
 * @param start What the user says of the first observation; it wins there over everything counted.
 */
export function bookOf(record: CyclerRecord, candidates: readonly Candidate[], settings: BatterySettings, start?: Anchor): ChargeBook {
  const { steps } = record;
  const passed = new Float64Array(steps.length + 1);
  for (const [k, { charge }] of steps.entries()) passed[k + 1] = passed[k]! + charge;
  const given = settings.socAt.flatMap(({ step, soc }): Anchor[] => {
    const index = steps.findIndex(({ number }) => number === step);
    return index < 0 ? [] : [{ step: index, soc, because: "setting socAt" }];
  });
  const anchors = [...(start ? [start] : []), ...(given.length > 0 ? given : fullAfter(record, candidates))];
  const capacity = settings.capacity > 0 ? { coulombs: settings.capacity * coulombPerAh, because: "setting capacity" } : capacityOf(record, candidates, anchors, passed);
  return {
    at: (step) => {
      if (start?.step === step) return start;
      const nearest = anchors.toSorted((a, b) => Math.abs(passed[a.step]! - passed[step]!) - Math.abs(passed[b.step]! - passed[step]!) || Math.abs(a.step - step) - Math.abs(b.step - step))[0];
      if (!nearest) return undefined;
      const since = passed[step]! - passed[nearest.step]!;
      if (Math.abs(since) < 1e-9) return { soc: nearest.soc, because: nearest.because };
      if (!capacity) return undefined;
      const soc = nearest.soc - since / capacity.coulombs;
      if (soc < -countingError || soc > 1 + countingError) return undefined;
      return { soc: Math.min(1, Math.max(0, soc)), because: `counted from ${nearest.because}: ${shown(Math.abs(since) / coulombPerAh)} Ah ${since > 0 ? "taken" : "charged"}${nearest.step > step ? " before it" : ""}, of ${shown(capacity.coulombs / coulombPerAh)} Ah (${capacity.because})` };
    },
    lacksCapacity: anchors.length > 0 && !capacity,
    lacks: anchors.length === 0 ? "no charge to full (to the highest voltage, with a falling current) stands beside it" : capacity ? "counted from what is known, it would lie beyond empty or full" : "the capacity to count with is not known",
  };
}

/** The step behind every charge that filled the cell. */
function fullAfter({ steps, voltage, current }: CyclerRecord, candidates: readonly Candidate[]): readonly Anchor[] {
  const highest = voltage.reduce((most, v) => Math.max(most, v), Number.NEGATIVE_INFINITY);
  return candidates.flatMap(({ kind, from, to }): Anchor[] => {
    if (kind !== "charge") return [];
    const [first, last] = [steps[from]!.from, steps[to - 1]!.to - 1];
    const peak = Math.max(...steps.slice(from, to).map((step) => step.peak));
    if (voltage[last]! < highest - atLimit || Math.abs(current[last]!) > tapered * peak || last - first < 2) return [];
    const name = `step ${steps[from]!.number}${to - from > 1 ? `-${steps[to - 1]!.number}` : ""}`;
    return [{ step: to, soc: 1, because: `the charge to full in ${name} (to ${shown(voltage[last]!)} V and ${shown(Math.abs(current[last]!))} A)` }];
  });
}

/** The charge of the slowest discharge that began full and ended at the lowest voltage. */
function capacityOf({ steps, voltage }: CyclerRecord, candidates: readonly Candidate[], anchors: readonly Anchor[], passed: Float64Array): { readonly coulombs: number; readonly because: string } | undefined {
  const lowest = voltage.reduce((least, v) => Math.min(least, v), Number.POSITIVE_INFINITY);
  const complete = candidates.flatMap(({ kind, from, to }) => {
    if (kind !== "discharge" || voltage[steps[to - 1]!.to - 1]! > lowest + 0.05) return [];
    const full = anchors.findLast(({ step, soc }) => step <= from && soc === 1 && passed[from]! - passed[step]! < 0.02 * (passed[to]! - passed[from]!));
    return full ? [{ coulombs: passed[to]! - passed[full.step]!, peak: Math.max(...steps.slice(from, to).map((step) => step.peak)), number: steps[from]!.number }] : [];
  });
  const slowest = complete.toSorted((a, b) => a.peak - b.peak)[0];
  if (slowest) return { coulombs: slowest.coulombs, because: `the discharge from full in step ${slowest.number}` };
  // A discharge to the lowest voltage and the charge to full that follows take nearly the same.
  const refilled = candidates.flatMap(({ kind, from, to }, i) => {
    const next = candidates[i + 1];
    const empty = kind === "discharge" && voltage[steps[to - 1]!.to - 1]! <= lowest + 0.05;
    return empty && next?.kind === "charge" && anchors.some(({ step }) => step === next.to) ? [{ coulombs: -(passed[next.to]! - passed[next.from]!), number: steps[next.from]!.number, from }] : [];
  })[0];
  return refilled && { coulombs: refilled.coulombs, because: `the charge from empty to full in step ${refilled.number}` };
}
