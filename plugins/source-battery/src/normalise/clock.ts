import { ambiguous, shown, unreadable } from "@inversa/tables";
import { type RawRecord } from "../raw.ts";
import type { BatterySettings } from "../settings.ts";
import { counted, keepRows, noted, rowsOf } from "./rows.ts";

/** Share of rows that may run back in time and be left out before somebody must be asked. */
const fewRows = 0.02;

const isUsable = (values: Float64Array | undefined): values is Float64Array => values !== undefined && values.some((v) => Number.isFinite(v));

/**
 * Tests of which time starts anew, where the user says that it means another test.
 * @throws InputError `data-ambiguous` where time starts anew and nothing says why.
 */
export function apartAtRestarts(raw: RawRecord, settings: BatterySettings, file: string): readonly RawRecord[] {
  const time = raw.columns.testTime;
  if (settings.restarts === "join" || !isUsable(time) || isStepClock(time, raw)) return [raw];
  const rows = restarts(time);
  if (rows.length === 0) return [raw];
  if (settings.restarts === "ask") {
    throw ambiguous(`${file}, ${raw.place(rows[0]!)}`, `time runs back from ${shown(time[rows[0]! - 1]!)} s to ${shown(time[rows[0]!]!)} s`, "does another test begin there, or another step with a clock of its own?", "Set restarts to split or join");
  }
  return [0, ...rows].map((from, k) => ({ ...rowsOf(raw, from, rows[k] ?? raw.rows), label: [raw.label, String(k + 1)].filter((part) => part !== "").join(" ") }));
}

/** A time that rises through the whole test: the file's own; put together from clocks that start anew with every step; or from dates. */
export function withRisingTime(raw: RawRecord, file: string): RawRecord {
  const { testTime, stepTime, clock } = raw.columns;
  let out = raw;
  if (isUsable(testTime)) {
    if (isStepClock(testTime, raw)) out = putTogether({ ...raw, columns: { ...raw.columns, stepTime: testTime } }, testTime);
    else if (restarts(testTime).length > 0) out = putTogether(raw, testTime);
  } else if (isUsable(stepTime)) out = putTogether(raw, stepTime);
  else if (isUsable(clock)) {
    const first = clock.find((v) => Number.isFinite(v))!;
    out = noted({ ...raw, columns: { ...raw.columns, testTime: clock.map((v) => v - first) } }, { notes: [{ what: "test time worked out from dates", because: "the file holds no other time" }] });
  }
  if (!isUsable(out.columns.testTime)) throw unreadable(file, "no row holds a time", "readings of time, voltage and current");
  return withoutRunsBack(out, file);
}

function falls(time: Float64Array): readonly number[] {
  const rows: number[] = [];
  for (let row = 1; row < time.length; row++) if (time[row]! < time[row - 1]!) rows.push(row);
  return rows;
}

/** Falls after which time goes on from there: neither this reading nor the one before is a single wrong one. */
const restarts = (time: Float64Array): readonly number[] => falls(time).filter((row) => !(row >= 2 && time[row]! >= time[row - 2]!) && !(time[row + 1]! >= time[row - 1]!));

/** Whether nearly every fall of time is a change of step or cycle. */
function isStepClock(time: Float64Array, { columns: { step, cycle } }: RawRecord): boolean {
  const rows = falls(time);
  const atChanges = rows.filter((row) => (step && step[row] !== step[row - 1]) || (cycle && cycle[row] !== cycle[row - 1]));
  return rows.length > 0 && atChanges.length >= 0.9 * rows.length;
}

