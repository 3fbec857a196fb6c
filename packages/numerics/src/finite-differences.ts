import type { Matrix } from "./matrix.ts";

/** What differences are taken of, and where. */
export interface DifferenceProblem {
  /** Writes the values at x; false means x has no meaning. */
  evaluate(x: Float64Array, out: Float64Array): boolean;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** Size of each parameter, positive: steps are relative to it. */
  readonly typical: Float64Array;
}

const attempts = 3;
const shortening = 30;

/**
 * Derivatives of the values by differences that never leave the bounds: one-sided, away from the nearer bound if need
 * be, or central where there is room (else one-sided of second order). Where a neighbour has no meaning the other side
 * and then shorter steps are tried. A parameter whose bounds coincide gets a zero column.
 *
 * @param values at x, N
 * @param step relative to the typical size of each parameter
 * @param out N x P
 * @returns the first parameter that has no derivative at x, or -1 if all have
 */
export function differences(
  problem: DifferenceProblem,
  x: Float64Array,
  values: Float64Array,
  step: number,
  order: "forward" | "central",
  out: Matrix,
): number {
  const { lower, upper, typical } = problem;
  const probe = Float64Array.from(x);
  const one = new Float64Array(values.length);
  const two = new Float64Array(values.length);

  /** Evaluates at x + h e_j; the step that rounding and bounds left of h, or 0 if there is no meaning there. */
  function shifted(j: number, h: number, into: Float64Array): number {
    const inside = Math.min(upper[j]!, Math.max(lower[j]!, x[j]! + h));
    probe[j] = inside;
    const meant = inside !== x[j] && problem.evaluate(probe, into);
    probe[j] = x[j]!;
    return meant ? inside - x[j]! : 0;
  }

  function setColumn(j: number, slope: (i: number) => number): void {
    for (let i = 0; i < out.rows; i++) out.data[i * out.columns + j] = slope(i);
  }

  function oneSided(j: number, h: number): boolean {
    const above = upper[j]! - x[j]!;
    const forward = above >= h || above >= x[j]! - lower[j]!;
    for (const direction of forward ? [h, -h] : [-h, h]) {
      const a = shifted(j, direction, one);
      if (a === 0) continue;
      setColumn(j, (i) => (one[i]! - values[i]!) / a);
      return true;
    }
    return false;
  }

  /** The slope at x of the parabola through x and two neighbours: on both sides, or both on the roomier one. */
  function twoPoints(j: number, h: number): boolean {
    const above = upper[j]! - x[j]!;
    const below = x[j]! - lower[j]!;
    const side = above >= below ? h : -h;
    const [first, second] = above >= h && below >= h ? [h, -h] : [side, 2 * side];
    const a = shifted(j, first, one);
    const b = a === 0 ? 0 : shifted(j, second, two);
    if (b === 0 || a === b) return false;
    setColumn(j, (i) => ((one[i]! - values[i]!) * (b / a) - (two[i]! - values[i]!) * (a / b)) / (b - a));
    return true;
  }

  for (let j = 0; j < x.length; j++) {
    if (lower[j] === upper[j]) {
      setColumn(j, () => 0);
      continue;
    }
    let found = false;
    for (let attempt = 0, h = step * typical[j]!; attempt < attempts && !found; attempt++, h /= shortening) {
      found = (order === "central" && twoPoints(j, h)) || oneSided(j, h);
    }
    if (!found) return j;
  }
  return -1;
}
