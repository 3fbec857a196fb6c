/** What is known of one candidate: its score at each rung that it was tried on, from the cheapest; lower is better, Infinity where it failed. */
export type Climb = readonly number[];

/** The next thing to do: take a candidate to its next rung, or begin with a new one. */
export type NextTrial = { readonly candidate: number; readonly rung: number } | "new";

/**
 * Asynchronous successive halving: a candidate that is among the best `1 / reduction` of its rung is tried with more effort; as long as there is none, new ones begin on the cheapest rung. Nothing waits
 * for a rung to be full, so any number of trials may run at once. No more than `1 / reduction` of a rung ever goes on, also where candidates get better and better and early ones are overtaken.
 *
 * Source: L. Li et al., A system for massively parallel hyperparameter tuning, MLSys (2020), algorithm 2, delayed as in Y. Li et al., Hyper-Tune, PVLDB 15 (2022) 1256-1265, section 4.2.
 * @param climbs By candidate.
 * @param underWay Candidates that are being tried on a rung now.
 */
export function nextTrial(climbs: readonly Climb[], underWay: readonly { readonly candidate: number; readonly rung: number }[], rungs: number, reduction: number): NextTrial {
  for (let rung = rungs - 2; rung >= 0; rung--) {
    const there = ranked(climbs, rung);
    const above = climbs.filter((climb) => climb.length > rung + 1).length + underWay.filter((trial) => trial.rung === rung + 1).length;
    if (there.length < reduction * (above + 1)) continue;
    const promoted = there.slice(0, Math.floor(there.length / reduction)).find(({ candidate }) => climbs[candidate]!.length === rung + 1 && !underWay.some((trial) => trial.candidate === candidate && trial.rung === rung + 1));
    if (promoted && promoted.score < Number.POSITIVE_INFINITY) return { candidate: promoted.candidate, rung: rung + 1 };
  }
  return "new";
}

/** The best candidate of the highest rung that is not empty and not only failures, and its rung; undefined where everything failed. */
export function bestClimb(climbs: readonly Climb[], rungs: number): { readonly candidate: number; readonly rung: number } | undefined {
  for (let rung = rungs - 1; rung >= 0; rung--) {
    const best = ranked(climbs, rung)[0];
    if (best && best.score < Number.POSITIVE_INFINITY) return { candidate: best.candidate, rung };
  }
  return undefined;
}

const ranked = (climbs: readonly Climb[], rung: number): readonly { readonly candidate: number; readonly score: number }[] =>
  climbs.flatMap((climb, candidate) => (climb.length > rung ? [{ candidate, score: climb[rung]! }] : [])).toSorted((a, b) => a.score - b.score || a.candidate - b.candidate);
