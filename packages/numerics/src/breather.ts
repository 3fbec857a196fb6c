/** Lets the event loop run now and then during long synchronous work, so that it can be interrupted and others are served. */
export interface Breather {
  /** Whether the work has gone on for long enough. */
  due(): boolean;
  /** Grants the work at least so many milliseconds from now before the next rest is due. */
  grant(milliseconds: number): void;
  /** Gives way once; afterwards {@link due} is false for a while. @throws the signal's reason when the work was interrupted */
  rest(): Promise<void>;
}

/** @param milliseconds How long the work may go on at a stretch. */
export function breather(signal: AbortSignal, milliseconds = 50): Breather {
  let until = performance.now() + milliseconds;
  return {
    due: () => performance.now() > until,
    grant: (least) => {
      until = Math.max(until, performance.now() + least);
    },
    rest: async () => {
      await new Promise<void>((resolve) => void setTimeout(resolve, 0));
      signal.throwIfAborted();
      until = performance.now() + milliseconds;
    },
  };
}
