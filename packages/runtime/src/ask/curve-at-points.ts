/** A stretch of an axis in which it does not turn back, from one point to another, both included. */
interface Branch { readonly from: number; readonly to: number; readonly rising: boolean }

/** How often an axis turns back: 0 for one that only rises. */
export const turnsOf = (axis: Float64Array): number => branchesOf(axis).length - 1;

/**
 * A measured curve at other points of its axis: linear between neighbouring readings, NaN beyond the first and the last and where a neighbour is a gap. Where the axis turns back
 * (unloading), each stretch is taken by itself.
 * @param points Turn back as often as `axis` does.
 */
export function curveAtPoints(axis: Float64Array, values: Float64Array, points: Float64Array): Float64Array {
  if (axis.length === points.length && axis.every((value, i) => value === points[i])) return values.slice();
  const out = new Float64Array(points.length).fill(Number.NaN);
  const [measured, wanted] = [branchesOf(axis), branchesOf(points)];
  for (const [b, { from, to, rising }] of wanted.entries()) {
    const own = measured[b];
    if (!own || own.rising !== rising) continue;
    let at = own.from;
    for (let i = from; i <= to; i++) {
      const point = points[i]!;
      while (at + 1 < own.to && (rising ? axis[at + 1]! < point : axis[at + 1]! > point)) at++;
      out[i] = between(axis, values, at, Math.min(at + 1, own.to), point);
    }
  }
  return out;
}

/** What a point may lie beyond the last reading by round-off, as a share of the distance between the two. */
const roundOff = 1e-9;

function between(axis: Float64Array, values: Float64Array, a: number, b: number, point: number): number {
  if (axis[a] === point) return values[a]!;
  if (axis[b] === point) return values[b]!;
  const share = (point - axis[a]!) / (axis[b]! - axis[a]!);
  if (!(share >= -roundOff && share <= 1 + roundOff)) return Number.NaN;
  return values[a]! + share * (values[b]! - values[a]!);
}

function branchesOf(axis: Float64Array): readonly Branch[] {
  const branches: Branch[] = [];
  let from = 0;
  let rising: boolean | undefined;
  for (let i = 1; i < axis.length; i++) {
    const step = axis[i]! - axis[i - 1]!;
    if (step === 0) continue;
    if (rising === undefined) rising = step > 0;
    else if (step > 0 !== rising) {
      branches.push({ from, to: i - 1, rising });
      [from, rising] = [i - 1, step > 0];
    }
  }
  return [...branches, { from, to: axis.length - 1, rising: rising ?? true }];
}
