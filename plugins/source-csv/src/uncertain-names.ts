import type { Channel } from "@inversa/core";
import { comparable } from "./naming.ts";
import { ambiguous, quoted, shown } from "./questions.ts";
import type { Measured } from "./series.ts";

/** A start below this share of the stresses beside it is zero drift. */
const drift = 0.02;

/**
 * Asks about columns whose name means two things in a file like this one: `σ3` beside a pore pressure that begins at the back pressure, or that moves while
 * `σ3` stays, is likely a total stress. What the user maps is not asked about.
 * @throws InputError `data-ambiguous`.
 */
export function checkUncertainNames(measured: ReadonlyMap<string, Measured>, file: string): void {
  for (const { target, column, values } of measured.values()) {
    const { uncertain } = target.channel as Channel;
    if (column.mapped || !uncertain?.aliases.some((alias) => comparable(alias) === column.spelled)) continue;
    for (const name of uncertain.beside) {
      const beside = measured.get(name);
      if (!beside) continue;
      const first = Math.abs(beside.values.find(Number.isFinite) ?? 0);
      const { low, high } = extremes(values);
      const moves = extremes(beside.values);
      const stays = high - low < 0.1 * (moves.high - moves.low);
      const reach = Math.max(Math.abs(low), Math.abs(high));
      if (first <= drift * reach && !(stays && moves.high - moves.low > drift * reach)) continue;
      const why = first > drift * reach ? `begins at ${shown(first)} ${target.unit}` : `changes by ${shown(moves.high - moves.low)} ${target.unit} while it stays`;
      throw ambiguous(`${file}, column ${column.index + 1}`, `${quoted(column.heading)} would be ${target.name}, but ${name} (${quoted(beside.column.heading)}) ${why}`, uncertain.question, uncertain.answer);
    }
  }
}

function extremes(values: Float64Array): { readonly low: number; readonly high: number } {
  let [low, high] = [Infinity, -Infinity];
  for (const v of values) {
    if (v < low) low = v;
    if (v > high) high = v;
  }
  return high >= low ? { low, high } : { low: 0, high: 0 };
}
