/** Longest series that is drawn point by point. */
const longest = 2_000;

/** Buckets of a longer one: each keeps its lowest and highest point and its first gap. */
const buckets = 400;

/**
 * Series for a picture: as they are up to 2,000 points; beyond that the first and the last point and, of each of 400 stretches, the lowest, the highest and the first gap, in their order.
 * No peak, gap or unloading loop disappears, and a record of a day at one reading a second stays a picture of kilobytes.
 *
 * @param heights What decides: the value of each point, null for a gap.
 * @returns Positions of the points to draw.
 */
export function thinned(heights: readonly (number | null)[]): readonly number[] {
  if (heights.length <= longest) return heights.map((_, i) => i);
  const keep = new Set([0, heights.length - 1]);
  const size = heights.length / buckets;
  for (let bucket = 0; bucket < buckets; bucket++) {
    let low: number | undefined, high: number | undefined, gap: number | undefined;
    for (let i = Math.floor(bucket * size); i < Math.floor((bucket + 1) * size); i++) {
      const height = heights[i]!;
      if (height === null) { gap ??= i; continue; }
      if (low === undefined || height < heights[low]!) low = i;
      if (high === undefined || height > heights[high]!) high = i;
    }
    for (const i of [low, high, gap]) if (i !== undefined) keep.add(i);
  }
  return [...keep].sort((a, b) => a - b);
}

/** {@link thinned} for points whose second coordinate is the height. */
export const thinnedPoints = <P extends readonly [x: number, y: number | null, ...rest: readonly unknown[]]>(points: readonly P[]): readonly P[] =>
  thinned(points.map(([, y]) => y)).map((i) => points[i]!);
