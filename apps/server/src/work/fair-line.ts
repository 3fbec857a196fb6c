import { InputError } from "@inversa/core";

/** A few places that many want: each party has its turn, and none holds them all. */
export interface FairLine {
  /**
   * Waits for a place. @returns What gives it back.
   * @throws InputError `server-busy` when the party has too many waiting already; the signal's reason.
   */
  enter(party: string, signal: AbortSignal): Promise<() => void>;
}

interface Party {
  held: number;
  readonly waiting: Set<() => void>;
}

/** @param waiting How many of one party may wait. */
export function fairLine(places: number, waiting: number): FairLine {
  const most = Math.max(1, places - 1);
  // Whose turn it is stands first.
  const parties = new Map<string, Party>();
  let free = places;

  const callNext = (): void => {
    for (const [name, party] of parties) {
      if (free === 0) return;
      const [next] = party.waiting;
      if (next === undefined || party.held >= most) continue;
      party.waiting.delete(next);
      free--;
      party.held++;
      // To the end of the line, where this loop comes by again.
      parties.delete(name);
      parties.set(name, party);
      next();
    }
  };
  const partyOf = (name: string): Party => {
    const party = parties.get(name) ?? { held: 0, waiting: new Set() };
    parties.set(name, party);
    return party;
  };
  const forget = (name: string, { held, waiting: others }: Party): void => void (held === 0 && others.size === 0 && parties.delete(name));

  return {
    enter: async (name, signal) => {
      signal.throwIfAborted();
      const party = partyOf(name);
      if (party.waiting.size >= waiting) throw new InputError("server-busy", { what: `${party.waiting.size} requests wait for their turn already`, expected: `fewer than ${waiting}`, next: "Try again later; the Retry-After header says when" });
      const turn = Promise.withResolvers<void>();
      const leave = (): void => {
        if (!party.waiting.delete(turn.resolve)) return;
        forget(name, party);
        turn.reject(signal.reason as Error);
      };
      party.waiting.add(turn.resolve);
      signal.addEventListener("abort", leave);
      callNext();
      try {
        await turn.promise;
      } finally {
        signal.removeEventListener("abort", leave);
      }
      return () => {
        free++;
        party.held--;
        forget(name, party);
        callNext();
      };
    },
  };
}
