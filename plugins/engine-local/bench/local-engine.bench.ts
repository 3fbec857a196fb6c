import { localEngine } from "../src/index.ts";
import { springTask } from "../test/fixtures/task.ts";

const origin = { modules: [new URL("../test/fixtures/spring.ts", import.meta.url).href] };
const never = new AbortController().signal;

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

/** Rows of two springs (23 points) a second by number of threads, and what it costs to start. */
export default async (): Promise<readonly { name: string; unit: string; median: number; note?: string }[]> => {
  const rows = 2000;
  const theta = Float64Array.from({ length: 2 * rows }, (_, i) => 1 + (i % 50) / 10);
  const results = [];
  for (const threads of [0, 1, 2]) {
    const rates: number[] = [];
    const starts: number[] = [];
    for (let repeat = 0; repeat < 5; repeat++) {
      const opened = performance.now();
      const session = await localEngine.open(springTask, origin, { threads });
      await session.simulate(theta, 1, never);
      starts.push(performance.now() - opened);
      const began = performance.now();
      await Promise.all(Array.from({ length: 20 }, () => session.simulate(theta, rows, never)));
      rates.push((20 * rows) / ((performance.now() - began) / 1000));
      await session.close();
    }
    results.push({ name: `simulate on ${threads} threads`, unit: "rows/s", median: median(rates) }, { name: `open and first row, ${threads} threads`, unit: "ms", median: median(starts) });
  }
  return results;
};
