import type { Objective } from "@inversa/core";
import { levenbergMarquardt, interruptible, type Breather, type LeastSquaresOptions, type LeastSquaresProblem, type LeastSquaresResult } from "@inversa/numerics";

/** Where coordinates begin to contradict each other, met along one coordinate. */
interface Edge {
  readonly coordinate: number;
  /** The way out along it. */
  readonly side: 1 | -1;
}

/** Shares of a coordinate's range: how near an edge counts as met, and to what it is found. */
const [met, found] = [1e-3, 1e-13];
/** How far inside the cost is asked whether the edge still holds the minimum back, and how far the derivatives are taken: at the edge itself no coordinate may be free to either side. */
const [inside, differentiable] = [1e-5, 1e-4];
/** Costs that differ by less than this share are one. */
const sameCost = 1e-9;

/**
 * Minimises within bounds and within relations between coordinates. A search that ends beside an edge, where further steps contradict themselves, goes on along it: of all coordinates
 * the one along which the edge is nearest becomes a function of the others (found by bisection, without a simulation), and these are fitted. An edge from which the cost falls to the
 * inside again is left. So a minimum on a smooth edge, whose equation nobody knows, is found as one on a bound is.
 */
export async function minimise(problem: LeastSquaresProblem, objective: Objective, start: Float64Array, options: LeastSquaresOptions, rests: Breather): Promise<LeastSquaresResult> {
  const search = (from: Float64Array): Promise<LeastSquaresResult> => interruptible(problem, (recorded) => levenbergMarquardt(recorded, from, options), rests);
  let result = await search(start);
  let evaluations = result.evaluations;
  for (let rounds = 0; rounds < 4 && Number.isFinite(result.cost); rounds++) {
    const edge = edgeBeside(objective, result.x);
    if (!edge) break;
    const along = await fitAlong(problem, objective, result.x, edge, options, rests);
    evaluations += along.evaluations;
    // A minimum that lies near an edge by chance has the lower cost.
    if (!(along.cost <= result.cost * (1 + sameCost))) break;
    const moved = (share: number): Float64Array => along.x.map((value, j) => (j === edge.coordinate ? value + edge.side * share * rangeOf(objective, j) : value));
    const back = moved(-inside);
    const residuals = new Float64Array(problem.residuals);
    evaluations++;
    const within = problem.evaluate(back, residuals) ? half(residuals) : Number.POSITIVE_INFINITY;
    if (within < along.cost * (1 - sameCost)) {
      result = await search(back);
      evaluations += result.evaluations;
      continue;
    }
    const { jacobian, evaluations: more } = await interruptible(problem, (recorded) => levenbergMarquardt(recorded, moved(-differentiable), { ...options, maxIterations: 0 }), rests);
    const why = objective.contradiction!(moved(met)) ?? "the parameters contradict each other";
    return {
      ...along, jacobian, evaluations: evaluations + more, iterations: result.iterations + along.iterations, onBound: onBounds(objective, along.x),
      message: along.converged ? `The best fit lies on the edge of what goes together (beyond it: ${why}); along it the cost no longer falls` : along.message,
    };
  }
  return { ...result, evaluations };
}

const half = (residuals: Float64Array): number => residuals.reduce((sum, r) => sum + r * r, 0) / 2;
const onBounds = ({ lower, upper }: Objective, x: Float64Array): boolean[] => Array.from(x, (value, j) => value === lower[j] || value === upper[j]);

const rangeOf = ({ lower, upper }: Objective, j: number): number => {
  const range = upper[j]! - lower[j]!;
  return Number.isFinite(range) && range > 0 ? range : 1;
};

