import { existsSync } from "node:fs";
import { relative } from "node:path";
import { InputError } from "@inversa/core";
import { mergeShards } from "@inversa/runtime";
import type { Console } from "../console.ts";
import { exitCodes } from "../failure.ts";
import { withApp } from "../open-app.ts";
import { openShardedStudy, setFlags, shardFolder } from "../shards/shard-files.ts";
import { formatCount } from "../terminal/numbers.ts";

/** Puts the shards of a study's training set together and keeps it where the other commands find it. */
export async function merge(console: Console, path: string, shards: readonly string[], options: { readonly samples?: number }): Promise<number> {
  return withApp(console, async ({ app }) => {
    const study = await openShardedStudy(console, app, path, options);
    const { resolved, store } = study;
    const usual = shardFolder(study);
    if (shards.length === 0 && !existsSync(usual)) {
      throw new InputError("file-missing", { where: usual, what: "there are no shards yet", expected: "shards in this folder, or their files or folders behind the study's name", next: `${console.hint(`simulate-set ${path} --shard 1/4`)} makes the first of four` });
    }
    const flags = setFlags(console, options);
    const merged = await console.watch(resolved.study.seed, (run) => mergeShards(app, resolved, {
      paths: shards.length > 0 ? shards : [usual], folder: console.cwd, store, making: (shard) => console.hint(`simulate-set ${path} --shard ${shard}${flags}`),
    }, run));
    const { hash, file, failures, seconds, theta } = merged;
    console.document({ schema: 1, study: resolved.hash, set: hash, shards: merged.shards, samples: theta.rows, failures, file, seconds });
    console.print(`${console.paint.green("✓")} ${formatCount(theta.rows)} simulations from ${merged.shards} ${merged.shards === 1 ? "file" : "files"}${failures.count > 0 ? `, ${formatCount(failures.count)} drawn again` : ""}: ${console.paint.bold(relative(console.cwd, file) || file)}`);
    console.note(console.notePaint.dim(`\nNext, without simulating anything: ${console.hint(options.samples === undefined ? `run ${path}` : `train ${path}`)}${flags}`));
    return exitCodes.done;
  });
}
