/** A point on the search line: how far along, the value and the slope there. */
export interface LinePoint {
  readonly step: number;
  readonly value: number;
  readonly slope: number;
}

const decrease = 1e-4;
const curvature = 0.9;
const most = 40;

/**
 * A step that meets the strong Wolfe conditions (value down by 1e-4 of the slope, slope down to 0.9), or the best step
 * with sufficient decrease if there is none; undefined if not even that was found.
 * Source: J. Nocedal and S. J. Wright, "Numerical optimization", 2nd ed. (2006), algorithms 3.5 and 3.6.
 *
 * @param at evaluates the line; a value that is not finite counts as too far
 * @param start the point at step 0, its slope negative
 */
export function wolfeSearch(at: (step: number) => LinePoint, start: LinePoint, first: number): LinePoint | undefined {
  const enough = (p: LinePoint): boolean => p.value <= start.value + decrease * p.step * start.slope;
  const flat = (p: LinePoint): boolean => Math.abs(p.slope) <= -curvature * start.slope;
  let low = start;
  let high: LinePoint | undefined;
  let step = first;
  for (let trial = 0; trial < most; trial++) {
    const point = at(step);
    const finite = Number.isFinite(point.value) && Number.isFinite(point.slope);
    if (!finite || !enough(point) || (point.value >= low.value && low.step > 0)) high = point;
    else if (flat(point)) return point;
    else {
      if (point.slope * (high === undefined ? 1 : high.step - low.step) >= 0) high = low;
      low = point;
    }
    step = high === undefined ? low.step * 4 : between(low, high);
    if (high !== undefined && Math.abs(high.step - low.step) <= 1e-14 * Math.max(high.step, low.step)) break;
  }
  return low.step > 0 ? low : undefined;
}

/** Where the cubic through both ends has its minimum, kept a tenth of the interval away from either. */
function between(low: LinePoint, high: LinePoint): number {
  const width = high.step - low.step;
  const middle = low.step + width / 2;
  if (!Number.isFinite(high.value) || !Number.isFinite(high.slope)) return low.step + width / 10;
  const d1 = low.slope + high.slope - (3 * (low.value - high.value)) / (low.step - high.step);
  const square = d1 * d1 - low.slope * high.slope;
  if (!(square >= 0)) return middle;
  const d2 = Math.sign(width) * Math.sqrt(square);
  const minimum = high.step - (width * (high.slope + d2 - d1)) / (high.slope - low.slope + 2 * d2);
  const fraction = (minimum - low.step) / width;
  return Number.isNaN(fraction) ? middle : low.step + width * Math.min(0.9, Math.max(0.1, fraction));
}
