import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { quietRun } from "@inversa/core";
import { createApp, estimateStudy, parseStudyFile, resolveStudy, simulateTrainingSet, trainStudy } from "@inversa/runtime";
import soilLab from "../variants/soil-lab.ts";

/** The stages of the demo, each on its own: what a user waits for. Nothing is kept between repetitions. */
export default async function demoStages(): Promise<{ name: string; unit: string; median: number; note?: string }[]> {
  const app = createApp(soilLab);
  const folder = join(import.meta.dirname, "../data/demo");
  const resolved = await resolveStudy(app, parseStudyFile(await readFile(join(folder, "study.yaml"), "utf8"), "study.yaml"), folder);
  const run = quietRun(1);
  try {
    const simulate = await median(3, () => simulateTrainingSet(app, resolved, {}, run));
    const stages = [{ name: `simulate ${resolved.samples.toLocaleString("en")} samples of three tests`, unit: "ms", median: simulate.milliseconds }];
    for (const id of ["bp", "cnn"]) {
      const trained = await median(3, () => trainStudy(app, resolved, id, {}, run));
      stages.push({ name: `train ${id}, simulation included`, unit: "ms", median: trained.milliseconds });
      const alone = await median(5, () => estimateStudy(app, resolved, { ...resolved.estimators.find((e) => e.id === id)! }, { trained: trained.last }, run));
      stages.push({ name: `estimate with ${id}, polished and verified`, unit: "ms", median: alone.milliseconds });
    }
    const direct = await median(5, () => estimateStudy(app, resolved, "least-squares", {}, run));
    return [...stages, { name: "estimate with least squares alone, verified", unit: "ms", median: direct.milliseconds }];
  } finally {
    await app.dispose();
  }
}

async function median<T>(repetitions: number, work: () => Promise<T>): Promise<{ milliseconds: number; last: T }> {
  const times: number[] = [];
  let last!: T;
  for (let i = 0; i < repetitions; i++) {
    const began = performance.now();
    last = await work();
    times.push(performance.now() - began);
  }
  return { milliseconds: times.toSorted((a, b) => a - b)[Math.floor(repetitions / 2)]!, last };
}
