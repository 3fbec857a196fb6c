/** A reversal of the axis by this share of its range is unloading, whatever the responses do. */
const turn = 0.05;
/** A response that changes by this share of its range while the axis runs back shows unloading too: soil unloads over a very small strain. */
const answer = 0.1;

/** Which readings stay, and what happened to the others. */
export interface Kept {
  readonly indices: readonly number[];
  /** Readings at which the axis ran back and that were dropped. */
  readonly dropped: number;
  /** Largest run back among them, in the axis's unit. */
  readonly depth: number;
  /** Turning points that stayed: one unload-reload loop has two. */
  readonly turns: number;
}

/**
 * Separates unloading from jitter of the axis. Readings that run back from the furthest point reached are held until either the axis passes that
 * point again (they were jitter and go) or the reversal is large, or a response follows it (it is unloading and stays). Every reading is
 * looked at a bounded number of times.
 * @param allowTurns False for the envelope: only readings that advance in the main direction stay.
 */
export function withoutJitter(axis: Float64Array, responses: readonly Float64Array[], allowTurns: boolean): Kept {
  const range = rangeOf(axis);
  const wanted = turn * range;
  const answers = responses.map((r) => answer * rangeOf(r));
  let direction = mainDirection(axis, allowTurns ? wanted : range);
  const indices: number[] = [];
  let held: number[] = [];
  let [dropped, depth, turns, extreme] = [0, 0, 0, -1];
  for (let i = 0; i < axis.length; i++) {
    if (extreme < 0 || (axis[i]! - axis[extreme]!) * direction >= 0) {
      for (const h of held) depth = Math.max(depth, Math.abs(axis[h]! - axis[extreme]!));
      dropped += held.length;
      held = [];
      indices.push(i);
      extreme = i;
      continue;
    }
    held.push(i);
    if (!allowTurns) continue;
    const back = Math.abs(axis[i]! - axis[extreme]!);
    if (back < wanted && !responses.some((r, k) => answers[k]! > 0 && (r[i]! - r[extreme]!) * leading(r, extreme, indices) <= -answers[k]!)) continue;
    direction = -direction;
    turns++;
    // What was held is the beginning of the run back; jitter within it goes.
    let reached = extreme;
    for (const h of held) {
      if ((axis[h]! - axis[reached]!) * direction < 0) {
        dropped++;
        depth = Math.max(depth, Math.abs(axis[h]! - axis[reached]!));
        continue;
      }
      indices.push(h);
      reached = h;
    }
    held = [];
    extreme = reached;
  }
  for (const h of held) depth = Math.max(depth, Math.abs(axis[h]! - axis[extreme]!));
  return { indices, dropped: dropped + held.length, depth, turns };
}

/** Which way a response was going when the axis turned: unloading takes it back. */
function leading(response: Float64Array, at: number, indices: readonly number[]): number {
  for (let k = indices.length - 2; k >= 0 && k > indices.length - 8; k--) {
    const change = response[at]! - response[indices[k]!]!;
    if (change !== 0 && Number.isFinite(change)) return Math.sign(change);
  }
  return 1;
}

function rangeOf(values: Float64Array): number {
  let [low, high] = [Infinity, -Infinity];
  for (const v of values) {
    if (v < low) low = v;
    if (v > high) high = v;
  }
  return high > low ? high - low : 0;
}

/** The way the axis first goes for good. */
function mainDirection(axis: Float64Array, enough: number): number {
  let far = 0;
  for (const v of axis) {
    if (Math.abs(v - axis[0]!) > Math.abs(far)) far = v - axis[0]!;
    if (Math.abs(far) >= enough && far !== 0) break;
  }
  return far < 0 ? -1 : 1;
}
