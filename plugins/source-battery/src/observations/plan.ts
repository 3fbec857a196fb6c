import { ambiguous, shown, unreadable } from "@inversa/tables";
import { withRisingTime } from "../normalise/clock.ts";
import type { RawRecord } from "../raw.ts";
import type { BatterySettings } from "../settings.ts";
import { duration } from "./names.ts";
import type { Observed } from "./observe.ts";

/** A profile of which less than this share of what flows goes one way does not show which way is discharge. */
const clearlyOneWay = 0.1;

/** Whether a table only prescribes what a cell is to do. */
export const isProfile = ({ columns: { voltage } }: RawRecord): boolean => voltage === undefined;

/**
 * A current or power profile as a test that is planned: it measures nothing. Each value holds until the next, as cyclers follow such a table; rows that only repeat the one before are
 * left out, as far as `points` readings are not needed for a smooth curve of the answer.
 * @param id Name of the observation.
 * @throws InputError `data-ambiguous` where the profile does not show which sign is discharge, `data-unreadable` for one without two rows.
 */
export function plan(raw: RawRecord, id: string, conditions: Readonly<Record<string, number>>, settings: BatterySettings, where: string): Observed {
  const rising = withRisingTime(raw, where);
  const what = rising.columns.current ? "current" : "power";
  const rows = [...rising.columns.testTime!.keys()].filter((row) => Number.isFinite(rising.columns.testTime![row]!) && Number.isFinite(rising.columns[what]![row]!));
  if (rows.length < 2) throw unreadable(where, `its ${what} profile has ${rows.length} rows`, "at least two");
  const time = Float64Array.from(rows, (row) => rising.columns.testTime![row]! - rising.columns.testTime![rows[0]!]!);
  const { values, because } = dischargePositive(Float64Array.from(rows, (row) => rising.columns[what]![row]!), time, settings, what, where);
  const kept = keptRows(time, values, settings.points);
  const axis = Float64Array.from(kept, (row) => time[row]!);
  const held = Float64Array.from(kept, (row) => values[row]!);
  const program = what === "current" ? { hold: "step" } : { steps: stepsOf(axis, held) };
  return {
    observation: { id, test: { protocol: "cycling", conditions, axis, ...(what === "current" ? { drives: { current: held } } : {}), program }, responses: {} },
    inferred: [
      { what: `${what} profile over ${duration(time.at(-1)!)}`, because: "time and no voltage: a test that is planned" },
      { what: "discharging is positive", because },
      { what: `each ${what} holds until the next`, because: "as cyclers follow such a table" },
      ...(kept.length < rows.length ? [{ what: `${kept.length} of ${rows.length} rows`, because: "the others repeat the row before" }] : []),
      ...(conditions["initialSoc"] === undefined && conditions["initialStoichiometryNegative"] === undefined ? [{ what: "it begins where the cell's description begins, usually full", because: "no initialSoc is given" }] : []),
      ...rising.notes,
    ],
    warnings: [...rising.warnings, `${id} holds no voltage, so nothing can be estimated from it: study check says what such a test would tell, and evaluate and train work for it; to simulate it, give it as axis and ${what === "current" ? "drives" : "steps"} of a request`],
  };
}

/** Values with discharge positive: as the user says, else by the way in which more flows, since a drive empties a cell. */
function dischargePositive(values: Float64Array, time: Float64Array, { currentSign }: BatterySettings, what: string, where: string): { readonly values: Float64Array; readonly because: string } {
  const turned = (): Float64Array => values.map((value) => 0 - value);
  if (currentSign === "discharge-positive" || currentSign === "charge-positive") return { values: currentSign === "charge-positive" ? turned() : values, because: "setting currentSign" };
  let [net, all] = [0, 0];
  for (let i = 1; i < time.length; i++) {
    const flow = values[i - 1]! * (time[i]! - time[i - 1]!);
    net += flow;
    all += Math.abs(flow);
  }
  if (Math.abs(net) < clearlyOneWay * all || all === 0) throw ambiguous(where, `as much ${what === "current" ? "charge" : "energy"} flows one way as the other, so its profile does not show which sign a discharge has`, "is discharging positive or negative?", "Set currentSign to discharge-positive or charge-positive");
  const share = shown(Number(((50 * (all + Math.abs(net))) / all).toPrecision(3)));
  return { values: net < 0 ? turned() : values, because: `${share} % of what flows goes that way, and a profile is taken to empty the cell; set currentSign if it fills it` };
}

/** Rows at which the value changes, the ends, and others evenly until there are `wanted`. */
function keptRows(time: Float64Array, values: Float64Array, wanted: number): readonly number[] {
  const changes = [...values.keys()].filter((row) => row === 0 || row === values.length - 1 || values[row] !== values[row - 1]);
  const every = Math.max(1, Math.ceil(time.length / Math.max(1, wanted - changes.length)));
  const more = changes.length < wanted ? [...values.keys()].filter((row) => row % every === 0) : [];
  return [...new Set([...changes, ...more])].sort((a, b) => a - b);
}

interface HeldPower {
  readonly mode: "power";
  readonly value: number;
  duration: number;
}

/** A power that holds from each row to the next, as steps of a cycler; equal neighbours are one. */
function stepsOf(axis: Float64Array, power: Float64Array): readonly HeldPower[] {
  const steps: HeldPower[] = [];
  for (let i = 0; i + 1 < axis.length; i++) {
    const long = axis[i + 1]! - axis[i]!;
    const last = steps.at(-1);
    if (last && last.value === power[i]) last.duration += long;
    else if (long > 0) steps.push({ mode: "power", value: power[i]!, duration: long });
  }
  return steps;
}
