/** The picture of one response: where its axes end. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/** A step of 1, 2 or 5 times a power of ten that cuts a span into about so many pieces. */
export function niceStep(span: number, pieces = 5): number {
  const raw = span / pieces;
  const power = 10 ** Math.floor(Math.log10(raw));
  const times = [1, 2, 5, 10].find((one) => one * power >= raw * 0.999) ?? 10;
  return times * power;
}

/** Ends at round numbers; around zero where the values are one number. */
export function niceRange({ min, max }: Range): Range {
  if (!(max > min)) return niceRange({ min: Math.min(0, min), max: Math.max(min, min === 0 ? 1 : 0) });
  const step = niceStep(max - min);
  // A curve from zero begins at the edge of the picture, and one that leaves it by a hair does not move the axis by a whole step.
  return { min: Math.floor(min / step + 0.05) * step || 0, max: Math.ceil(max / step - 0.02) * step || 0 };
}

/**
 * An axis that stays where it is while a slider moves, unless the curves leave it or use less than 70 % of it: a picture that rescales with every frame shows no movement.
 * @param before The axis so far.
 */
export function steadyRange(before: Range | undefined, needed: Range): Range {
  const fresh = niceRange(needed);
  if (!before) return fresh;
  const leaves = needed.min < before.min || needed.max > before.max;
  const sparse = fresh.max - fresh.min < 0.7 * (before.max - before.min);
  return leaves || sparse ? fresh : before;
}

/** Of all finite numbers; undefined where there are none. */
export function extent(...series: readonly ArrayLike<number>[]): Range | undefined {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const values of series) {
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      if (value < min) min = value;
      if (value > max && value !== Number.POSITIVE_INFINITY) max = value;
    }
  }
  return max >= min && Number.isFinite(min) ? { min, max } : undefined;
}
