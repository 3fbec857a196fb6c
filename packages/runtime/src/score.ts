import { mean, median } from "@inversa/numerics";
import type { Finding } from "./finding.ts";
import type { ParameterSpace } from "./parameter-space.ts";

/** How well an estimator finds one parameter over many cases with known truth. */
export interface ParameterScore {
  readonly name: string;
  /** In the parameter's unit. */
  readonly rmse: number;
  readonly medianRelativeError: number;
  readonly maxRelativeError: number;
  /** Share of the cases whose truth lies in the 95 % interval; null when the method gives none. */
  readonly coverage95: number | null;
  /** Root mean square error in working coordinates over the Cramér-Rao floor; null without noise. 1 is the best an unbiased estimator can do. */
  readonly rmseOverFloor: number | null;
}

/**
 * @param truth True coordinates of each case.
 * @param findings What the estimator found; undefined where it failed.
 * @param floor Of each coordinate, over the same cases; undefined without noise.
 */
export function scored(space: ParameterSpace, truth: readonly Float64Array[], findings: readonly (Finding | undefined)[], floor: Float64Array | undefined): readonly ParameterScore[] {
  const cases = findings.flatMap((finding, i) => (finding ? [{ finding, coordinates: truth[i]!, theta: space.toTheta(truth[i]!), value: space.toTheta(finding.coordinates) }] : []));
  return space.names.map((name, j): ParameterScore => {
    const relative = cases.map(({ theta, value }) => Math.abs(value[j]! - theta[j]!) / Math.abs(theta[j]!));
    const squared = cases.map(({ finding, coordinates }) => (finding.coordinates[j]! - coordinates[j]!) ** 2);
    const judged = cases.filter(({ finding }) => finding.interval);
    const inside = judged.filter(({ finding, coordinates }) => holds(finding, coordinates[j]!, j, space));
    return {
      name,
      rmse: Math.sqrt(mean(cases.map(({ theta, value }) => (value[j]! - theta[j]!) ** 2))),
      medianRelativeError: median(relative),
      maxRelativeError: Math.max(...relative),
      coverage95: judged.length > 0 ? inside.length / judged.length : null,
      rmseOverFloor: floor ? Math.sqrt(mean(squared)) / floor[j]! : null,
    };
  });
}

/** An interval that ends at the prior's range holds what lies on that end, round-off of the coordinates allowed for. */
function holds({ interval }: Finding, truth: number, j: number, space: ParameterSpace): boolean {
  const margin = 1e-12 * (space.upper[j]! - space.lower[j]!);
  return truth >= interval!.lower[j]! - margin && truth <= interval!.upper[j]! + margin;
}
