import type { Channel } from "@inversa/core";
import { comparable } from "./naming.ts";
import { inColumn, type Place } from "./place.ts";
import { ambiguous, quoted, shown } from "./questions.ts";
import type { Measured } from "./series.ts";

/** A start below this share of the stresses beside it is zero drift. */
const drift = 0.02;

/**
 * Asks about columns whose name means two things in a file like this one: `σ3` beside a pore pressure that begins at the back pressure is likely a total
 * stress, and so are `σ1` and `σ3` where the pore pressure moves and `σ3` stays. A total holds its part, so what falls below it is none. What the user maps is
 * not asked about.
 * @param constants What the lines above the table state of other channels.
 * @throws InputError `data-ambiguous`.
 */
export function checkUncertainNames(measured: ReadonlyMap<string, Measured>, constants: ReadonlyMap<string, { readonly value: number; readonly from: string }>, place: Place): void {
  const doubtful = [...measured.values()].flatMap((each) => {
    const { uncertain } = each.target.channel as Channel;
    return !each.column.mapped && uncertain?.aliases.some((alias) => comparable(alias) === each.column.spelled) ? [{ ...each, uncertain }] : [];
  });
  for (const { target, column, values, uncertain } of doubtful) {
    const { low, high, least, most } = extremes(values);
    const stays = (moves: number): boolean => doubtful.length > 1 && high - low < 0.1 * moves && moves > drift * most;
    for (const name of uncertain.beside) {
      const beside = measured.get(name);
      const stated = constants.get(name);
      if (!beside && !stated) continue;
      const first = Math.abs(beside?.values.find(Number.isFinite) ?? stated?.value ?? 0);
      const span = beside ? extremes(beside.values) : { low: 0, high: 0 };
      const begins = first > drift * most && least >= first;
      if (!begins && !stays(span.high - span.low)) continue;
      const source = beside ? quoted(beside.column.heading) : stated!.from;
      const why = begins ? `begins at ${shown(first)} ${target.unit}` : `changes by ${shown(span.high - span.low)} ${target.unit} while it stays`;
      throw ambiguous(inColumn(place, column.index), `${quoted(column.heading)} would be ${target.name}, but ${name} (${source}) ${why}`, uncertain.question, uncertain.answer);
    }
  }
}

/** Smallest and largest reading, and the same of their sizes. */
function extremes(values: Float64Array): { readonly low: number; readonly high: number; readonly least: number; readonly most: number } {
  let [low, high, least, most] = [Infinity, -Infinity, Infinity, 0];
  for (const v of values) {
    if (!Number.isFinite(v)) continue;
    [low, high, least, most] = [Math.min(low, v), Math.max(high, v), Math.min(least, Math.abs(v)), Math.max(most, Math.abs(v))];
  }
  return high >= low ? { low, high, least, most } : { low: 0, high: 0, least: 0, most: 0 };
}
