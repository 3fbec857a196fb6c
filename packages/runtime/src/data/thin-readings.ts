import type { Observation } from "@inversa/core";

/** From here on a record is long: it costs time, and neighbouring readings hardly tell anything new. */
const longRecord = 2000;
/** Readings that show any curve of a laboratory test. */
export const proposedReadings = 500;

/**
 * An observation with at most `most` of its readings, as they were read: the first, the last, the points at which the axis turns, and others at even distances along the curves (axis and responses, each by its
 * range), so that there are more where curves bend or run steeply. Readings with gaps give way to neighbours without.
 * @returns The same observation where it is short enough already, or has histories beside its axis, which thinning would change.
 */
export function withFewerReadings(observation: Observation, most: number): Observation {
  const { test, responses } = observation;
  if (test.axis.length <= most || !canBeThinned(observation)) return observation;
  const kept = keptReadings(test.axis, Object.values(responses), most);
  const taken = (values: Float64Array): Float64Array => Float64Array.from(kept, (i) => values[i]!);
  return { ...observation, test: { ...test, axis: taken(test.axis) }, responses: Object.fromEntries(Object.entries(responses).map(([name, values]) => [name, taken(values)])) };
}

/** Whether a record is so long that it had better be used with fewer readings. */
export const isLong = (observation: Observation): boolean => observation.test.axis.length > longRecord && canBeThinned(observation);

/** What is said of a long record that is used with fewer. */
export const fewerRemark = ({ id, test }: Observation): string =>
  `"${id}" has ${test.axis.length.toLocaleString("en-US")} readings; the study uses ${proposedReadings} of them (points), more where the curves bend`;

/** Prescribed histories and programs act between their points: fewer would be another test. */
const canBeThinned = ({ test }: Observation): boolean => Object.keys(test.drives ?? {}).length === 0 && test.program === undefined;

/** Indices, ascending. */
export function keptReadings(axis: Float64Array, curves: readonly Float64Array[], most: number): readonly number[] {
  const n = axis.length;
  if (n <= most) return [...axis.keys()];
  // Means over stretches: the length of a noisy curve is that of its noise.
  const stretches = Math.min(n, 2 * most);
  const start = (k: number): number => Math.floor((k * n) / stretches);
  const means = [axis, ...curves].map((values) => filled(Array.from({ length: stretches }, (_, k) => meanOf(values, start(k), start(k + 1)))));
  const ranges = means.map((values) => Math.max(...values) - Math.min(...values) || 1);
  const length = [0];
  for (let k = 1; k < stretches; k++) length.push(length[k - 1]! + Math.hypot(...means.map((values, s) => (values[k]! - values[k - 1]!) / ranges[s]!)));

  const turns = turningReadings(axis, means[0]!, ranges[0]!, start).slice(0, Math.max(0, most - 2));
  const kept = new Set<number>([0, n - 1, ...turns]);
  const between = most - kept.size;
  const window = Math.max(1, Math.floor(n / (2 * most)));
  const total = length.at(-1)!;
  for (let i = 1, k = 1; i <= between; i++) {
    const at = (total * i) / (between + 1);
    while (k < stretches - 1 && length[k]! < at) k++;
    const share = length[k]! > length[k - 1]! ? (at - length[k - 1]!) / (length[k]! - length[k - 1]!) : 0.5;
    kept.add(mostComplete(curves, Math.min(n - 1, Math.round((start(k - 1) + start(k)) / 2 + share * (start(k) - start(k - 1)))), window, n));
  }
  return [...kept].toSorted((a, b) => a - b);
}

const meanOf = (values: Float64Array, from: number, to: number): number => {
  let [sum, count] = [0, 0];
  for (let i = from; i < to; i++) {
    if (Number.isNaN(values[i]!)) continue;
    sum += values[i]!;
    count++;
  }
  return count > 0 ? sum / count : Number.NaN;
};

/** Gaps take the value before them, those at the beginning the first there is. */
function filled(values: number[]): readonly number[] {
  let last = values.find((value) => !Number.isNaN(value)) ?? 0;
  return values.map((value) => (last = Number.isNaN(value) ? last : value));
}

/** Where the axis turns by more than its jitter: the outermost reading about each turn. */
function turningReadings(axis: Float64Array, means: readonly number[], range: number, start: (stretch: number) => number): readonly number[] {
  const turns: number[] = [];
  let [extreme, direction] = [0, 0];
  for (let k = 1; k < means.length; k++) {
    const step = means[k]! - means[extreme]!;
    if (direction === 0 ? step !== 0 : Math.sign(step) === direction) {
      [extreme, direction] = [k, direction === 0 ? Math.sign(step) : direction];
    } else if (Math.abs(step) > 0.01 * range) {
      let outermost = start(Math.max(0, extreme - 1));
      for (let i = outermost; i < start(Math.min(means.length, extreme + 2)); i++) if (direction * (axis[i]! - axis[outermost]!) > 0) outermost = i;
      turns.push(outermost);
      [extreme, direction] = [k, -direction];
    }
  }
  return turns;
}

/** The reading nearest to one that has the most measured values about it. */
function mostComplete(curves: readonly Float64Array[], at: number, window: number, n: number): number {
  const measured = (i: number): number => curves.filter((values) => !Number.isNaN(values[i]!)).length;
  let best = at;
  for (let d = 0; d <= window && measured(best) < curves.length; d++) {
    for (const i of [at - d, at + d]) if (i >= 0 && i < n && measured(i) > measured(best)) best = i;
  }
  return best;
}
