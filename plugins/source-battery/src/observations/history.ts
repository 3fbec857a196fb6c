import type { CyclerRecord } from "../record.ts";

/**
 * What a cell was asked to do and what it answered, from the start of the first step on: straight lines between samples, jumps as two samples at one time. Values of
 * voltage and temperature that nobody measured (right after a jump) are NaN.
 */
export interface History {
  /** s since the start of the first step. */
  readonly time: Float64Array;
  /** A, positive on discharge. */
  readonly current: Float64Array;
  readonly voltage: Float64Array;
  readonly temperature: Float64Array | undefined;
  /** Where straight pieces begin: indices of samples behind which time does not run on or a step begins; the first is 0. */
  readonly pieces: readonly number[];
}

/** The history of steps from .. to - 1, with the cell's state just before, where it rested. */
export function historyOf(record: CyclerRecord, from: number, to: number): History {
  const { steps, time, current, voltage, temperature } = record;
  const out = { time: [] as number[], current: [] as number[], voltage: [] as number[], temperature: [] as number[] };
  const pieces: number[] = [0];
  const zero = steps[from]!.start;
  const push = (t: number, i: number, v: number, k: number): void => {
    out.time.push(t - zero);
    out.current.push(i);
    out.voltage.push(v);
    out.temperature.push(k);
  };
  for (let k = from; k < to; k++) {
    const { from: first, to: end, start } = steps[k]!;
    const before = first - 1;
    if (k === from) {
      if (before >= 0 && steps[k - 1]?.direction === 0) push(start, 0, voltage[before]!, temperature?.[before] ?? Number.NaN);
    } else if (time[before]! < start) push(start, current[before]!, Number.NaN, Number.NaN);
    if (out.time.length > 0) pieces.push(out.time.length);
    if (time[first]! > start) push(start, current[first]!, Number.NaN, Number.NaN);
    for (let row = first; row < end; row++) {
      if (row > first && time[row] === time[row - 1]) pieces.push(out.time.length);
      push(time[row]!, current[row]!, voltage[row]!, temperature?.[row] ?? Number.NaN);
    }
  }
  return {
    time: Float64Array.from(out.time), current: Float64Array.from(out.current), voltage: Float64Array.from(out.voltage), temperature: temperature && Float64Array.from(out.temperature), pieces: [...new Set(pieces)],
  };
}

/** Charge that a history takes from the cell, in A·s. */
export function chargeOf(time: ArrayLike<number>, current: ArrayLike<number>): number {
  let charge = 0;
  for (let i = 1; i < time.length; i++) charge += ((current[i]! + current[i - 1]!) / 2) * (time[i]! - time[i - 1]!);
  return charge;
}
