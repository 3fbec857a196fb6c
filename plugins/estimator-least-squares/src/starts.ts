import { InputError, type Objective, type Run } from "@inversa/core";
import type { Breather, LeastSquaresProblem } from "@inversa/numerics";

/** Finds starting points: for each, the best of several draws from the prior. */
export interface Starts {
  /** Draws looked at so far; each was one evaluation. */
  readonly looked: () => number;
  /** @throws InputError `simulation-failed` when none of many draws could be simulated */
  next(): Promise<Float64Array>;
}

/** @param screening How many draws compete for one start. Different starts never share a draw, so they stay spread over the prior. */
export function startsFrom(objective: Objective, problem: LeastSquaresProblem, screening: number, run: Run, rests: Breather): Starts {
  const residuals = new Float64Array(problem.residuals);
  let looked = 0;
  const next = async (): Promise<Float64Array> => {
    let best: Float64Array | undefined;
    let least = Number.POSITIVE_INFINITY;
    // A model that refuses most of its prior deserves more patience than one batch.
    for (let tries = 0; tries < screening || (!best && tries < Math.max(200, 10 * screening)); tries++) {
      if (rests.due()) await rests.rest();
      const draw = objective.draw(run.seed, looked++);
      if (!problem.evaluate(draw, residuals)) continue;
      let cost = 0;
      for (const r of residuals) cost += r * r;
      if (cost < least) [least, best] = [cost, draw];
    }
    if (best) return best;
    throw new InputError("simulation-failed", {
      what: `the model could not be computed for any of ${looked} draws from the prior`,
      expected: "priors under which most parameter sets have a solution for these tests",
      next: "Narrow the priors, or simulate one parameter set to see how the model ends",
    });
  };
  return { looked: () => looked, next };
}
