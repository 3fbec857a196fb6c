import { states, type RawRecord } from "../raw.ts";

/** Rows from .. to - 1 in which a cycler did one thing, before the sign of the current is known. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  /** Number in the file; undefined where it has none. */
  readonly number: number | undefined;
  readonly cycle: number | undefined;
  /** 0 no current; 1 or -1: its sign as written; 2: it changes again and again. */
  readonly regime: -1 | 0 | 1 | 2;
}

/** Below this share of the largest current nothing flows. */
const nothing = 5e-3;
/** A step with more changes of regime than this is a profile, not several steps. */
const manyChanges = 12;
/** Fewer readings than this without current are no rest between two currents of one sign. */
const fewRows = 3;

/** The largest current, in A; the tenth largest of many readings, since a single one may be wrong. */
export function peakOf(current: Float64Array): number {
  const largest = new Float64Array(Math.min(10, Math.ceil(current.length / 100)));
  for (const value of current) {
    const size = Math.abs(value);
    if (!(size > largest[0]!)) continue;
    largest[0] = size;
    largest.sort();
  }
  return largest[0] ?? 0;
}

/** Cuts a test where the file begins another step, cycle or state, and steps in which the current starts, stops or turns at those places. */
export function stretchesOf(raw: RawRecord, peak: number): readonly Stretch[] {
  const { current, step, cycle } = raw.columns as { readonly current: Float64Array; readonly step?: Float64Array; readonly cycle?: Float64Array };
  const stretches: Stretch[] = [];
  let from = 0;
  for (let row = 1; row <= raw.rows; row++) {
    const same = row < raw.rows && (!step || step[row] === step[row - 1]) && (!cycle || cycle[row] === cycle[row - 1]) && (!raw.state || raw.state[row] === raw.state[row - 1]);
    if (same) continue;
    for (const part of regimesIn(current, from, row, nothing * peak)) stretches.push({ ...part, number: step ? step[from] : undefined, cycle: cycle ? cycle[from] : undefined });
    from = row;
  }
  return stretches;
}

function regimesIn(current: Float64Array, from: number, to: number, threshold: number): readonly Pick<Stretch, "from" | "to" | "regime">[] {
  const regimeOf = (value: number): -1 | 0 | 1 => (Math.abs(value) <= threshold ? 0 : value > 0 ? 1 : -1);
  const runs: { from: number; to: number; regime: -1 | 0 | 1 }[] = [];
  for (let row = from; row < to; row++) {
    const regime = regimeOf(current[row]!);
    const last = runs.at(-1);
    if (last && last.regime === regime) last.to = row + 1;
    else runs.push({ from: row, to: row + 1, regime });
  }
  const merged: typeof runs = [];
  for (const run of runs) {
    const last = merged.at(-1);
    const before = merged.at(-2);
    // A few readings of nothing between readings of the same current are a dip of that current.
    if (last && before && last.regime === 0 && last.to - last.from < fewRows && before.regime === run.regime) {
      merged.pop();
      before.to = run.to;
    } else if (last && last.regime === run.regime) last.to = run.to;
    else merged.push({ ...run });
  }
  if (merged.length > manyChanges) return [{ from, to, regime: merged.some(({ regime }) => regime === 1) && merged.some(({ regime }) => regime === -1) ? 2 : (merged.find(({ regime }) => regime !== 0)?.regime ?? 0) }];
  return merged;
}

/** What the cycler says a stretch was; `unknown` where it says nothing or something else. */
export function statedIn(raw: RawRecord, { from, to }: Stretch): number {
  if (!raw.state) return states.unknown;
  return raw.state[Math.floor((from + to - 1) / 2)]!;
}
