import { shown } from "@inversa/tables";
import type { RawRecord } from "../raw.ts";
import type { BatterySettings } from "../settings.ts";
import { noted } from "./rows.ts";

/** What a time under a wrong heading is multiplied with: milliseconds or minutes or hours under seconds. */
const mistakes = [{ factor: 1e-3, unit: "ms" }, { factor: 60, unit: "min" }, { factor: 3600, unit: "h" }] as const;
const near = (ratio: number, factor: number): boolean => Math.abs(ratio / factor - 1) < 0.05;

/**
 * Corrects a time whose heading names the wrong unit, where the file proves it: by charge that the cycler counted, or by dates. Without either, time is as the heading says.
 */
export function inTrueUnit(raw: RawRecord, settings: BatterySettings): RawRecord {
  if (settings.timeUnit !== "auto") return raw;
  const proof = byCharge(raw) ?? byDates(raw);
  const mistake = proof && mistakes.find(({ factor }) => near(proof.ratio, factor));
  if (!proof || !mistake) return raw;
  const scaled = (values: Float64Array | undefined): Float64Array | undefined => values?.map((v) => v * mistake.factor);
  const stepTime = scaled(raw.columns.stepTime);
  return noted({ ...raw, columns: { ...raw.columns, testTime: scaled(raw.columns.testTime)!, ...(stepTime ? { stepTime } : {}) } }, { warnings: [`time is in ${mistake.unit}, whatever its heading says: ${proof.because}`] });
}

/** Counted charge over current times time, from rows between which the counter ran. */
function byCharge({ rows, columns }: RawRecord): { readonly ratio: number; readonly because: string } | undefined {
  const { testTime: time, current } = columns as { readonly testTime: Float64Array; readonly current: Float64Array };
  const counters = [columns.charge, columns.chargeIn, columns.chargeOut, columns.netCharge].filter((values) => values !== undefined);
  let [counted, worked] = [0, 0];
  for (let row = 1; row < rows; row++) {
    const passed = Math.abs((current[row]! + current[row - 1]!) / 2) * (time[row]! - time[row - 1]!);
    const change = counters.reduce((most, values) => Math.max(most, Math.abs(values[row]! - values[row - 1]!) || 0), 0);
    // Counters that start anew fall to zero; single jumps prove nothing.
    if (!(passed > 0) || !(change > 0) || counters.some((values) => values[row] === 0 && values[row - 1]! > 0) || Math.abs(current[row]! - current[row - 1]!) > 0.1 * Math.abs(current[row]!)) continue;
    counted += change;
    worked += passed;
  }
  if (worked === 0) return undefined;
  return { ratio: counted / worked, because: `current times time is ${shown(worked / 3600)} Ah where the cycler counted ${shown(counted / 3600)} Ah` };
}

function byDates({ rows, columns: { testTime: time, clock } }: RawRecord): { readonly ratio: number; readonly because: string } | undefined {
  if (!clock || !time || rows < 3) return undefined;
  const [passed, dated] = [time[rows - 1]! - time[0]!, clock[rows - 1]! - clock[0]!];
  return passed > 0 && dated > 60 ? { ratio: dated / passed, because: `it runs over ${shown(passed)} where the dates pass ${shown(dated)} s` } : undefined;
}
