import { quietRun } from "@inversa/core";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createApp, openStore, parseStudyFile, resolveStudy, simulateTrainingSet } from "../src/index.ts";
import { toyApp } from "../test/fixtures/app.ts";

const study = `inversa: 1
model: toy/spring
data: [{ protocol: pull, conditions: { length: 10 }, axis: { from: 0, to: 9, points: 60 } }]
estimate: { k: plausible, hard: plausible }
`;

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

/** What a training set costs around the model: draws, pieces, the Arrow file, reading it again (120 numbers a sample, one thread). */
export default async (): Promise<readonly { name: string; unit: string; median: number }[]> => {
  const samples = 10_000;
  const app = createApp(toyApp);
  const resolved = await resolveStudy(app, parseStudyFile(study, "bench.yaml"), ".");
  const times = { memory: [] as number[], stored: [] as number[], reused: [] as number[] };
  for (let repeat = 0; repeat < 5; repeat++) {
    const folder = await mkdtemp(join(tmpdir(), "inversa-bench-"));
    const store = openStore(folder);
    times.memory.push((await simulateTrainingSet(app, resolved, { samples }, quietRun())).seconds);
    times.stored.push((await simulateTrainingSet(app, resolved, { samples, store }, quietRun())).seconds);
    times.reused.push((await simulateTrainingSet(app, resolved, { samples, store }, quietRun())).seconds);
    await rm(folder, { recursive: true });
  }
  await app.dispose();
  return [
    { name: "training set, not kept", unit: "samples/s", median: samples / median(times.memory) },
    { name: "training set, kept in a store", unit: "samples/s", median: samples / median(times.stored) },
    { name: "training set of 10,000 reused", unit: "ms", median: 1000 * median(times.reused) },
  ];
};