/** Takes falls of time out that the clock of the step, or the date, disproves: a step that goes on where the test begins anew is a fault of the cycler. */
export function withoutDisprovedFalls(raw: RawRecord): RawRecord {
  const { testTime, stepTime, clock, step, cycle } = raw.columns;
  if (!isUsable(testTime) || isStepClock(testTime, raw)) return raw;
  const passedIn = (values: Float64Array | undefined, row: number): number => (values ? values[row]! - values[row - 1]! : Number.NaN);
  const disproved = restarts(testTime).flatMap((row) => {
    const same = (!step || step[row] === step[row - 1]) && (!cycle || cycle[row] === cycle[row - 1]);
    const passed = [passedIn(stepTime, row), passedIn(clock, row)].find((v) => v >= 0);
    return passed !== undefined && (same || !(stepTime && passedIn(stepTime, row) >= 0)) ? [{ row, passed }] : [];
  });
  if (disproved.length === 0) return raw;
  const time = testTime.slice();
  let [shift, k] = [0, 0];
  for (let row = 0; row < raw.rows; row++) {
    if (disproved[k]?.row === row) shift += testTime[row - 1]! + disproved[k++]!.passed - testTime[row]!;
    time[row] = testTime[row]! + shift;
  }
  return noted({ ...raw, columns: { ...raw.columns, testTime: time } }, { warnings: [`time falls at ${counted(disproved.map(({ row }) => row), raw.place)}, where the clock of the step or the date goes on: the fall is taken out`] });
}

/** Puts the clocks of steps one behind the other. Where dates say that time passed between two steps, it does. */
function putTogether(raw: RawRecord, clocks: Float64Array): RawRecord {
  const { clock, step } = raw.columns;
  const time = new Float64Array(raw.rows);
  let [offset, pauses] = [0, 0];
  for (let row = 0; row < raw.rows; row++) {
    if (row > 0 && (clocks[row]! < clocks[row - 1]! || (step && step[row] !== step[row - 1]))) {
      const passed = clock ? clock[row]! - clock[row - 1]! - clocks[row]! : 0;
      // Dates of whole seconds leave a second or two between steps that follow each other at once.
      const pause = passed > 2 ? passed : 0;
      if (pause > 0) pauses++;
      offset = time[row - 1]! + pause;
    }
    time[row] = offset + clocks[row]!;
  }
  return noted({ ...raw, columns: { ...raw.columns, testTime: time } }, { notes: [{ what: "test time put together from the clocks of its steps", because: pauses > 0 ? `time starts anew with every step; dates show ${pauses} pauses between steps` : "time starts anew with every step" }] });
}

/** Leaves out single readings behind or far ahead of their neighbours, and rows that were written twice. */
function withoutRunsBack(raw: RawRecord, file: string): RawRecord {
  const { testTime: time, voltage, current } = raw.columns as { readonly testTime: Float64Array; readonly voltage: Float64Array; readonly current: Float64Array };
  const back: number[] = [];
  const twice: number[] = [];
  let last = -1;
  for (let row = 0; row < raw.rows; row++) {
    const now = time[row]!;
    const ahead = time[row + 1]! < now && (last < 0 || time[row + 1]! >= time[last]!);
    if (!Number.isFinite(now) || ahead || (last >= 0 && now < time[last]!)) back.push(row);
    else if (last >= 0 && now === time[last] && Math.abs(current[row]! - current[last]!) <= 1e-3 * Math.abs(current[last]!) && Math.abs(voltage[row]! - voltage[last]!) < 0.01) twice.push(row);
    else last = row;
  }
  if (back.length > fewRows * raw.rows + 2) throw ambiguous(`${file}, ${raw.place(back[0]!)}`, `time runs back in ${back.length} of ${raw.rows} rows, for the first time to ${shown(time[back[0]!]!)} s`, "does another test begin there?", "Set restarts to split or join, or correct the file");
  const dropped = new Set([...back, ...twice]);
  return noted(keepRows(raw, (row) => !dropped.has(row)), {
    warnings: [
      ...(back.length > 0 ? [`${counted(back, raw.place)} left out: time runs back there, or leaps ahead for a single reading`] : []),
      ...(twice.length > 0 ? [`${counted(twice, raw.place)} left out: written twice`] : []),
    ],
  });
}
