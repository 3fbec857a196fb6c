import { appendFile, mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import type { Store } from "../store/store.ts";

/** A trial that was begun: repeated exactly where it did not end. */
export interface BegunTrial {
  readonly candidate: number;
  /** From 0, the cheapest, to the one with full effort. */
  readonly rung: number;
  /** In the search's own axes. */
  readonly point: readonly number[];
}

/** A trial that ended: one line of `trials.jsonl`. */
export interface Trial extends BegunTrial {
  /** Complete, as the estimator was given them. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Of those, what the search varies, by name. */
  readonly varied: Readonly<Record<string, number | string | boolean>>;
  /** Share of the full effort. */
  readonly effort: number;
  readonly seed: number;
  /** Error on the validation simulations; null where it failed. */
  readonly score: number | null;
  /** Of each parameter, as far as there are any. */
  readonly parameters: Readonly<Record<string, number>> | null;
  /** Why there is no score. */
  readonly failed?: string;
  /** Of training. */
  readonly seconds: number;
}

/** Trials on disk, one JSON line each: an interrupted search goes on from them, and anybody can read them. */
export interface TuneJournal {
  readonly ended: readonly Trial[];
  /** Begun by a run that was killed before they ended. */
  readonly open: readonly BegunTrial[];
  readonly file: string;
  begin(trial: BegunTrial): Promise<void>;
  end(trial: Trial): Promise<void>;
}

/** @param folder In the store; its name must say what the trials are of. */
export async function tuneJournal(store: Store, folder: string): Promise<TuneJournal> {
  const [trials, begun] = [`${folder}/trials.jsonl`, `${folder}/begun.jsonl`];
  const ended = await linesOf<Trial>(store, trials);
  const key = ({ candidate, rung }: BegunTrial): string => `${candidate}/${rung}`;
  const done = new Set(ended.map(key));
  const open = new Map((await linesOf<BegunTrial>(store, begun)).filter((trial) => !done.has(key(trial))).map((trial) => [key(trial), trial]));
  const append = async (name: string, trial: BegunTrial): Promise<void> => {
    const path = store.path(name);
    await mkdir(dirname(path), { recursive: true });
    // A line that a kill cut short is closed off by the newline before; both are left out when they are read.
    await appendFile(path, `\n${JSON.stringify(trial)}\n`, { flush: true });
  };
  return { ended: [...new Map(ended.map((trial) => [key(trial), trial])).values()], open: [...open.values()], file: store.path(trials), begin: (trial) => append(begun, trial), end: (trial) => append(trials, trial) };
}

async function linesOf<T>(store: Store, name: string): Promise<readonly T[]> {
  const bytes = await store.read(name);
  if (!bytes) return [];
  return new TextDecoder().decode(bytes).split("\n").flatMap((line) => {
    try {
      return line === "" ? [] : [JSON.parse(line) as T];
    } catch {
      return [];
    }
  });
}
