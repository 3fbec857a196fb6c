import type { FailedSample } from "./simulate-piece.ts";

/** How often simulations failed; each failure was replaced by a new draw. */
export interface Failures {
  readonly count: number;
  readonly byReason: Readonly<Record<string, number>>;
  /** The first few, by sample. */
  readonly examples: readonly FailedSample[];
}

/** How many failures are told one by one. */
const mostExamples = 20;

/** @param failed In any order. */
export function countFailures(failed: readonly FailedSample[]): Failures {
  const sorted = [...failed].sort((a, b) => a.sample - b.sample || a.attempt - b.attempt);
  const byReason: Record<string, number> = {};
  for (const { status } of sorted) byReason[status] = (byReason[status] ?? 0) + 1;
  return { count: sorted.length, byReason, examples: sorted.slice(0, mostExamples) };
}
