/** Things that are costly to open, kept open while there is room: what was used longest ago is closed first, and nothing while it is in use. */
export interface RecentlyUsed<T> {
  /** Uses the thing with this key, opened if it is not open. @param size What it takes, known before it is opened. */
  use<R>(key: string, size: number, open: () => Promise<T>, work: (thing: T) => Promise<R>): Promise<R>;
  /** Forgets everything without closing it, because whoever held it is gone. */
  forget(): void;
  /** Keys of what is open, what was used longest ago first. */
  keys(): readonly string[];
}

interface Entry<T> {
  readonly thing: Promise<T>;
  readonly size: number;
  users: number;
}

/** @param room Sum of the sizes that may be open; one thing alone may be larger. */
export function recentlyUsed<T>(room: number, close: (thing: T) => void): RecentlyUsed<T> {
  // A map keeps the order of insertion: each use puts its entry to the end.
  const entries = new Map<string, Entry<T>>();
  const makeRoom = (): void => {
    let taken = [...entries.values()].reduce((sum, { size }) => sum + size, 0);
    for (const [key, { size, users, thing }] of entries) {
      if (taken <= room || entries.size === 1) return;
      if (users > 0) continue;
      entries.delete(key);
      taken -= size;
      void thing.then(close, () => {});
    }
  };

  return {
    use: async (key, size, open, work) => {
      const entry = entries.get(key) ?? { thing: open(), size, users: 0 };
      entries.delete(key);
      entries.set(key, entry);
      entry.users++;
      try {
        return await work(await entry.thing.catch((error: unknown) => {
          // What could not be opened is tried again the next time.
          if (entries.get(key) === entry) entries.delete(key);
          throw error;
        }));
      } finally {
        entry.users--;
        makeRoom();
      }
    },
    forget: () => entries.clear(),
    keys: () => [...entries.keys()],
  };
}
