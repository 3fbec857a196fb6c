import { readFile } from "node:fs/promises";
import { relative } from "node:path";
import { InputError, type Run } from "@inversa/core";
import type { App } from "../app/app.ts";
import { countFailures } from "./failures.ts";
import { findFiles } from "../data/find-files.ts";
import { type PlannedSet, planSet } from "./planned-set.ts";
import type { ResolvedStudy } from "../study/resolve-study.ts";
import { decodeShard, invalid, rangeOf, type Shard } from "./shard.ts";
import { refuseFailures } from "./simulate-all.ts";
import type { FailedSample } from "./simulate-piece.ts";
import type { Store } from "../store/store.ts";
import { keepSet, type SimulatedSet } from "./training-set.ts";

export interface MergeOptions {
  /** Files, folders, or patterns with `*` and `?`. */
  readonly paths: readonly string[];
  /** Against which relative paths are seen. */
  readonly folder: string;
  /** Where `run` and `train` look for the set. */
  readonly store: Store;
  /** The command that makes a shard (`3/64`), for messages. */
  readonly making?: (shard: string) => string;
}

export interface MergedSet extends SimulatedSet {
  /** The whole set, as every run of the study finds it. */
  readonly file: string;
  /** How many files it came from. */
  readonly shards: number;
}

/**
 * Puts the shards of a study's training set together, in any order and of any sizes, and keeps the set where every run of the study finds it: the same file, bit for bit, that a single machine would have made.
 * @throws InputError `shards-invalid`: shards of another set, damaged, at odds where they overlap, or missing; `file-missing`; `simulation-failed` when more than half of the simulations failed.
 */
export async function mergeShards(app: App, resolved: ResolvedStudy, options: MergeOptions, run: Run): Promise<MergedSet> {
  const started = performance.now();
  const { paths, folder, store, making = (shard) => `inversa simulate-set STUDY --shard ${shard}` } = options;
  const plan = planSet(app, resolved);
  const files = [...new Set((await Promise.all(paths.map((path) => findFiles(path, folder, [".arrow"])))).flat())];
  const set = emptySet(plan);
  const refused: InputError[] = [];
  for (const [i, file] of files.entries()) {
    run.signal.throwIfAborted();
    const name = relative(folder, file) || file;
    try {
      set.add(decodeShard(plan, await readFile(file), name), name);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      refused.push(error);
    }
    run.progress({ stage: "merge shards", done: i + 1, total: files.length });
  }
  if (refused.length > 0) throw firstOf(refused);
  refuseMissing(plan, set.covered, set.counts, making);
  const failures = countFailures(set.failed);
  refuseFailures(plan.samples, failures.count, failures.byReason);
  const { theta, curves } = set;
  await keepSet(store, plan, { theta, curves }, failures);
  await store.remove(`${plan.name}.pieces`);
  return { theta, curves, failures, seconds: (performance.now() - started) / 1000, reused: false, hash: plan.hash, file: store.path(`${plan.name}.arrow`), shards: files.length };
}

/** A set that fills with shards. */
function emptySet({ samples, dimension: P, width: D }: PlannedSet) {
  const theta = { rows: samples, columns: P, data: new Float64Array(samples * P) };
  const curves = { rows: samples, columns: D, data: new Float64Array(samples * D) };
  /** Which file a sample came from, counted from 1; 0 for none yet. */
  const covered = new Uint32Array(samples);
  const names: string[] = [];
  const failed: FailedSample[] = [];
  /** Into how many shards the set was cut, for each shard. */
  const counts: number[] = [];
  const add = (shard: Shard, name: string): void => {
    names.push(name);
    counts.push(shard.shard.of);
    const fresh = new Set<number>();
    for (let i = 0; i < shard.theta.rows; i++) {
      const sample = shard.first + i;
      const [p, d] = [shard.theta.data.subarray(i * P, (i + 1) * P), shard.curves.data.subarray(i * D, (i + 1) * D)];
      const before = covered[sample]!;
      if (before === 0) {
        theta.data.set(p, sample * P);
        curves.data.set(d, sample * D);
        covered[sample] = names.length;
        fresh.add(sample);
      } else if (!(sameBits(p, theta.data.subarray(sample * P, (sample + 1) * P)) && sameBits(d, curves.data.subarray(sample * D, (sample + 1) * D)))) {
        throw invalid(`${names[before - 1]} and ${name}`, `they hold sample ${sample} with different numbers`, "the same bits wherever shards overlap", "One of the machines computes otherwise (another Node or processor, or an edited model): make its shards again elsewhere");
      }
    }
    for (const one of shard.failed) if (fresh.has(one.sample)) failed.push(one);
  };
  return { theta, curves, covered, counts, failed, add };
}

const sameBits = (a: Float64Array, b: Float64Array): boolean => Buffer.compare(new Uint8Array(a.buffer, a.byteOffset, a.byteLength), new Uint8Array(b.buffer, b.byteOffset, b.byteLength)) === 0;

/** The first of several mistakes, with the names of the others. */
function firstOf([first, ...others]: readonly InputError[]): InputError {
  if (others.length === 0) return first!;
  const names = others.slice(0, 5).map(({ mistake }) => mistake.where).join(", ");
  return new InputError(first!.code, { ...first!.mistake, what: `${first!.mistake.what}; ${others.length} more ${others.length === 1 ? "file has" : "files have"} something wrong (${names}${others.length > 5 ? ", ..." : ""})` });
}

/** @throws InputError `shards-invalid` that names the shards and samples that are missing, and what makes them. */
function refuseMissing({ samples }: PlannedSet, covered: Uint32Array, counts: readonly number[], making: (shard: string) => string): void {
  const gaps = runsOf(Array.from(covered.keys()).filter((sample) => covered[sample] === 0));
  if (gaps.length === 0) return;
  const of = mostFrequent(counts);
  const missing = Array.from({ length: of }, (_, i) => i + 1).filter((number) => {
    const { first, end } = rangeOf({ number, of }, samples);
    return gaps.some(([from, to]) => from < end && to >= first);
  });
  const numbers = rangesText(runsOf(missing));
  const makers = missing.slice(0, 3).map((number) => making(`${number}/${of}`));
  throw invalid(
    "merging", `${missing.length} of ${of} ${missing.length === 1 ? "shards is" : "shards are"} missing: ${numbers} (samples ${rangesText(gaps, 8)} of 0-${samples - 1})`, "shards that make up the whole training set",
    [`Make them, then merge again:`, ...makers, `${missing.length > makers.length ? "... " : ""}in a Slurm array: sbatch --array=${rangesText(runsOf(missing)).replaceAll(" ", "")}`].join("\n"),
  );
}

const mostFrequent = (values: readonly number[]): number => [...new Set(values)].map((value) => [value, values.filter((v) => v === value).length] as const).toSorted((a, b) => b[1] - a[1])[0]![0];

/** Ascending whole numbers as runs, first and last of each. */
function runsOf(numbers: readonly number[]): (readonly [number, number])[] {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs;
}

/** `3, 17, 20-22`. */
const rangesText = (runs: readonly (readonly [number, number])[], most = Number.POSITIVE_INFINITY): string =>
  `${runs.slice(0, most).map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join(", ")}${runs.length > most ? ", ..." : ""}`;
