import type { Objective } from "@inversa/core";
import { breather, type Breather } from "@inversa/numerics";

/** The misfit of a study on the unit cube: 0 is a coordinate's lower bound, 1 its upper one. Counts, remembers the best, and lets the event loop run. */
export interface Misfit {
  readonly dimension: number;
  /** Half the sum of squared residuals and prior terms; Infinity where the coordinates have no meaning or no solution. */
  at(u: Float64Array): Promise<number>;
  /** Whether the parameters contradict each other; asks the prior alone, without a simulation. */
  contradicts(u: Float64Array): boolean;
  evaluations(): number;
  /** The lowest misfit so far, Infinity before the first answer. */
  least(): number;
  /** A cost that matters: 1 (half a unit of chi-square is one sigma), or more where the misfit shows more noise than was stated. */
  unit(): number;
  toCoordinates(u: Float64Array): Float64Array;
  toUnit(coordinates: Float64Array): Float64Array;
  readonly rests: Breather;
}

/**
 * C(x) = 1/2 r' r + 1/2 (x - m)' P (x - m), with m and P the Gaussian part of the prior. The flat parts of a prior are its bounds and relations: a cost of
 * Infinity where `logPrior` is -Infinity.
 */
export function misfitOf(objective: Objective, signal: AbortSignal): Misfit {
  const { dimension: P, size: N, lower, upper, prior } = objective;
  const [from, to] = searchRange(objective);
  const rests = breather(signal);
  const residuals = new Float64Array(N);
  const hasPrior = prior.precision.data.some((value) => value !== 0);
  let evaluations = 0;
  let least = Infinity;

  const toCoordinates = (u: Float64Array): Float64Array =>
    // Exactly the bound at the ends: the sum may round beyond it.
    u.map((value, j) => (value >= 1 ? to[j]! : value <= 0 ? from[j]! : Math.min(to[j]!, from[j]! + value * (to[j]! - from[j]!))));

  function costAt(x: Float64Array): number {
    if (objective.logPrior(x) === -Infinity) return Infinity;
    evaluations++;
    if (!objective.residuals(x, residuals)) return Infinity;
    let cost = 0;
    for (let i = 0; i < N; i++) cost += (residuals[i]! * residuals[i]!) / 2;
    if (hasPrior) cost += quadratic(prior.precision.data, x, prior.mean) / 2;
    return Number.isNaN(cost) ? Infinity : cost;
  }

  return {
    dimension: P,
    rests,
    toCoordinates,
    toUnit: (x) => x.map((value, j) => (to[j]! > from[j]! ? Math.min(1, Math.max(0, (Math.min(upper[j]!, Math.max(lower[j]!, value)) - from[j]!) / (to[j]! - from[j]!))) : 0)),
    evaluations: () => evaluations,
    least: () => least,
    unit: () => (least < Infinity ? Math.max(1, (2 * least) / N) : 1),
    contradicts: (u) => objective.logPrior(toCoordinates(u)) === -Infinity,
    at: async (u) => {
      if (rests.due()) await rests.rest();
      const cost = costAt(toCoordinates(u));
      if (cost < least) least = cost;
      return cost;
    },
  };
}

function quadratic(precision: Float64Array, x: Float64Array, mean: Float64Array): number {
  const P = x.length;
  let sum = 0;
  for (let i = 0; i < P; i++) for (let j = 0; j < P; j++) sum += precision[i * P + j]! * (x[i]! - mean[i]!) * (x[j]! - mean[j]!);
  return sum;
}

/** Half the width of the search, in standard deviations of the prior, where a bound is open. */
const reach = 6;

/** The box that is searched: the bounds, and where one is open six standard deviations of the prior (ten times the mean's size without one). */
function searchRange({ dimension: P, lower, upper, prior }: Objective): [Float64Array, Float64Array] {
  const half = (j: number): number => {
    const precision = prior.precision.data[j * P + j]!;
    return precision > 0 ? reach / Math.sqrt(precision) : 10 * Math.max(1, Math.abs(prior.mean[j]!));
  };
  const open = (bound: number): boolean => !Number.isFinite(bound);
  const from = lower.map((bound, j) => (!open(bound) ? bound : (open(upper[j]!) ? prior.mean[j]! : Math.min(prior.mean[j]!, upper[j]!)) - half(j)));
  const to = upper.map((bound, j) => (!open(bound) ? bound : (open(lower[j]!) ? prior.mean[j]! : Math.max(prior.mean[j]!, lower[j]!)) + half(j)));
  return [from, to];
}
