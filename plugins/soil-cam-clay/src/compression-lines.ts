import { lineThrough, studentQuantile975 } from "@inversa/numerics";
import type { MeasuredTest } from "@inversa/soil";

/** One reading: logarithm of the stress and specific volume. */
export interface Reading {
  readonly x: number;
  readonly v: number;
}

/** A slope, positive, with the half width of its 95 % interval; NaN where the readings leave no scatter. */
export interface Slope {
  readonly slope: number;
  readonly margin: number;
}

/** Straight stretches of one compression test in specific volume over the logarithm of stress. */
export interface CompressionLines {
  readonly id: string;
  readonly protocol: string;
  /** Slope of the virgin stretch, positive, with its 95 % margin, and the point through which it passes: mean logarithm of the stress and volume. */
  readonly virgin?: Slope & { readonly lnStress: number; readonly volume: number };
  /** Unloading branches, each from the reading at which the stress turned back. */
  readonly branches: readonly (readonly Reading[])[];
}

/** The virgin stretch spans at least this factor of stress, so that one reading's error does not make its slope. */
const leastFactor = 2;
/** A longer stretch that is nearly as steep is the surer reading; a less steep one has part of the bend before it. */
const steep = 0.98;

/**
 * Reads the lines of a test whose axis is a stress and whose void ratio was measured, or follows from its strain and initial void ratio.
 *
 * Virgin: the longest stretch that ends with the last reading on first loading and is nearly as steep as the steepest.
 */
export function compressionLines({ id, test: { protocol, conditions, axis }, responses }: MeasuredTest): CompressionLines | undefined {
  const { initialVoidRatio: e0 } = conditions;
  const { voidRatio: e, axialStrain, volumetricStrain = axialStrain } = responses;
  const volume = (i: number): number => (e && Number.isFinite(e[i]) ? 1 + e[i]! : e0 !== undefined && volumetricStrain ? (1 + e0) * Math.exp(-volumetricStrain[i]!) : Number.NaN);
  const points = [...axis.keys()].map((i) => ({ x: Math.log(axis[i]!), v: volume(i) })).filter(({ x, v }) => Number.isFinite(x) && Number.isFinite(v));
  const first: Reading[] = [];
  const branches: Reading[][] = [];
  for (const [i, point] of points.entries()) {
    if (point.x > (first.at(-1)?.x ?? -Infinity)) first.push(point);
    else if (point.x < points[i - 1]!.x) {
      const branch = branches.at(-1);
      if (branch && branch.at(-1) === points[i - 1]) branch.push(point);
      else branches.push([points[i - 1]!, point]);
    }
  }
  const virgin = virginOf(first);
  return points.length < 2 ? undefined : { id, protocol, branches, ...(virgin ? { virgin } : {}) };
}

function virginOf(first: readonly Reading[]): CompressionLines["virgin"] {
  // From the longest to the shortest stretch that ends with the last reading.
  const tails = first.flatMap((_, from) => {
    const tail = first.slice(from);
    if (tail.length < 2 || tail.at(-1)!.x - tail[0]!.x < Math.log(leastFactor) - 1e-9) return [];
    const { slope, intercept, slopeMargin } = lineThrough(tail.map(({ x }) => x), tail.map(({ v }) => v));
    return [{ slope, intercept, margin: slopeMargin, lnStress: tail.reduce((sum, { x }) => sum + x / tail.length, 0) }];
  });
  const steepest = Math.min(...tails.map(({ slope }) => slope));
  const line = tails.find(({ slope }) => slope <= steep * steepest);
  return line && steepest < 0 ? { slope: -line.slope, margin: line.margin, lnStress: line.lnStress, volume: line.intercept + line.slope * line.lnStress } : undefined;
}

/**
 * One slope, positive, for several branches, each with a level of its own. The reading at which the stress turned back still creeps and counts only where there is no
 * other pair.
 */
export function swellingSlope(branches: readonly (readonly Reading[])[]): Slope | undefined {
  let [sxx, sxy, syy, freedom] = [0, 0, 0, -1];
  for (const whole of branches) {
    const branch = whole.length > 2 ? whole.slice(1) : whole;
    const mean = (of: "x" | "v"): number => branch.reduce((sum, point) => sum + point[of] / branch.length, 0);
    const [mx, mv] = [mean("x"), mean("v")];
    for (const { x, v } of branch) [sxx, sxy, syy] = [sxx + (x - mx) ** 2, sxy + (x - mx) * (v - mv), syy + (v - mv) ** 2];
    freedom += branch.length - 1;
  }
  if (!(sxx > 0 && sxy < 0)) return undefined;
  return { slope: -sxy / sxx, margin: studentQuantile975(freedom) * Math.sqrt(Math.max(0, syy - sxy ** 2 / sxx) / freedom / sxx) };
}
