import { dirname, relative } from "node:path";
import { shardName, simulateShard, simulateTrainingSet, type App, type ShardNumber, type SimulatedShard } from "@inversa/runtime";
import type { Console } from "../console.ts";
import { exitCodes } from "../failure.ts";
import { withApp } from "../open-app.ts";
import { openShardedStudy, setFlags, shardFile, shardFolder } from "../shards/shard-files.ts";
import { workOptions, type OpenStudy } from "../study/open-study.ts";
import { formatCount, formatDuration } from "../terminal/numbers.ts";

interface Options { readonly shard?: ShardNumber; readonly out?: string; readonly samples?: number }

/** Simulates a study's training set into its store, or one shard of it into a file. */
export async function simulateSet(console: Console, path: string, options: Options): Promise<number> {
  return withApp(console, async ({ app }) => {
    const study = await openShardedStudy(console, app, path, options);
    const { resolved } = study;
    if (!resolved.estimators.some(({ id }) => app.estimators.get(id).kind === "learned")) console.warn("No estimator of this study learns, so run and train will not look at these simulations");
    const shard = options.shard ?? { number: 1, of: 1 };
    const whole = options.shard === undefined && options.out === undefined;
    const file = whole ? undefined : shardFile(console, study, shard, options.out);
    if (file !== undefined) console.kept = `What was finished is kept beside ${file}; the same command goes on from there`;
    const made = file === undefined ? await intoStore(console, app, study) : await console.watch(resolved.study.seed, (run) => simulateShard(app, resolved, { ...workOptions(console, study.store), shard, file }, run));
    console.document({ schema: 1, study: resolved.hash, shard: whole ? null : shard, ...made });

    const shown = relative(console.cwd, made.file) || made.file;
    const what = shard.of === 1 ? "the training set" : `shard ${shardName(shard)} of the training set`;
    console.print(`${console.paint.green("✓")} ${what}: samples ${formatCount(made.first)} to ${formatCount(made.first + made.samples - 1)} of ${formatCount(resolved.samples)}${made.failures.count > 0 ? `, ${formatCount(made.failures.count)} drawn again` : ""}, ${made.reused ? "made before" : formatDuration(made.seconds)}`);
    console.print(`  ${console.paint.bold(shown)}`);
    const where = options.out === undefined ? "" : ` ${relative(console.cwd, dirname(made.file)) || "."}`;
    const next = whole ? console.hint(`run ${path}`) : console.hint(`merge ${path}${where}${setFlags(console, options)}`);
    console.note(console.notePaint.dim(`\n${whole ? "Next" : shard.of === 1 ? "Next, beside the study" : `When all ${shard.of} are in ${relative(console.cwd, options.out === undefined ? shardFolder(study) : dirname(made.file)) || "this folder"}`}: ${next}`));
    return exitCodes.done;
  });
}

async function intoStore(console: Console, app: App, { resolved, store }: OpenStudy): Promise<SimulatedShard> {
  const { theta, failures, seconds, reused, hash, file } = await console.watch(resolved.study.seed, (run) => simulateTrainingSet(app, resolved, workOptions(console, store), run));
  return { set: hash, first: 0, samples: theta.rows, failures, file: file!, seconds, reused };
}
