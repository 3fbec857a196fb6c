import type { SimulationSession } from "@inversa/core";
import { springTask } from "../test/cluster.ts";

const never = new AbortController().signal;

export interface Figure { readonly name: string; readonly unit: string; readonly median: number; readonly note?: string }

export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

/** Rows of theta for the toy spring, each taking `pause` milliseconds and hardly any computing. */
export const thetaOf = (rows: number, pause: number): Float64Array => Float64Array.from({ length: 3 * rows }, (_, i) => [1 + (Math.floor(i / 3) % 50), pause, 0][i % 3]!);

/** Seconds that so many chunks of so many rows take, as many at once as the session says. */
export async function secondsFor(session: SimulationSession, chunks: number, rows: number, pause: number): Promise<number> {
  const theta = thetaOf(rows, pause);
  const began = performance.now();
  let left = chunks;
  const lane = async (): Promise<void> => { while (left-- > 0) await session.simulate(theta, rows, never); };
  await Promise.all(Array.from({ length: Math.min(chunks, session.parallelism) }, lane));
  return (performance.now() - began) / 1000;
}

/** The spring with curves so long that a row of results has this many bytes. */
export const taskOf = (bytes: number): typeof springTask => ({ ...springTask, tests: [{ protocol: "pull", conditions: { length: 50 }, axis: Float64Array.from({ length: bytes / 8 }, (_, i) => i) }] });

