/** How far a piece of long work has come. */
export interface Progress {
  /** What is being done, for a person: "simulate", "train bp". */
  readonly stage: string;
  readonly done: number;
  readonly total?: number;
  /** Numbers worth watching, for example `{ loss: 0.01 }`. */
  readonly values?: Readonly<Record<string, number>>;
  /** What the work waits for, as a sentence; absent while it goes on. */
  readonly note?: string;
}

/** What long work is given: a seed that makes it repeatable, a signal that interrupts it, a place to say how far it is. */
export interface Run {
  readonly seed: number;
  readonly signal: AbortSignal;
  progress(progress: Progress): void;
}

/** A run that nobody watches. */
export const quietRun = (seed = 1, signal: AbortSignal = new AbortController().signal): Run => ({ seed, signal, progress: () => {} });
