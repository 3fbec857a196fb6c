import { InputError, layoutOf, type Progress, type Run } from "@inversa/core";
import type { App } from "../app/app.ts";
import { sampleDraws } from "./draw-samples.ts";
import type { KeptPieces } from "./kept-pieces.ts";
import type { ResolvedStudy } from "../study/resolve-study.ts";
import { type SampleRange, simulateAll } from "./simulate-all.ts";
import type { Piece } from "./simulate-piece.ts";
import { columnsOf, type SimulationColumns } from "./simulation-table.ts";
import { hashOf, probeDraws } from "../study/study-hash.ts";

/** A set of simulations that a study asks for, before any of it is there. */
export interface PlannedSet {
  readonly samples: number;
  /** 0 is the training set, others are independent sets. */
  readonly stream: number;
  /** SHA-256 of all that determines it. */
  readonly hash: string;
  /** Under which a store keeps it, without extension. */
  readonly name: string;
  readonly columns: SimulationColumns;
  /** Length of a row of theta and of a row of curves. */
  readonly dimension: number;
  readonly width: number;
  /** What its file says of it; nothing that differs from one run to the next, so that equal sets are equal files. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** @throws InputError `study-invalid` for a set that no file could hold. */
export function planSet(app: App, resolved: ResolvedStudy, samples = resolved.samples, stream = 0): PlannedSet {
  const { model, task, study, space } = resolved;
  const { width } = layoutOf(task);
  refuseHuge(resolved, samples, width);
  const hash = hashOf({ study: resolved.hash, samples, stream });
  return {
    samples, stream, hash, width,
    name: `simulations/${hash.slice(0, 16)}`,
    columns: columnsOf(model, task, space, study.observations.map(({ id }) => id)),
    dimension: space.dimension,
    metadata: describe(app, resolved, hash, samples, stream),
  };
}

/**
 * Simulates those samples of a planned set that are not kept yet.
 * @returns Pieces that make up the range, by first sample.
 */
export async function simulateRange(app: App, resolved: ResolvedStudy, { samples, stream, dimension, width }: PlannedSet, range: SampleRange, kept: KeptPieces, threads: number | undefined, run: Run): Promise<readonly Piece[]> {
  const news = withNotes(run);
  const session = await app.engines.get(resolved.engineId).open(resolved.task, app.origin, { ...(threads === undefined ? {} : { threads }), probe: probeDraws(resolved.space), waiting: news.waiting });
  try {
    return await simulateAll(session, sampleDraws(resolved, samples, stream), range, dimension, width, kept, news.run);
  } finally {
    await session.close();
  }
}

/** A run whose progress carries what the engine waits for; told at once, also while nothing is finished. */
function withNotes(run: Run): { readonly run: Run; readonly waiting: (why: string | undefined) => void } {
  let note: string | undefined;
  let last: Progress = { stage: "simulate", done: 0 };
  const tell = (): void => run.progress(note === undefined ? last : { ...last, note });
  return {
    run: { ...run, progress: (progress) => { last = progress; tell(); } },
    waiting: (why) => { note = why; tell(); },
  };
}

/** What Node reads from one file at most, less the words about the numbers. */
const largestSet = 2 ** 31 - 2 ** 22;

/** A set too large to be read again is refused before hours are spent on it. */
function refuseHuge({ name, space }: ResolvedStudy, samples: number, width: number): void {
  const bytes = 8 * samples * (width + space.dimension);
  if (bytes <= largestSet) return;
  throw new InputError("study-invalid", {
    where: name,
    what: `${samples} simulations of ${width} points each take ${(bytes / 1e9).toFixed(1)} GB`,
    expected: `at most ${(largestSet / 1e9).toFixed(1)} GB, so no more than ${Math.floor(largestSet / (8 * (width + space.dimension)))} simulations of these tests`,
    next: "Simulate fewer samples, or use fewer of the readings (points: 500 in an entry of data)",
  });
}

function describe(app: App, { hash, answers, study, design, model, task }: ResolvedStudy, set: string, samples: number, stream: number): Record<string, string> {
  const plugin = app.models.pluginOf(model.id);
  return {
    "inversa.format": "simulations-1",
    "inversa.set": set,
    "inversa.study": hash,
    "inversa.model": model.id,
    "inversa.plugin": `${plugin} ${app.plugins.find(({ name }) => name === plugin)?.version}`,
    "inversa.answers": answers,
    "inversa.seed": String(study.seed),
    "inversa.stream": String(stream),
    "inversa.samples": String(samples),
    "inversa.design": design,
    "inversa.priors": JSON.stringify(study.estimate),
    ...(study.states.length > 0 ? { "inversa.states": JSON.stringify(study.states) } : {}),
    ...(study.correlations.length > 0 ? { "inversa.correlations": JSON.stringify(study.correlations) } : {}),
    "inversa.fixed": JSON.stringify(study.fixed),
    // A description of a cell may stand among the options.
    "inversa.options": hashOf(study.options),
    "inversa.compared": hashOf([task.responses, task.points]),
    "inversa.afterStop": study.afterStop,
    "inversa.tests": JSON.stringify(study.observations.map(({ id, test }) => ({ id, protocol: test.protocol, conditions: test.conditions, axis: [...test.axis] }))),
  };
}