/** The coordinate along which contradictions begin soonest beside x, and on which side; undefined where none is near. */
function edgeBeside(objective: Objective, x: Float64Array): Edge | undefined {
  const { contradiction, lower, upper } = objective;
  if (!contradiction) return undefined;
  let nearest: Edge | undefined;
  let least = Number.POSITIVE_INFINITY;
  const moved = x.slice();
  for (let j = 0; j < x.length; j++) {
    const range = rangeOf(objective, j);
    for (const side of [-1, 1] as const) {
      const distance = (share: number): boolean => {
        moved[j] = x[j]! + side * share * range;
        return moved[j]! < lower[j]! || moved[j]! > upper[j]! ? false : contradiction(moved) !== undefined;
      };
      if (distance(met)) {
        let [near, far] = [0, met];
        while (far - near > 1e-3 * far && far > found) [near, far] = distance((near + far) / 2) ? [near, (near + far) / 2] : [(near + far) / 2, far];
        if (far < least) [least, nearest] = [far, { coordinate: j, side }];
      }
      moved[j] = x[j]!;
    }
  }
  return nearest;
}

/** Fits all other coordinates along the edge. */
async function fitAlong(problem: LeastSquaresProblem, objective: Objective, x: Float64Array, { coordinate: k, side }: Edge, options: LeastSquaresOptions, rests: Breather): Promise<Omit<LeastSquaresResult, "jacobian" | "onBound">> {
  const others = Array.from(x.keys()).filter((j) => j !== k);
  const full = x.slice();
  /** All coordinates with these others; undefined where no edge is met within the bounds. */
  const whole = (part: ArrayLike<number>): Float64Array | undefined => {
    for (const [i, j] of others.entries()) full[j] = part[i]!;
    const at = edgeAlong(objective, full, k, side, x[k]!);
    if (at === undefined) return undefined;
    full[k] = at;
    return full;
  };
  const sub: LeastSquaresProblem = {
    parameters: others.length,
    residuals: problem.residuals,
    lower: others.map((j) => problem.lower?.[j] ?? -Infinity),
    upper: others.map((j) => problem.upper?.[j] ?? Infinity),
    evaluate: (part, out) => {
      const point = whole(part);
      return point !== undefined && problem.evaluate(point, out);
    },
  };
  const start = Float64Array.from(others, (j) => x[j]!);
  if (others.length === 0) {
    const point = whole(start) ?? x;
    const out = new Float64Array(problem.residuals);
    const cost = problem.evaluate(point, out) ? half(out) : Number.POSITIVE_INFINITY;
    return { x: point.slice(), cost, residuals: out, converged: true, message: "", evaluations: 1, iterations: 0 };
  }
  const fitted = await interruptible(sub, (recorded) => levenbergMarquardt(recorded, start, options), rests);
  return { ...fitted, x: (whole(fitted.x) ?? x).slice() };
}

/** The last value of coordinate k, on the way out from near `from`, at which the coordinates do not contradict each other; a bound where it comes first. Changes x[k]. */
function edgeAlong(objective: Objective, x: Float64Array, k: number, side: 1 | -1, from: number): number | undefined {
  const { lower, upper } = objective;
  const contradicts = (value: number): boolean => {
    x[k] = value;
    return objective.contradiction!(x) !== undefined;
  };
  const range = rangeOf(objective, k);
  const bound = side > 0 ? upper[k]! : lower[k]!;
  const opposite = side > 0 ? lower[k]! : upper[k]!;
  let step = met * range;
  let good = from;
  while (contradicts(good)) {
    if (good === opposite) return undefined;
    good = side > 0 ? Math.max(opposite, good - step) : Math.min(opposite, good + step);
    step *= 2;
  }
  step = met * range;
  let bad = good;
  do {
    if (bad === bound) return bound;
    good = bad;
    bad = side > 0 ? Math.min(bound, bad + step) : Math.max(bound, bad - step);
    step *= 2;
  } while (!contradicts(bad));
  while (Math.abs(bad - good) > found * range) {
    const middle = (good + bad) / 2;
    if (middle === good || middle === bad) break;
    if (contradicts(middle)) bad = middle;
    else good = middle;
  }
  return good;
}
