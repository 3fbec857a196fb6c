/** Value and slope along the line at one step. */
export interface OnLine {
  readonly value: number;
  readonly slope: number;
}

interface Point extends OnLine {
  readonly step: number;
}

/** Sufficient decrease and curvature, as for quasi-Newton methods. */
const c1 = 1e-4;
const c2 = 0.9;

/**
 * A step that meets the strong Wolfe conditions (Nocedal and Wright 2006, algorithms 3.5 and 3.6). The last call of `evaluate` is the one at the
 * step returned. Undefined when 25 evaluations bring no decrease. Values that are not finite are stepped back from.
 */
export async function searchLine(value: number, slope: number, first: number, evaluate: (step: number) => Promise<OnLine>): Promise<Point | undefined> {
  const start: Point = { step: 0, value, slope };
  const enough = (p: Point): boolean => p.value <= value + c1 * p.step * slope;
  const flat = (p: Point): boolean => Math.abs(p.slope) <= -c2 * slope;
  const at = async (step: number): Promise<Point> => ({ step, ...(await evaluate(step)) });

  let low = start;
  let high: Point | undefined;
  let step = first;
  let last = start;
  for (let evaluations = 0; evaluations < 25; evaluations++) {
    const p = (last = await at(step));
    if (!Number.isFinite(p.value) || !enough(p) || (low.step > 0 && p.value >= low.value)) high = p;
    else if (flat(p)) return p;
    else {
      if (high ? p.slope * (high.step - low.step) >= 0 : p.slope >= 0) high = low;
      low = p;
    }
    if (high && Math.abs(high.step - low.step) <= 1e-12 * low.step) break;
    step = high ? between(low, high) : 2.5 * step;
  }
  if (low.step === 0) return undefined;
  return last === low ? low : await at(low.step);
}

/** The minimum of the cubic through both points and slopes, kept away from the ends of the interval. */
function between(a: Point, b: Point): number {
  const left = Math.min(a.step, b.step);
  const width = Math.abs(b.step - a.step);
  const middle = left + width / 2;
  if (!Number.isFinite(b.value) || !Number.isFinite(b.slope)) return left + width * 0.1;
  const d1 = a.slope + b.slope - (3 * (a.value - b.value)) / (a.step - b.step);
  const square = d1 * d1 - a.slope * b.slope;
  if (!(square >= 0)) return middle;
  const d2 = Math.sign(b.step - a.step) * Math.sqrt(square);
  const step = b.step - ((b.step - a.step) * (b.slope + d2 - d1)) / (b.slope - a.slope + 2 * d2);
  return Number.isFinite(step) ? Math.min(left + 0.9 * width, Math.max(left + 0.1 * width, step)) : middle;
}
