/** How long things may take and how often is looked, in milliseconds. The defaults are for real work; tests are in a hurry. */
export interface Timing {
  /** A worker that is silent for so long is taken for dead, and what it had goes to others. It says that it lives three times as often. */
  readonly silence: number;
  /** How often a run looks for workers that died. */
  readonly monitor: number;
  /** The longest time between two looks for results, or for work where there was none before. */
  readonly poll: number;
  /** A run whose process is silent for so long is swept away with all that it asked for. */
  readonly abandoned: number;
  /** What a worker that is asked to end gives its work to finish before it hands it back. */
  readonly grace: number;
}

export const standardTiming: Timing = { silence: 10_000, monitor: 2000, poll: 1000, abandoned: 600_000, grace: 10_000 };

/** How often what is begun without an answer is begun again before it is given up. */
export const mostAttempts = 3;
