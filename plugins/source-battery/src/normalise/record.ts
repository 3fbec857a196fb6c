import { unreadable } from "@inversa/tables";
import type { CyclerRecord, Step } from "../record.ts";
import type { RawRecord } from "../raw.ts";
import type { BatterySettings } from "../settings.ts";
import { apartAtRestarts, withoutDisprovedFalls, withRisingTime } from "./clock.ts";
import { noted } from "./rows.ts";
import { withoutOpenThermometers, withoutOutliers } from "./outliers.ts";
import { withDischargePositive } from "./sign.ts";
import { peakOf, stretchesOf, type Stretch } from "./steps.ts";
import { withoutJumps } from "./time-jumps.ts";
import { inTrueUnit } from "./time-unit.ts";

/**
 * Brings what a reader found to one form: rising time, discharge positive, SI units, steps. What was dropped, corrected or worked out is told.
 * @throws InputError `data-ambiguous` where the file can be read in two ways, `data-unreadable` where no row is a reading.
 */
export const normalised = (raw: RawRecord, settings: BatterySettings, file: string): readonly CyclerRecord[] => apartAtRestarts(withoutDisprovedFalls(raw), settings, file).map((part) => recordOf(part, settings, file));

function recordOf(part: RawRecord, settings: BatterySettings, file: string): CyclerRecord {
  const where = part.label === "" ? file : `${file}, test "${part.label}"`;
  const clean = withoutOutliers(part);
  if (clean.rows === 0) throw unreadable(where, "no row holds both a voltage and a current", "readings of time, voltage and current");
  const timed = withRisingTime(withoutOpenThermometers(clean), where);
  const peak = peakOf(timed.columns.current!);
  const raw = withoutJumps(inTrueUnit(timed, settings), peak);
  const stretches = stretchesOf(raw, peak);
  const { current, notes, warnings } = withDischargePositive(raw, stretches, peak, settings, where);
  const time = raw.columns.testTime!;
  const told = noted(raw, { notes, warnings });
  return {
    vendor: raw.vendor, label: raw.label, time, voltage: raw.columns.voltage!, current, temperature: raw.columns.temperature, ambient: raw.columns.ambient,
    steps: stretches.map((stretch, k) => stepOf(stretch, k, raw, current)), place: raw.place, notes: told.notes, warnings: told.warnings,
  };
}

function stepOf({ from, to, number, cycle, regime }: Stretch, k: number, { columns: { testTime, stepTime } }: RawRecord, current: Float64Array): Step {
  const time = testTime!;
  const before = from > 0 ? time[from - 1]! : time[from]!;
  const own = stepTime ? time[from]! - stepTime[from]! : Number.NaN;
  // A clock of the step that would let it begin before the reading before is one of something else.
  const start = Number.isFinite(own) && own >= before - 1 && stepTime![from]! >= 0 ? Math.max(own, before) : (before + time[from]!) / 2;
  let charge = current[from]! * (time[from]! - start);
  let peak = Math.abs(current[from]!);
  for (let row = from + 1; row < to; row++) {
    charge += ((current[row]! + current[row - 1]!) / 2) * (time[row]! - time[row - 1]!);
    peak = Math.max(peak, Math.abs(current[row]!));
  }
  return { number: number ?? k + 1, cycle, from, to, start, direction: regime === 0 ? 0 : regime === 2 ? 2 : (charge || current[from]!) >= 0 ? 1 : -1, charge, peak };
}
