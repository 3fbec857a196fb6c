import { createHash } from "node:crypto";
import { InputError, type Table } from "@inversa/core";
import type { PlannedSet } from "./planned-set.ts";
import { differences } from "./set-differences.ts";
import type { SampleRange } from "./simulate-all.ts";
import type { FailedSample } from "./simulate-piece.ts";
import { decodeSimulations, encodeSimulations, metadataOf, type SimulationTable } from "./simulation-table.ts";

/** The K-th of N slices of a training set. */
export interface ShardNumber {
  /** From 1 to `of`. */
  readonly number: number;
  readonly of: number;
}

/** Consecutive samples of a training set, simulated. */
export interface Shard {
  readonly first: number;
  /** n x P, in the parameters' units. */
  readonly theta: Table;
  /** n x D, without noise. */
  readonly curves: Table;
  /** Every draw that failed and was replaced, so that shards can be put together whatever their sizes. */
  readonly failed: readonly FailedSample[];
  readonly shard: ShardNumber;
}

/** As people write it: `3/64`. */
export const shardName = ({ number, of }: ShardNumber): string => `${number}/${of}`;

/**
 * Samples of a shard. Shards of one N differ by at most one sample.
 * @throws InputError `argument-invalid` where there is no such shard.
 */
export function rangeOf({ number, of }: ShardNumber, samples: number): SampleRange {
  if (!(Number.isInteger(number) && Number.isInteger(of) && number >= 1 && number <= of)) {
    throw new InputError("argument-invalid", { where: `shard ${number}/${of}`, what: "there is no such shard", expected: "K/N with K from 1 to N", ...(number === 0 ? { next: "Shards count from 1: where an array counts from 0, add 1" } : {}) });
  }
  if (of > samples) {
    throw new InputError("argument-invalid", { where: `shard ${number}/${of}`, what: `the training set has ${samples} samples, so some of ${of} shards would be empty`, expected: `at most ${samples} shards` });
  }
  return { first: Math.floor(((number - 1) * samples) / of), end: Math.floor((number * samples) / of) };
}

/** The Arrow file of a shard: that of a set, with its place, all that failed and a checksum. Equal shards are equal files. */
export function encodeShard({ columns, metadata }: PlannedSet, { first, theta, curves, failed, shard }: Shard): Uint8Array {
  const own = { "inversa.shard": shardName(shard), "inversa.first": String(first), "inversa.rows": String(theta.rows), "inversa.failed": JSON.stringify(failed) };
  return encodeSimulations(columns, { theta, curves, metadata: { ...metadata, ...own, "inversa.sha256": checksum({ theta, curves, metadata: own }) } });
}

/**
 * @param file For messages.
 * @throws InputError `shards-invalid`: damaged, cut short, not a shard, of another training set.
 */
export function decodeShard(plan: PlannedSet, bytes: Uint8Array, file: string): Shard {
  const metadata = metadataOf(bytes);
  if (!metadata) throw invalid(file, "it is not an Arrow file, or was cut short", "a shard as `inversa simulate-set` writes it", copyAgain);
  if (metadata["inversa.shard"] === undefined || metadata["inversa.set"] === undefined) throw invalid(file, "it is an Arrow file, but no shard of a training set", "a shard as `inversa simulate-set` writes it");
  if (metadata["inversa.set"] !== plan.hash) throw foreign(plan, metadata, file);
  const [number, of] = metadata["inversa.shard"].split("/").map(Number);
  const table = decodeSimulations(plan.columns, bytes);
  if (!table || table.theta.rows !== Number(metadata["inversa.rows"])) throw invalid(file, `shard ${metadata["inversa.shard"]} was cut short`, `all of its ${metadata["inversa.rows"]} simulations`, copyAgain);
  if (checksum(table) !== metadata["inversa.sha256"]) throw invalid(file, `shard ${metadata["inversa.shard"]} is damaged: its checksum does not fit its numbers`, "the numbers that were written", copyAgain);
  return { first: Number(metadata["inversa.first"]), theta: table.theta, curves: table.curves, failed: JSON.parse(metadata["inversa.failed"]!) as FailedSample[], shard: { number: number!, of: of! } };
}

const copyAgain = "Copy it again, or remove it and make it again with simulate-set";

function foreign(plan: PlannedSet, metadata: Readonly<Record<string, string>>, file: string): InputError {
  return invalid(file, `shard ${metadata["inversa.shard"]} belongs to another training set: ${differences(plan.metadata, metadata).join("; ")}`, "a shard of this study, made with this model", "Make the shards again with simulate-set, or merge them with the study that they were made from");
}

export const invalid = (where: string, what: string, expected: string, next?: string): InputError => new InputError("shards-invalid", { where, what, expected, ...(next ? { next } : {}) });

/** SHA-256 of the numbers and of what is particular to the shard. */
function checksum({ theta, curves, metadata }: SimulationTable): string {
  const hash = createHash("sha256");
  for (const key of ["shard", "first", "rows", "failed"]) hash.update(`${metadata[`inversa.${key}`]}\n`);
  for (const { data } of [theta, curves]) hash.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  return hash.digest("hex");
}
