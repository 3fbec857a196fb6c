import { defineApp, InputError, type Progress, quietRun } from "@inversa/core";
import fc from "fast-check";
import { copyFile, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createApp, mergeShards, type MergedSet, openStore, type ResolvedStudy, type ShardNumber, shardName, simulateShard, type SimulatedShard, simulateTrainingSet, type Store } from "../src/index.ts";
import { planSet } from "../src/simulation/planned-set.ts";
import { decodeShard, encodeShard } from "../src/simulation/shard.ts";
import { springPlugin, toyApp, toyTools } from "./fixtures/app.ts";
import { spring } from "./fixtures/spring.ts";
import { appWith, folderWith, resolved, typedStudy } from "./fixtures/study.ts";

const fileOf = (folder: string, { number, of }: ShardNumber): string => join(folder, `shard-${number}-of-${of}.arrow`);
const all = (of: number): readonly ShardNumber[] => Array.from({ length: of }, (_, i) => ({ number: i + 1, of }));
const make = async (folder: string, shard: ShardNumber, text = typedStudy, parallelism: 1 | 2 | 3 | 5 = 1): Promise<SimulatedShard> =>
  simulateShard(appWith(parallelism), await resolved(text, appWith(parallelism)), { shard, file: fileOf(folder, shard) }, quietRun());
const merge = async (folder: string, paths: readonly string[], store: Store, text = typedStudy): Promise<MergedSet> => mergeShards(appWith(1), await resolved(text), { paths, folder, store }, quietRun());
const freshStore = async (): Promise<Store> => openStore(join(await folderWith({}), ".inversa"));

/** The set's file, metadata and all, as one machine makes it. */
async function onOneMachine(text = typedStudy): Promise<Uint8Array> {
  const store = await freshStore();
  return readFile((await simulateTrainingSet(appWith(1), await resolved(text), { store }, quietRun())).file!);
}

/** What is said when it is refused: code and message. */
const refusal = (work: Promise<unknown>): Promise<string> => work.then(() => "not refused", (error: unknown) => (error instanceof InputError ? `${error.code}: ${error.message}` : String(error)));

describe("shards of a training set", () => {
  it("in any number and any order make the file, bit for bit, that one machine makes", async () => {
    const whole = await onOneMachine();
    await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 20 }), fc.constantFrom(1, 2, 3, 5), fc.array(fc.nat(), { minLength: 20, maxLength: 20 }), async (of, parallelism, keys) => {
      const folder = await folderWith({});
      for (const shard of all(of)) await make(folder, shard, typedStudy, parallelism);
      const shuffled = all(of).toSorted((a, b) => keys[a.number - 1]! - keys[b.number - 1]!).map((shard) => fileOf(folder, shard));
      const merged = await merge(folder, shuffled, openStore(join(folder, ".inversa")));
      expect(await readFile(merged.file)).toEqual(whole);
    }), { numRuns: 5, seed: 1 });
  });

  it("of different sizes that overlap make it too, failures counted once", async () => {
    const folder = await folderWith({});
    for (const shard of [{ number: 1, of: 2 }, { number: 2, of: 3 }, { number: 3, of: 3 }, { number: 7, of: 7 }]) await make(folder, shard);
    const merged = await merge(folder, [folder], openStore(join(folder, ".inversa")));
    expect(merged).toMatchObject({ shards: 4, reused: false });
    expect(merged.failures.count).toBeGreaterThan(0);
    expect(await readFile(merged.file)).toEqual(await onOneMachine());
  });

  it("once merged are the finished stage of every run of the study", async () => {
    const folder = await folderWith({});
    const store = await freshStore();
    for (const shard of all(3)) await make(folder, shard);
    await merge(folder, [join(folder, "*.arrow")], store);
    const set = await simulateTrainingSet(appWith(2), await resolved(typedStudy, appWith(2)), { store }, quietRun());
    expect(set.reused).toBe(true);
  });

  it("are merged after their tests were renamed, into the file that one machine makes under the new names", async () => {
    const folder = await folderWith({});
    for (const shard of all(3)) await make(folder, shard);
    const renamed = typedStudy.replace("id: long", "id: longer");
    const merged = await merge(folder, [folder], openStore(join(folder, ".inversa")), renamed);
    expect(await readFile(merged.file)).toEqual(await onOneMachine(renamed));
    expect((await make(folder, { number: 2, of: 3 }, renamed)).reused).toBe(true);
  });

  it("differ in size by one sample at most and leave none out", async () => {
    const folder = await folderWith({});
    const made = await Promise.all(all(7).map((shard) => make(folder, shard)));
    expect(made.map(({ first, samples }) => [first, samples])).toEqual([[0, 42], [42, 43], [85, 43], [128, 43], [171, 43], [214, 43], [257, 43]]);
  });

  it("that are there already are not simulated again", async () => {
    const folder = await folderWith({});
    const first = await make(folder, { number: 2, of: 4 });
    const again = await make(folder, { number: 2, of: 4 });
    expect([first.reused, again.reused]).toEqual([false, true]);
    expect(again.failures).toEqual(first.failures);
  });

  it.each([[1, 3], [3, 1]] as const)("interrupted on %i at once and resumed on %i are the same file, and leave nothing else behind", async (before, after) => {
    const shard = { number: 2, of: 2 };
    const [plain, broken] = [await folderWith({}), await folderWith({})];
    await make(plain, shard);
    const controller = new AbortController();
    let done = 0;
    const run = { ...quietRun(1, controller.signal), progress: (progress: Progress) => {
      done = progress.done;
      if (done >= 30) controller.abort(new Error("interrupted"));
    } };
    await expect(simulateShard(appWith(before), await resolved(typedStudy, appWith(before)), { shard, file: fileOf(broken, shard) }, run)).rejects.toThrow("interrupted");
    expect(done).toBeLessThan(150);
    expect(await readdir(broken)).toEqual(["shard-2-of-2.arrow.pieces"]);
    const starts: number[] = [];
    await simulateShard(appWith(after), await resolved(typedStudy, appWith(after)), { shard, file: fileOf(broken, shard) }, { ...quietRun(), progress: (progress) => void starts.push(progress.done) });
    expect(starts[0]).toBeGreaterThanOrEqual(30);
    expect(await readdir(broken)).toEqual(["shard-2-of-2.arrow"]);
    expect(await readFile(fileOf(broken, shard))).toEqual(await readFile(fileOf(plain, shard)));
  });
});

