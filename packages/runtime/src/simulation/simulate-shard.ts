import { basename, dirname, resolve } from "node:path";
import { InputError, type Run } from "@inversa/core";
import type { App } from "../app/app.ts";
import { countFailures, type Failures } from "./failures.ts";
import { keptPieces } from "./kept-pieces.ts";
import { type PlannedSet, planSet, simulateRange } from "./planned-set.ts";
import type { ResolvedStudy } from "../study/resolve-study.ts";
import { decodeShard, encodeShard, rangeOf, type Shard, type ShardNumber, shardName } from "./shard.ts";
import { openStore, type Store } from "../store/store.ts";
import { joined } from "./training-set.ts";

export interface ShardOptions {
  readonly shard: ShardNumber;
  /** Where it is written; what is finished of it lies beside it until it is whole. */
  readonly file: string;
  readonly threads?: number;
}

/** A shard that is on disk. */
export interface SimulatedShard {
  /** Hash of the training set that it is a part of. */
  readonly set: string;
  readonly first: number;
  readonly samples: number;
  readonly failures: Failures;
  readonly file: string;
  /** Time that this call took. */
  readonly seconds: number;
  /** Whether the file was there before. */
  readonly reused: boolean;
}

/**
 * Simulates one slice of a study's training set into a file of its own: the same numbers, bit for bit, that a single machine would make of these samples. {@link mergeShards} puts them together.
 * @throws InputError `argument-invalid` where there is no such shard, or the file holds something else; `simulation-failed`; the signal's reason when interrupted (what is finished lies beside the file).
 */
export async function simulateShard(app: App, resolved: ResolvedStudy, { shard, file: path, threads }: ShardOptions, run: Run): Promise<SimulatedShard> {
  const started = performance.now();
  run.signal.throwIfAborted();
  const plan = planSet(app, resolved);
  const { first, end } = rangeOf(shard, plan.samples);
  const file = resolve(path);
  const store = openStore(dirname(file));
  const name = basename(file);
  const answer = ({ failed }: Pick<Shard, "failed">, reused: boolean): SimulatedShard =>
    ({ set: plan.hash, first, samples: end - first, failures: countFailures(failed), file, seconds: (performance.now() - started) / 1000, reused });

  const there = await alreadyThere(plan, shard, store, name);
  if (there) {
    run.progress({ stage: "simulate", done: end - first, total: end - first });
    return answer(there, true);
  }
  const kept = await keptPieces(store, `${name}.pieces`, plan.hash, plan.columns);
  // Pieces of another slicing that lay here would stand for samples that are not asked for.
  const within = { ...kept, found: kept.found.filter((piece) => piece.first >= first && piece.first + piece.rows <= end) };
  const pieces = await simulateRange(app, resolved, plan, { first, end }, within, threads, run);
  const failed = pieces.flatMap((piece) => piece.failed).sort((a, b) => a.sample - b.sample || a.attempt - b.attempt);
  await store.writeAtomic(name, encodeShard(plan, { first, ...joined(plan, pieces, first, end - first), failed, shard }));
  await kept.clear();
  return answer({ failed }, false);
}

/** The shard that an earlier run left. @throws InputError where the file holds anything else: it may be hours of other work. */
async function alreadyThere(plan: PlannedSet, shard: ShardNumber, store: Store, name: string): Promise<Shard | undefined> {
  const bytes = await store.read(name);
  if (!bytes) return undefined;
  const found = ((): Shard | InputError => {
    try {
      return decodeShard(plan, bytes, name);
    } catch (error) {
      if (error instanceof InputError) return error;
      throw error;
    }
  })();
  const what = found instanceof InputError ? found.mistake.what : shardName(found.shard) === shardName(shard) ? undefined : `it holds shard ${shardName(found.shard)}`;
  if (what === undefined) return found as Shard;
  throw new InputError("argument-invalid", { where: store.path(name), what: `it exists already, and ${what}`, expected: `a free name, or shard ${shardName(shard)} of this training set`, next: "Give another name with --out, or remove the file" });
}
