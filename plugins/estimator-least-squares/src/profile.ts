import type { Table } from "@inversa/core";
import { interruptible, levenbergMarquardt, matrix, type Breather, type LeastSquaresProblem, type LeastSquaresResult } from "@inversa/numerics";

/** 97.5 % point of the standard normal. */
const z975 = 1.959963984540054;

/** 95 % intervals by profile likelihood, and what else their search brought. */
export interface Profile {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** Coordinates with a lower cost than the solution, where the search came upon some. */
  readonly better?: Float64Array;
  readonly evaluations: number;
  /** Coordinates whose interval came out clearly wider than the covariance's. */
  readonly wider: readonly number[];
}

/**
 * 95 % interval of each coordinate by profile likelihood: the coordinate is held at the end of its Gauss-Newton interval and all others are fitted again.
 * Where the cost has not risen as it should, the end is moved on until it has. So intervals are right where a covariance is not: along bent valleys, and at
 * kinks, where a Jacobian knows one side only (an element that has just failed). An end never lies nearer than the covariance's.
 *
 * Source: W. Q. Meeker and L. A. Escobar, Teaching about approximate confidence regions based on maximum likelihood estimation, American Statistician 49
 * (1995) 48-53.
 * @param rise Of the cost at the end of an interval: 1.92 for residuals in units of their true standard deviation (half the 95 % point of chi-square).
 */
export async function profileIntervals(problem: LeastSquaresProblem, solution: LeastSquaresResult, covariance: Table, rise: number, rests: Breather): Promise<Profile> {
  const P = problem.parameters;
  const [lower, upper] = [new Float64Array(P), new Float64Array(P)];
  const wider = new Set<number>();
  let evaluations = 0;
  let better: LeastSquaresResult["x"] | undefined;
  let least = solution.cost - 0.05 * rise;

  for (let j = 0; j < P; j++) {
    const deviation = Math.sqrt(covariance.data[j * P + j]!);
    const costAt = async (value: number): Promise<number> => {
      const held = await fitOthers(problem, solution.x, covariance, j, value, rests);
      evaluations += held.evaluations;
      if (held.cost < least) [least, better] = [held.cost, held.x];
      return held.cost - solution.cost;
    };
    for (const [side, ends] of [[-1, lower], [1, upper]] as const) {
      const bound = (side < 0 ? problem.lower?.[j] : problem.upper?.[j]) ?? side * Infinity;
      const most = Math.abs(bound - solution.x[j]!);
      const reach = await reachOf(z975 * deviation, most, rise, (distance) => costAt(solution.x[j]! + side * distance));
      if (reach > 1.25 * z975 * deviation) wider.add(j);
      ends[j] = reach >= most ? bound : solution.x[j]! + side * reach;
    }
  }
  return { lower, upper, ...(better ? { better } : {}), evaluations, wider: [...wider] };
}

/** How far from the solution the profile has risen by `rise`; at least `first`, at most `most`. */
async function reachOf(first: number, most: number, rise: number, riseAt: (distance: number) => Promise<number>): Promise<number> {
  // An interval that reaches the bound cannot become longer.
  if (!(first < most) || !(first > 0)) return Math.min(first, most);
  let [near, nearRise] = [0, 0];
  let far = first;
  for (let steps = 0; steps < 12; steps++) {
    const farRise = await riseAt(far);
    // Between two ends the root of the rise is nearly a straight line; without an answer of the model the wall is the end.
    if (!(farRise < 0.85 * rise)) {
      if (!Number.isFinite(farRise) || farRise <= rise) return Math.max(first, far);
      const [a, b] = [Math.sqrt(Math.max(nearRise, 0)), Math.sqrt(farRise)];
      return Math.max(first, near + ((far - near) * (Math.sqrt(rise) - a)) / (b - a));
    }
    if (far >= most) return most;
    [near, nearRise] = [far, farRise];
    const factor = Math.sqrt(rise / Math.max(farRise, 1e-9));
    far = Math.min(most, far * Math.min(Math.max(1.1 * factor, 1.25), 2.5));
  }
  return far;
}

/** Minimises the cost with one coordinate held. Infinite cost where the model has no answer. */
async function fitOthers(problem: LeastSquaresProblem, x: Float64Array, covariance: Table, j: number, value: number, rests: Breather): Promise<Pick<LeastSquaresResult, "x" | "cost" | "evaluations">> {
  const P = problem.parameters;
  const others = Array.from({ length: P }, (_, k) => k).filter((k) => k !== j);
  const full = x.slice();
  full[j] = value;
  const whole = (part: Float64Array): Float64Array => {
    for (const [i, k] of others.entries()) full[k] = part[i]!;
    return full;
  };
  const sub: LeastSquaresProblem = {
    parameters: P - 1,
    residuals: problem.residuals,
    lower: others.map((k) => problem.lower?.[k] ?? -Infinity),
    upper: others.map((k) => problem.upper?.[k] ?? Infinity),
    evaluate: (part, out) => problem.evaluate(whole(part), out),
    ...(problem.jacobian ? { jacobian: withoutColumn(problem, j, whole) } : {}),
  };
  const along = (value - x[j]!) / covariance.data[j * P + j]!;
  const start = others.map((k, i) => Math.min(Math.max(x[k]! + covariance.data[k * P + j]! * along, sub.lower![i]!), sub.upper![i]!));
  if (P === 1) {
    if (rests.due()) await rests.rest();
    const out = new Float64Array(problem.residuals);
    const cost = problem.evaluate(full, out) ? out.reduce((sum, r) => sum + r * r, 0) / 2 : Infinity;
    return { x: full.slice(), cost, evaluations: 1 };
  }
  // A tenth of a unit of chi-square is all that an interval needs.
  const options = { tolerances: { cost: 1e-4, step: 1e-6 }, maxIterations: 15 };
  const fitted = await interruptible(sub, (recorded) => levenbergMarquardt(recorded, start, options), rests);
  return { x: whole(fitted.x).slice(), cost: fitted.cost, evaluations: fitted.evaluations };
}

/** The Jacobian of a problem less the column of the coordinate that is held. */
function withoutColumn({ jacobian, residuals, parameters }: LeastSquaresProblem, j: number, whole: (part: Float64Array) => Float64Array): NonNullable<LeastSquaresProblem["jacobian"]> {
  const all = matrix(residuals, parameters);
  return (part, out) => {
    if (!jacobian!(whole(part), all)) return false;
    for (let i = 0, to = 0; i < all.data.length; i++) if (i % parameters !== j) out.data[to++] = all.data[i]!;
    return true;
  };
}
