import { lineThrough } from "@inversa/numerics";
import type { MeasuredTest } from "@inversa/soil";

/** One reading: logarithm of the stress and specific volume. */
export interface Reading {
  readonly x: number;
  readonly v: number;
}

/** Straight stretches of one compression test in specific volume over the logarithm of stress. */
export interface CompressionLines {
  readonly id: string;
  readonly protocol: string;
  /** Slope of the virgin stretch, positive, and the point through which it passes: mean logarithm of the stress and volume. */
  readonly virgin?: { readonly slope: number; readonly lnStress: number; readonly volume: number };
  /** Unloading branches, each from the reading at which the stress turned back. */
  readonly branches: readonly (readonly Reading[])[];
}

/** From which share of the steepest stretch on first loading counts as virgin: less than that is the bend before it. */
const steep = 0.8;

/**
 * Reads the lines of a test whose axis is a stress and whose void ratio was measured, or follows from its strain and initial void ratio.
 *
 * Virgin: the last readings on first loading, from where the curve is nearly as steep as anywhere.
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
  const slopes = first.slice(1).map(({ x, v }, i) => (first[i]!.v - v) / (x - first[i]!.x));
  if (slopes.length === 0) return undefined;
  const least = steep * Math.max(...slopes);
  const from = slopes.findLastIndex((slope) => slope < least) + 1;
  const line = first.slice(from);
  if (line.length < 2) return undefined;
  const [x, v] = [line.map((point) => point.x), line.map((point) => point.v)];
  const { slope, intercept } = lineThrough(x, v);
  const lnStress = x.reduce((sum, value) => sum + value / x.length, 0);
  return slope < 0 ? { slope: -slope, lnStress, volume: intercept + slope * lnStress } : undefined;
}

/**
 * One slope, positive, for several branches, each with a level of its own. The reading at which the stress turned back still creeps and counts only where there is no
 * other pair.
 */
export function swellingSlope(branches: readonly (readonly Reading[])[]): number | undefined {
  let [sxx, sxy] = [0, 0];
  for (const whole of branches) {
    const branch = whole.length > 2 ? whole.slice(1) : whole;
    const mean = (of: "x" | "v"): number => branch.reduce((sum, point) => sum + point[of] / branch.length, 0);
    const [mx, mv] = [mean("x"), mean("v")];
    for (const { x, v } of branch) [sxx, sxy] = [sxx + (x - mx) ** 2, sxy + (x - mx) * (v - mv)];
  }
  return sxx > 0 && sxy < 0 ? -sxy / sxx : undefined;
}
