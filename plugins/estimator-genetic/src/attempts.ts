import { InputError, type Objective, type Run } from "@inversa/core";
import type { Misfit } from "./misfit.ts";

/** How one run of an algorithm ended. */
export interface Attempt {
  /** On the unit cube. */
  readonly u: Float64Array;
  readonly cost: number;
  /** What ended it: a standstill, or a limit. */
  readonly end: "settled" | "generations" | "evaluations";
  /** Why it ended, as a sentence without its full stop. */
  readonly why: string;
}

/** A valley of the misfit that some runs ended in. */
export interface Minimum extends Attempt {
  /** How many runs ended here. */
  readonly reached: number;
}

/** What independent runs found. */
export interface Attempts {
  /** Lowest first; at least one. */
  readonly minima: readonly Minimum[];
  readonly tried: number;
}

/** When to stop. */
export interface AttemptLimits {
  /** Most restarts after the first run. */
  readonly restarts: number;
  /** No further restart once so many runs ended in the lowest minimum. */
  readonly agreement: number;
  readonly maxEvaluations: number;
}

/**
 * Runs an algorithm again until enough runs agree on the lowest minimum, or the limits are reached.
 * @param search One run; `attempt` counts from zero.
 */
export async function repeated(misfit: Misfit, { restarts, agreement, maxEvaluations }: AttemptLimits, search: (attempt: number) => Promise<Attempt>): Promise<Attempts> {
  const minima: Minimum[] = [];
  let tried = 0;
  while (tried === 0 || (tried <= restarts && misfit.evaluations() < maxEvaluations)) {
    const found = await search(tried++);
    await enter(minima, found, misfit);
    if (minima[0]!.reached >= agreement || found.end === "evaluations") break;
  }
  return { minima, tried };
}

async function enter(minima: Minimum[], found: Attempt, misfit: Misfit): Promise<void> {
  // Where a run was cut short is no minimum; it counts only if nothing better is known.
  if (found.end !== "settled" && minima[0] && minima[0].cost <= found.cost) return;
  let reached = 1;
  for (const [k, known] of minima.entries()) {
    if (!(await sameValley(known, found, misfit))) continue;
    reached += known.reached;
    minima.splice(k, 1);
    if (known.cost <= found.cost) found = known;
    break;
  }
  minima.push({ ...found, reached });
  minima.sort((a, b) => a.cost - b.cost);
}

/** By how much the misfit may rise between two ends of one valley, in units of {@link Misfit.unit}: far less than a sigma. */
const ripple = 1e-3;

/**
 * Whether the straight way between two points crosses no ridge (R. K. Ursem, Multinational evolutionary algorithms, CEC 1999: the hill-valley test).
 */
async function sameValley(a: Attempt, b: Attempt, misfit: Misfit): Promise<boolean> {
  const highest = Math.max(a.cost, b.cost) + ripple * misfit.unit();
  if (Math.hypot(...a.u.map((value, j) => value - b.u[j]!)) < 1e-6) return true;
  for (const share of [0.5, 0.25, 0.75]) {
    if (!((await misfit.at(a.u.map((value, j) => value + share * (b.u[j]! - value)))) <= highest)) return false;
  }
  return true;
}

/** Draws from the prior on the unit cube, each used once. */
export interface Draws {
  next(): Float64Array;
  /** The next draw that the model can compute, with its misfit. @throws InputError `simulation-failed` when none of many could be */
  nextMeant(): Promise<{ readonly u: Float64Array; readonly cost: number }>;
}

const patience = 200;

export function drawsFrom(objective: Objective, misfit: Misfit, run: Run): Draws {
  let index = 0;
  const next = (): Float64Array => misfit.toUnit(objective.draw(run.seed, index++));
  return {
    next,
    nextMeant: async () => {
      for (let tries = 0; tries < patience; tries++) {
        const u = next();
        const cost = await misfit.at(u);
        if (cost < Infinity) return { u, cost };
      }
      throw noneMeant(index);
    },
  };
}

export const noneMeant = (looked: number): InputError =>
  new InputError("simulation-failed", {
    what: `the model could not be computed for any of ${looked} draws from the prior`,
    expected: "priors under which most parameter sets have a solution for these tests",
    next: "Narrow the priors, or simulate one parameter set to see how the model ends",
  });
