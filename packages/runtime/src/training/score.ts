import { mean, median } from "@inversa/numerics";
import type { Interval } from "../space/interval.ts";
import type { ParameterSpace } from "../space/parameter-space.ts";

/** How well an estimator finds one parameter over many cases with known truth. */
export interface ParameterScore {
  readonly name: string;
  /** In the parameter's unit. */
  readonly rmse: number;
  readonly meanRelativeError: number;
  readonly medianRelativeError: number;
  readonly maxRelativeError: number;
  /** Share of the cases whose truth lies in the 95 % interval; null when the method gives none. */
  readonly coverage95: number | null;
  /** Root mean square error in working coordinates over the prior's standard deviation: 1 has learnt nothing. */
  readonly rmseOverPrior: number;
  /**
   * Root mean square error over the Cramér-Rao floor, both in working coordinates and over the cases in which the tests determine the parameter.
   * 1 is the best an unbiased estimator can do; null without noise or without such a case.
   */
  readonly rmseOverFloor: number | null;
}

/** What is judged of a finding, in working coordinates. */
interface Found {
  readonly coordinates: Float64Array;
  readonly interval?: Interval | undefined;
}

/**
 * @param truth True coordinates of each case.
 * @param findings What the estimator found; undefined where it failed.
 * @param floors Cramér-Rao floor of each case and coordinate, Infinity where the tests do not determine it; undefined without noise.
 */
export function scored(space: ParameterSpace, truth: readonly Float64Array[], findings: readonly (Found | undefined)[], floors: readonly Float64Array[] | undefined): readonly ParameterScore[] {
  const cases = findings.flatMap((finding, i) => (finding ? [{ finding, coordinates: truth[i]!, floor: floors?.[i], theta: space.toTheta(truth[i]!), value: space.toTheta(finding.coordinates) }] : []));
  return space.names.map((name, j): ParameterScore => {
    const relative = cases.map(({ theta, value }) => Math.abs(value[j]! - theta[j]!) / Math.abs(theta[j]!));
    const squared = cases.map(({ finding, coordinates }) => (finding.coordinates[j]! - coordinates[j]!) ** 2);
    const determined = cases.flatMap(({ floor }, i) => (floor && floor[j]! < Number.POSITIVE_INFINITY ? [{ floor: floor[j]! ** 2, error: squared[i]! }] : []));
    const judged = cases.filter(({ finding: { interval } }) => interval && !Number.isNaN(interval.lower[j]! + interval.upper[j]!));
    const inside = judged.filter(({ finding, coordinates }) => holds(finding, coordinates[j]!, j, space));
    return {
      name,
      rmse: Math.sqrt(mean(cases.map(({ theta, value }) => (value[j]! - theta[j]!) ** 2))),
      meanRelativeError: mean(relative),
      medianRelativeError: median(relative),
      maxRelativeError: relative.length > 0 ? relative.reduce((most, value) => Math.max(most, value)) : Number.NaN,
      coverage95: judged.length > 0 ? inside.length / judged.length : null,
      rmseOverPrior: Math.sqrt(mean(squared)) / space.priorSd[j]!,
      rmseOverFloor: determined.length > 0 ? Math.sqrt(mean(determined.map((d) => d.error)) / mean(determined.map((d) => d.floor))) : null,
    };
  });
}

/** An interval that ends at the prior's range holds what lies on that end, round-off of the coordinates allowed for. */
function holds({ interval }: Found, truth: number, j: number, space: ParameterSpace): boolean {
  const margin = 1e-12 * (space.upper[j]! - space.lower[j]!);
  return truth >= interval!.lower[j]! - margin && truth <= interval!.upper[j]! + margin;
}
