/** One member of a population. */
export interface Member {
  /** On the unit cube. */
  readonly u: Float64Array;
  /** Infinity where it has no meaning or no solution. */
  readonly cost: number;
}

/** Orders members, best first; those without a meaning last. */
export const byCost = (a: Member, b: Member): number => (a.cost === b.cost ? 0 : a.cost < b.cost ? -1 : 1);
