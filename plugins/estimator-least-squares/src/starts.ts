import { InputError, type Objective, type Run } from "@inversa/core";
import type { Breather, LeastSquaresProblem } from "@inversa/numerics";

/** Finds starting points: for each, the best of several draws from the prior; the first with the values of a hand procedure, where the model has one. */
export interface Starts {
  /** Draws looked at so far; each was one evaluation. */
  readonly looked: () => number;
  /** @throws InputError `simulation-failed` when none of many draws could be simulated */
  next(): Promise<Float64Array>;
}

/**
 * @param screening How many draws compete for one start. Different starts never share a draw, so they stay spread over the prior.
 * @param byHand Values of the hand procedure, NaN where it gives none; they take the place of those of the first start's draws.
 */
export function startsFrom(objective: Objective, problem: LeastSquaresProblem, screening: number, run: Run, rests: Breather, byHand?: Float64Array): Starts {
  const residuals = new Float64Array(problem.residuals);
  let looked = 0;
  let hand = byHand;
  const next = async (): Promise<Float64Array> => {
    let best: Float64Array | undefined;
    let least = Number.POSITIVE_INFINITY;
    const known = hand;
    hand = undefined;
    // With every value known there is nothing to draw.
    const few = known?.every((value) => !Number.isNaN(value)) ? 1 : screening;
    // A model that refuses most of its prior deserves more patience than one batch.
    for (let tries = 0; tries < few || (!best && tries < Math.max(200, 10 * screening)); tries++) {
      if (rests.due()) await rests.rest();
      const drawn = objective.draw(run.seed, looked++);
      // Company that the model refuses is not the hand procedure's fault; nothing but draws is left when it has been tried in vain.
      const draw = known && tries < screening ? drawn.map((value, j) => (Number.isNaN(known[j]!) ? value : known[j]!)) : drawn;
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
