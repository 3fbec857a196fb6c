import { join, resolve } from "node:path";
import { InputError } from "@inversa/core";
import type { ShardNumber } from "@inversa/runtime";
import type { Console } from "../console.ts";
import { openPairs } from "../pairs/open-pairs.ts";
import { openStudy, type OpenStudy } from "../study/open-study.ts";
import type { App } from "@inversa/runtime";

/** Opens a study file whose training set is simulated in shards. */
export async function openShardedStudy(console: Console, app: App, path: string, options: { readonly samples?: number }): Promise<OpenStudy> {
  if (await openPairs(console, app, path, {})) throw new InputError("argument-invalid", { where: path, what: "it holds measured pairs, so there is nothing to simulate", expected: "a study with a forward model", next: "inversa train takes pairs as they are" });
  return openStudy(console, app, path, options);
}

/** Where shards lie unless said otherwise: beside the study. */
export const shardFolder = ({ folder, stem }: Pick<OpenStudy, "folder" | "stem">): string => join(folder, `${stem}-shards`);

/** File of a shard: as `--out` says (a file that ends in .arrow, or a folder), else in the study's folder of shards. */
export function shardFile(console: Console, study: Pick<OpenStudy, "folder" | "stem">, { number, of }: ShardNumber, out: string | undefined): string {
  const name = `shard-${String(number).padStart(String(of).length, "0")}-of-${of}.arrow`;
  if (out === undefined) return join(shardFolder(study), name);
  return out.endsWith(".arrow") ? resolve(console.cwd, out) : join(resolve(console.cwd, out), name);
}

/** Flags that decide what a training set is, as they were given, for hints that can be typed. */
export const setFlags = (console: Console, { samples }: { readonly samples?: number }): string =>
  [...(samples === undefined ? [] : [` --samples ${samples}`]), ...(console.flags.seed === undefined ? [] : [` --seed ${console.flags.seed}`])].join("");
