/** What was found a moment ago, by key: it is not asked of the database again. */
export interface Remembered<T> {
  get(key: string): T | undefined;
  /** @param until Time in milliseconds from which it does not hold any more, whatever the moment. */
  keep(key: string, value: T, until?: number): void;
  forget(key: string): void;
  clear(): void;
}

/** @param moment Milliseconds for which a thing is remembered. @param most Things that are. */
export function remembered<T>(moment: number, most: number): Remembered<T> {
  const kept = new Map<string, { readonly value: T; readonly until: number }>();
  return {
    get: (key) => {
      const known = kept.get(key);
      return known && known.until > Date.now() ? known.value : undefined;
    },
    keep: (key, value, until = Number.POSITIVE_INFINITY) => {
      if (kept.size >= most) kept.clear();
      kept.set(key, { value, until: Math.min(Date.now() + moment, until) });
    },
    forget: (key) => void kept.delete(key),
    clear: () => kept.clear(),
  };
}
