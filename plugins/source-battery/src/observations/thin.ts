import { projected } from "./project.ts";
import type { History } from "./history.ts";

/** A history with fewer samples. */
export interface Thinned {
  readonly history: History;
  /** Largest distance of a sample that was left out from the straight line between those that were kept: V, A. */
  readonly error: { readonly voltage: number; readonly current: number };
}

/** Temperatures between which this is missed are straight enough, in K. */
const temperatureTolerance = 0.2;
/** A current within this share of the largest counts as straight; what is averaged keeps its charge. */
const currentTolerance = 0.01;

/** How samples are chosen: evenly in time, or where the curve bends. */
export type Sampling = "even" | "shape";

/**
 * Keeps the ends of every piece (steps and jumps) and, evenly, samples nearest to evenly spread times; or, by shape, half of the points evenly and then the sample that lies
 * furthest from the straight line between its kept neighbours, until voltage, current and temperature are straight within their tolerances or there are enough points. The
 * current between is not sampled but averaged, so that every piece takes the charge that it took.
 */
export function thinned(history: History, most: number, sampling: Sampling, toleranceVolts: number): Thinned {
  const { time, current, voltage, temperature, pieces } = history;
  const n = time.length;
  const peak = current.reduce((largest, v) => Math.max(largest, Math.abs(v)), 0);
  const kept = new Uint8Array(n);
  kept[n - 1] = 1;
  for (const start of pieces) {
    kept[start] = 1;
    if (start > 0) kept[start - 1] = 1;
  }
  const fixed = kept.reduce((sum, k) => sum + k, 0);
  if (n <= most && sampling === "even") kept.fill(1);
  else spread(time, kept, sampling === "even" ? most - fixed + 1 : Math.floor(most / 2));
  const series = [{ values: voltage, tolerance: toleranceVolts }, { values: current, tolerance: Math.max(currentTolerance * peak, 1e-12) }, ...(temperature ? [{ values: temperature, tolerance: temperatureTolerance }] : [])];
  let count = kept.reduce((sum, k) => sum + k, 0);
  const queue = new Worst();
  const measure = (from: number, to: number): void => {
    if (to - from < 2) return;
    const worst = worstBetween(time, series, from, to);
    if (worst.error > 1) queue.push({ ...worst, from, to });
  };
  if (sampling === "shape") {
    const ends = [...kept.keys()].filter((i) => kept[i] === 1);
    for (let k = 1; k < ends.length; k++) measure(ends[k - 1]!, ends[k]!);
  }
  for (let next = queue.pop(); next && count < most; next = queue.pop()) {
    kept[next.at] = 1;
    count++;
    measure(next.from, next.at);
    measure(next.at, next.to);
  }
  const rows = [...kept.keys()].filter((i) => kept[i] === 1);
  const error = { voltage: 0, current: 0 };
  for (let k = 1; k < rows.length; k++) {
    error.voltage = Math.max(error.voltage, worstBetween(time, [{ values: voltage, tolerance: 1 }], rows[k - 1]!, rows[k]!).error);
    error.current = Math.max(error.current, worstBetween(time, [{ values: current, tolerance: 1 }], rows[k - 1]!, rows[k]!).error);
  }
  const pick = (values: Float64Array): Float64Array => Float64Array.from(rows, (i) => values[i]!);
  const place = new Map(rows.map((row, k) => [row, k]));
  return {
    history: { time: pick(time), current: projected(history, rows), voltage: pick(voltage), temperature: temperature && pick(temperature), pieces: pieces.map((start) => place.get(start)!) },
    error,
  };
}

/** Marks the samples nearest to `count` evenly spread times. */
function spread(time: Float64Array, kept: Uint8Array, count: number): void {
  const end = time.at(-1)!;
  let row = 0;
  for (let k = 1; k < count; k++) {
    const wanted = (end * k) / count;
    while (row + 1 < time.length && Math.abs(time[row + 1]! - wanted) <= Math.abs(time[row]! - wanted)) row++;
    kept[row] = 1;
  }
}

interface Series { readonly values: Float64Array; readonly tolerance: number }

/** The sample between two that lies furthest off the straight lines between them, in tolerances. Ends that nobody measured are replaced by the nearest measured sample. */
function worstBetween(time: Float64Array, series: readonly Series[], from: number, to: number): { readonly at: number; readonly error: number } {
  let [at, most] = [from, 0];
  for (const { values, tolerance } of series) {
    let [a, b] = [from, to];
    while (a < to && Number.isNaN(values[a]!)) a++;
    while (b > a && Number.isNaN(values[b]!)) b--;
    const slope = b > a && time[b]! > time[a]! ? (values[b]! - values[a]!) / (time[b]! - time[a]!) : 0;
    for (let i = from + 1; i < to; i++) {
      const off = Math.abs(values[i]! - (values[a]! + slope * (time[i]! - time[a]!))) / tolerance;
      if (off > most) [at, most] = [i, off];
    }
  }
  return { at, error: most };
}

interface Entry { readonly at: number; readonly error: number; readonly from: number; readonly to: number }

/** The entry with the largest error first: a binary heap. */
class Worst {
  private readonly heap: Entry[] = [];

  push(entry: Entry): void {
    const { heap } = this;
    let at = heap.push(entry) - 1;
    for (let up = (at - 1) >> 1; at > 0 && heap[up]!.error < entry.error; up = (at - 1) >> 1) {
      heap[at] = heap[up]!;
      at = up;
    }
    heap[at] = entry;
  }

  pop(): Entry | undefined {
    const { heap } = this;
    const [top] = heap;
    const moved = heap.pop();
    if (heap.length === 0 || !moved) return top;
    let at = 0;
    for (;;) {
      let down = 2 * at + 1;
      if (down >= heap.length) break;
      if (down + 1 < heap.length && heap[down + 1]!.error > heap[down]!.error) down++;
      if (heap[down]!.error <= moved.error) break;
      heap[at] = heap[down]!;
      at = down;
    }
    heap[at] = moved;
    return top;
  }
}
