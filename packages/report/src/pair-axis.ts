import { logTicks, someTicks } from "./chart-frame.ts";
import { priorRange, supportOf } from "./prior.ts";
import { coordinate, fromCoordinate, isLogarithmic, type Spread } from "./spread-data.ts";

/** One unknown of a pair plot: its axis. */
export interface PairAxis {
  readonly name: string;
  /** Whether the axis is logarithmic: the unknown was inferred by its logarithm. */
  readonly log: boolean;
  /** In the unknown's own unit. */
  readonly min: number;
  readonly max: number;
  /** Where the prior ends, as coordinates; infinite where it is open. */
  readonly ends: readonly [number, number];
}

/** Share of draws left out at either end: single outliers would shrink all the others. */
const tail = 0.005;

/**
 * The range of an unknown that its estimates fill: their intervals, their draws but the outermost, 2.8 standard deviations to either side; never beyond the prior, but always with the values.
 * Where nothing says how sure the values are, the range of the prior.
 */
export function pairAxis(name: string, spreads: readonly Spread[]): PairAxis {
  const first = spreads.find(({ placeOf }) => placeOf(name) !== undefined)!;
  const { prior } = first.estimate.parameters[first.placeOf(name)!]!;
  const held = spreads.flatMap((spread) => { const i = spread.placeOf(name); return i === undefined ? [] : [{ spread, i, parameter: spread.estimate.parameters[i]! }]; });
  const log = held.every(({ spread: { estimate }, i }) => isLogarithmic(estimate, i)) && held.every(({ spread, i }) => spread.drawsOf(i).every((x) => x > 0));
  const ends = supportOf(prior).map((end) => (log && end <= 0 ? -Infinity : coordinate(end, log))) as [number, number];
  const known = held.flatMap(({ spread, i, parameter: { value, interval95 } }) => {
    const draws = spread.drawsOf(i).map((x) => coordinate(x, log)).sort((a, b) => a - b);
    const outer = draws.length === 0 ? [] : [draws[Math.floor(tail * draws.length)]!, draws[Math.ceil((1 - tail) * draws.length) - 1]!];
    const variance = draws.length > 0 ? undefined : spread.covariance(i, i);
    const sides = variance === undefined ? [] : [-2.8, 2.8].map((side) => coordinate(value, log) + side * Math.sqrt(variance));
    return [...outer, ...sides, ...(interval95 ?? []).filter((x) => !log || x > 0).map((x) => coordinate(x, log))];
  }).filter(Number.isFinite);
  const values = held.map(({ parameter: { value } }) => coordinate(value, log)).filter(Number.isFinite);
  const range = known.length > 0 ? known.map((x) => Math.min(Math.max(x, ends[0]), ends[1])) : priorRange(prior).map((x) => coordinate(x, log));
  const all = [...range, ...values].filter(Number.isFinite);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const pad = (high - low || Math.abs(high) || 1) * 0.04;
  return { name, log, ends, min: fromCoordinate(low - pad, log), max: fromCoordinate(high + pad, log) };
}

/** Labels well inside an axis, so that those of neighbours do not meet. */
export function pairTicks({ min, max, log }: PairAxis, intervals: number): readonly number[] {
  const [low, high] = [min, max].map((end) => coordinate(end, log)) as [number, number];
  const inset = (high - low) * 0.06;
  const [from, to] = [fromCoordinate(low + inset, log), fromCoordinate(high - inset, log)];
  if (log && to / from > 8) {
    const ticks = logTicks(from, to).filter((tick) => tick >= from && tick <= to);
    if (ticks.length > 1) return ticks.filter((_, i) => i % Math.ceil(ticks.length / (intervals + 1)) === 0);
  }
  return someTicks(from, to, intervals);
}
