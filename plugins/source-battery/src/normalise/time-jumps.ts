import { shown } from "@inversa/tables";
import type { RawRecord } from "../raw.ts";
import { noted } from "./rows.ts";

/** Time between two readings that is this many times the usual one, and more than a minute, is a gap. */
const unusual = 20;

/**
 * Takes jumps of time out that the file itself disproves, by the clock of the step and the dates or the counted charge, and names gaps while current flows.
 */
export function withoutJumps(raw: RawRecord, peak: number): RawRecord {
  const { testTime, stepTime, clock, current } = raw.columns as { readonly testTime: Float64Array; readonly stepTime?: Float64Array; readonly clock?: Float64Array; readonly current: Float64Array };
  const usual = medianStep(testTime);
  const time = testTime.slice();
  const warnings: string[] = [];
  let taken = 0;
  let gaps = 0;
  for (let row = 1; row < raw.rows; row++) {
    const passed = testTime[row]! - testTime[row - 1]!;
    time[row] = testTime[row]! - taken;
    if (!(passed > unusual * usual && passed > 60)) continue;
    const witness = [stepTime ? stepTime[row]! - stepTime[row - 1]! : Number.NaN, clock ? clock[row]! - clock[row - 1]! : Number.NaN].find((v) => v >= 0);
    if (witness !== undefined && passed - witness > Math.max(60, 0.5 * passed)) {
      taken += passed - witness;
      time[row] = testTime[row]! - taken;
      warnings.push(`time leaps by ${shown(passed)} s at ${raw.place(row)} where ${stepTime ? "the clock of the step" : "the date"} passes ${shown(witness)} s: the leap is taken out`);
    } else if (Math.abs(current[row]!) > 0.01 * peak && Math.abs(current[row - 1]!) > 0.01 * peak && gaps++ < 3) warnings.push(`no readings for ${shown(passed)} s before ${raw.place(row)}, while ${shown(Math.abs(current[row]!))} A flow`);
  }
  if (gaps > 3) warnings.push(`${gaps - 3} more such gaps`);
  return noted(taken > 0 ? { ...raw, columns: { ...raw.columns, testTime: time } } : raw, { warnings });
}

function medianStep(time: Float64Array): number {
  const every = Math.max(1, Math.floor(time.length / 2000));
  const steps: number[] = [];
  for (let row = every; row < time.length; row += every) steps.push(time[row]! - time[row - 1]!);
  return steps.sort((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 0;
}
