import type { CyclerRecord } from "../record.ts";
import type { Candidate } from "./candidates.ts";

/** What an observation is called: "step 7, discharge 0.500 A, 10.0 h". */
export function nameOf({ steps, time }: CyclerRecord, { kind, from, to }: Candidate): string {
  const [first, last] = [steps[from]!, steps[to - 1]!];
  const again = steps.some((step, k) => step.number === first.number && k !== from && step.direction === first.direction);
  const cycle = again && first.cycle !== undefined ? `cycle ${first.cycle} ` : "";
  const numbers = to - from > 1 && last.number !== first.number ? `steps ${first.number}-${last.number}` : `step ${first.number}`;
  const peak = Math.max(...steps.slice(from, to).map((step) => step.peak));
  const pulses = steps.slice(from, to).filter(({ direction }) => direction !== 0).length;
  const what = kind === "pulses" ? (pulses === 1 ? "pulse" : `${pulses} pulses up to`) : kind === "profile" ? "profile up to" : kind;
  return `${cycle}${numbers}, ${what} ${amperes(peak)}, ${duration(time[last.to - 1]! - first.start)}`;
}

export const amperes = (value: number): string => (value < 0.1 ? `${Number((value * 1e3).toPrecision(3))} mA` : `${value.toPrecision(3)} A`);
export const duration = (seconds: number): string => (seconds >= 5400 ? `${(seconds / 3600).toFixed(1)} h` : seconds >= 120 ? `${Math.round(seconds / 60)} min` : `${Number(seconds.toPrecision(2))} s`);
