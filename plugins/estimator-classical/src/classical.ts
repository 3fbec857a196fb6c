import { defineDirectEstimator, InputError, type Objective, type Solution } from "@inversa/core";

/** How many draws from the prior are tried as company for the values that the procedure gives. */
const mostDraws = 100;

/** The model's own hand procedure, as it is: no search, no simulation but the one that says how far off it is. */
export const classical = defineDirectEstimator({
  id: "classical",
  name: "Hand procedure",
  about: "What an engineer would determine from the tests by hand, as the model's literature says (regressions and readings, no search): at once, as a start for least squares, and as a check on every other estimator.",
  source: "The procedure of each model; see its documentation.",
  settings: {},
  invert: async (objective, _, run, start) => {
    run.signal.throwIfAborted();
    const hand = objective.classical?.();
    if (!hand) throw new InputError("estimator-incompatible", { what: "this model has no hand procedure", expected: "a model that declares one", next: "Use least-squares instead" });
    const undetermined = Array.from(hand.coordinates, Number.isNaN);
    const open = undetermined.filter(Boolean).length;
    const { coordinates, evaluations } = completed(objective, hand.coordinates, run.seed, start);
    const residuals = new Float64Array(objective.size);
    const answers = objective.residuals(coordinates, residuals);
    return {
      coordinates,
      interval95: hand.interval95,
      undetermined,
      // Tests that show nothing are no mistake of the user's; an estimator that starts from here has the middle of the prior.
      converged: open < undetermined.length,
      message: open === undetermined.length ? "the hand procedure gives no parameter from these tests" : `Read from the tests by hand procedure${open > 0 ? `, all but ${open} of ${undetermined.length}` : ""}`,
      uncertainty: "95 % intervals from the scatter about the procedure's own regressions (Student's t): they say how well the tests agree with each other, not how well the model follows them",
      evaluations: evaluations + 1,
      cost: answers ? residuals.reduce((sum, r) => sum + r * r, 0) / 2 : Number.POSITIVE_INFINITY,
      onBound: Array.from(coordinates, (value, j) => !undetermined[j] && (value === objective.lower[j] || value === objective.upper[j])),
      warnings: hand.notes,
    } satisfies Solution;
  },
});

/** The values that the procedure gives, with others that go with them: a given start's, else the middle of the prior, else a draw. */
function completed(objective: Objective, known: Float64Array, seed: number, start: Float64Array | undefined): { readonly coordinates: Float64Array; readonly evaluations: number } {
  const { prior, size, lower, upper } = objective;
  const filled = (others: Float64Array): Float64Array => known.map((value, j) => (Number.isNaN(value) ? Math.min(Math.max(others[j]!, lower[j]!), upper[j]!) : value));
  const first = filled(start ?? prior.mean);
  const scratch = new Float64Array(size);
  let evaluations = 1;
  if (objective.residuals(first, scratch)) return { coordinates: first, evaluations };
  for (let index = 0; index < mostDraws && known.some(Number.isNaN); index++) {
    const candidate = filled(objective.draw(seed, index));
    evaluations++;
    if (objective.residuals(candidate, scratch)) return { coordinates: candidate, evaluations };
  }
  return { coordinates: first, evaluations };
}