describe("what does not make up a set", () => {
  it("names the shards and samples that are missing, and the commands that make them", async () => {
    const folder = await folderWith({});
    for (const number of [1, 3, 4, 9]) await make(folder, { number, of: 10 });
    expect(await refusal(merge(folder, [folder], await freshStore()))).toMatch(/^shards-invalid: .*6 of 10 shards are missing: 2, 5-8, 10 \(samples 30-59, 120-239, 270-299 of 0-299\).*simulate-set STUDY --shard 2\/10\n.*5\/10\n.*6\/10\n.*sbatch --array=2,5-8,10/s);
    for (const number of [2, 5, 6, 7, 8]) await make(folder, { number, of: 10 });
    expect(await refusal(merge(folder, [folder], await freshStore()))).toMatch(/simulate-set STUDY --shard 10\/10\nin a Slurm array: sbatch --array=10\.$/m);
  });

  it.each([
    ["another seed", `${typedStudy}seed: 2\n`, /shard 1\/2 belongs to another training set: seed 2 there, 1 here/],
    ["another number of samples", typedStudy.replace("samples: 300", "samples: 200"), /samples 200 there, 300 here/],
    ["another prior", typedStudy.replace("max: 19", "max: 18"), /other priors \(hard\)/],
    ["other points", typedStudy.replace("[0, 1, 4, 9]", "[0, 1, 4, 8]"), /other conditions or points of long/],
    ["other tests", typedStudy.replace("id: long", "id: longer").replace("length: 50", "length: 60"), /tests short, longer there, short, long here/],
    ["another option", `${typedStudy}options: { quick: true }\n`.replace(", energy: {}", ""), /other options of the model; other responses are compared/],
    ["another fixed parameter", `${typedStudy}fixed: { strength: 300 }\n`, /other fixed parameters \(strength\)/],
    ["other responses", typedStudy.replace(", energy: {}", ""), /other responses are compared/],
  ])("tells %s in words", async (_, text, message) => {
    const folder = await folderWith({});
    await make(folder, { number: 1, of: 2 }, text);
    expect(await refusal(merge(folder, [folder], await freshStore()))).toMatch(message);
  });

  it("tells a model whose equations or version were changed", async () => {
    const folder = await folderWith({});
    const edited = { ...spring, simulations: spring.simulations.map((simulation) => ({ ...simulation, run: (...given: Parameters<typeof simulation.run>) => {
      const answer = simulation.run(...given) as Record<string, readonly number[]>;
      return answer["force"] ? { ...answer, force: answer["force"].map((value) => 1.001 * value) } : answer;
    } })) };
    const app = createApp(defineApp({ ...toyApp, plugins: [{ ...springPlugin, models: [edited] }, toyTools] }));
    await simulateShard(app, await resolved(typedStudy, app), { shard: { number: 1, of: 2 }, file: join(folder, "a.arrow") }, quietRun());
    expect(await refusal(merge(folder, [folder], await freshStore()))).toMatch(/the model answers otherwise for the same study/);

    const renamed = createApp(defineApp({ ...toyApp, plugins: [{ ...springPlugin, name: "springs-next" }, toyTools] }));
    await simulateShard(renamed, await resolved(typedStudy, renamed), { shard: { number: 1, of: 2 }, file: join(folder, "b.arrow") }, quietRun());
    expect(await refusal(merge(folder, ["b.arrow"], await freshStore()))).toMatch(/made with springs-next .* there, springs .* here/);
  });

  it("damaged, cut short, and files of something else are named with what to do, several at once", async () => {
    const folder = await folderWith({});
    for (const shard of all(2)) await make(folder, shard);
    const whole = await readFile(fileOf(folder, { number: 1, of: 2 }));
    const store = await freshStore();
    const put = (bytes: Uint8Array | string): Promise<void> => writeFile(fileOf(folder, { number: 1, of: 2 }), bytes);
    for (const length of [0, 100, 5000, whole.length - 2000, whole.length - 1]) {
      await put(whole.subarray(0, length));
      expect(await refusal(merge(folder, [folder], store))).toMatch(/shard-1-of-2\.arrow: .*cut short.*Copy it again/);
    }
    // In the middle of the curves: the file still opens, the numbers are others.
    const flipped = Uint8Array.from(whole);
    flipped[20_000]! ^= 1;
    await put(flipped);
    expect(await refusal(merge(folder, [folder], store))).toMatch(/^shards-invalid: .*damaged: its checksum/);
    await put("not arrow");
    await copyFile((await simulateTrainingSet(appWith(1), await resolved(typedStudy), { store }, quietRun())).file!, join(folder, "set.arrow"));
    expect(await refusal(merge(folder, [folder], store))).toMatch(/1 more file has something wrong \(.*\.arrow\)/);
    expect(await refusal(merge(folder, ["set.arrow"], store))).toMatch(/no shard of a training set/);
    expect(await refusal(merge(folder, ["shards-*"], store))).toMatch(/^file-missing: .*no file matches/);
  });

  it("numbers that differ where shards overlap are refused, with both files", async () => {
    const folder = await folderWith({});
    for (const shard of [...all(2), { number: 1, of: 3 }]) await make(folder, shard);
    const study: ResolvedStudy = await resolved(typedStudy);
    const plan = planSet(appWith(1), study);
    const path = fileOf(folder, { number: 1, of: 3 });
    const shard = decodeShard(plan, await readFile(path), path);
    // What another processor's logarithm may do to the last bit.
    shard.curves.data[17 * 28 + 3]! *= 1 + Number.EPSILON;
    await writeFile(path, encodeShard(plan, shard));
    expect(await refusal(merge(folder, [folder], await freshStore()))).toMatch(/shard-1-of-2\.arrow and shard-1-of-3\.arrow: they hold sample 17 with different numbers/);
  });

  it.each([[{ number: 0, of: 4 }, /Shards count from 1/], [{ number: 5, of: 4 }, /no such shard/], [{ number: 1.5, of: 4 }, /no such shard/], [{ number: 1, of: 301 }, /300 samples, so some of 301 shards would be empty/]])("there is no shard %o", async (shard, message) => {
    expect(await refusal(make(await folderWith({}), shard))).toMatch(message);
  });

  it("a file that holds something else is left alone", async () => {
    const folder = await folderWith({});
    const shard = { number: 1, of: 2 };
    await make(folder, shard, `${typedStudy}seed: 2\n`);
    expect(await refusal(make(folder, shard))).toMatch(/^argument-invalid: .*exists already, and shard 1\/2 belongs to another training set: seed 2 there/);
    await copyFile(fileOf(folder, shard), join(folder, `shard-1-of-3.arrow`));
    expect(await refusal(make(folder, { number: 1, of: 3 }, `${typedStudy}seed: 2\n`))).toMatch(new RegExp(`it holds shard ${shardName(shard)}`));
  });
});
