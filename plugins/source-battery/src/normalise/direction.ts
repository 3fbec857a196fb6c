import { states, type RawRecord } from "../raw.ts";
import { statedIn, type Stretch } from "./steps.ts";

/** What shows that current discharges or charges a cell. */
export type Witness = "state" | "charge" | "voltage";

/** 1 discharge, -1 charge, as a witness sees a stretch of current. */
export interface Vote {
  readonly stretch: number;
  readonly witness: Witness;
  readonly direction: -1 | 1;
  /** Amount of charge that passed. */
  readonly weight: number;
}

/** Voltage must move this much before it shows a direction. */
const movedBy = 2e-3;

/** What each stretch with current shows of its direction, whatever sign its current is written with. */
export function votesOn(raw: RawRecord, stretches: readonly Stretch[]): readonly Vote[] {
  const { current, testTime } = raw.columns as { readonly current: Float64Array; readonly testTime: Float64Array };
  return stretches.flatMap((stretch, k): Vote[] => {
    const { from, to, regime } = stretch;
    if (regime === 0 || regime === 2) return [];
    const weight = Math.abs(current[from]!) * 1e-3 + Math.abs(sumOver(from, to, (row) => ((current[row]! + current[row - 1]!) / 2) * (testTime[row]! - testTime[row - 1]!)));
    const vote = (witness: Witness, direction: number): Vote[] => (direction === 0 ? [] : [{ stretch: k, witness, direction: direction > 0 ? 1 : -1, weight }]);
    const stated = statedIn(raw, stretch);
    return [
      ...vote("state", stated === states.discharge ? 1 : stated === states.charge ? -1 : 0),
      ...vote("charge", countedIn(raw, stretch)),
      ...vote("voltage", voltageIn(raw, stretches, k)),
    ];
  });
}

function sumOver(from: number, to: number, of: (row: number) => number): number {
  let sum = 0;
  for (let row = from + 1; row < to; row++) sum += of(row) || 0;
  return sum;
}

/** By counters for charging and discharging: which one ran. */
function countedIn({ columns: { chargeIn, chargeOut, netCharge } }: RawRecord, { from, to }: Stretch): number {
  // Counters start anew with a step or a cycle: falls of counters that only rise say nothing.
  const rise = (values: Float64Array | undefined): number => (values ? sumOver(from, to, (row) => Math.max(0, values[row]! - values[row - 1]!)) : 0);
  const separate = rise(chargeOut) - rise(chargeIn);
  return separate !== 0 || !netCharge ? separate : -(netCharge[to - 1]! - netCharge[Math.min(from + 1, to - 1)]!);
}

/** One movement of the voltage this many times the other decides where they disagree. */
const farLarger = 3;

/** By the voltage: it falls on discharge, at once (after a rest, or where the current turns) and in the course. Where the two disagree and neither is far larger, it says nothing. */
function voltageIn({ columns }: RawRecord, stretches: readonly Stretch[], k: number): number {
  const voltage = columns.voltage!;
  const { from, to, regime } = stretches[k]!;
  const before = stretches[k - 1]?.regime;
  const onset = before === 0 || before === -regime ? voltage[from]! - voltage[from - 1]! : 0;
  const course = voltage[to - 1]! - voltage[from]!;
  const clear = (change: number): number => (Math.abs(change) < movedBy ? 0 : -Math.sign(change));
  const [a, b] = [clear(onset), clear(course)];
  if (a === 0 || b === 0 || a === b) return a || b;
  if (Math.abs(onset) > farLarger * Math.abs(course)) return a;
  return Math.abs(course) > farLarger * Math.abs(onset) ? b : 0;
}

/**
 * What the jumps of a current that changes again and again show: 1 where the voltage falls as the number rises (discharge is positive), -1 where it rises.
 * @returns The mean over the jumps, undefined where there are none.
 */
export function voteOfJumps({ columns }: RawRecord, peak: number): number | undefined {
  const { current, voltage } = columns as { readonly current: Float64Array; readonly voltage: Float64Array };
  let [sum, count] = [0, 0];
  for (let row = 1; row < current.length; row++) {
    const jump = current[row]! - current[row - 1]!;
    const answer = voltage[row]! - voltage[row - 1]!;
    if (Math.abs(jump) < 0.2 * peak || Math.abs(answer) < movedBy) continue;
    sum -= Math.sign(jump) * Math.sign(answer);
    count++;
  }
  return count === 0 ? undefined : sum / count;
}
