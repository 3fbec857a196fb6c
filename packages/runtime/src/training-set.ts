import { InputError, layoutOf, type Progress, type Run, type Table, type TrainingSet } from "@inversa/core";
import type { App } from "./app.ts";
import { sampleDraws } from "./draw-samples.ts";
import { keptPieces } from "./kept-pieces.ts";
import type { ResolvedStudy } from "./resolve-study.ts";
import { refuseFailures, simulateAll } from "./simulate-all.ts";
import type { FailedSample, Piece } from "./simulate-piece.ts";
import { columnsOf, decodeSimulations, encodeSimulations } from "./simulation-table.ts";
import type { Store } from "./store.ts";
import { hashOf, probeDraws } from "./study-hash.ts";

/** How often simulations failed; each failure was replaced by a new draw. */
export interface Failures {
  readonly count: number;
  readonly byReason: Readonly<Record<string, number>>;
  /** The first few, by sample. */
  readonly examples: readonly FailedSample[];
}

/** What a study's tests look like under many draws from its prior. */
export interface SimulatedSet {
  /** M x P, in the parameters' units. */
  readonly theta: Table;
  /** M x D, without noise. */
  readonly curves: Table;
  readonly failures: Failures;
  /** Time that this call took. */
  readonly seconds: number;
  /** Whether it came whole from the store. */
  readonly reused: boolean;
}

export interface SimulateOptions {
  /** The study's number unless given. */
  readonly samples?: number;
  readonly threads?: number;
  /** Where finished and half-finished sets are kept; nothing is kept without. */
  readonly store?: Store;
  /** Another independent set of draws, for example test cases; 0 is the training set. */
  readonly stream?: number;
}

/**
 * Simulates a study's tests for draws from its prior. The result depends on the study and its seed alone: not on threads, interruptions or the engine.
 * @throws InputError `study-invalid` for a set that no file could hold; `simulation-failed` when more than half of the simulations fail; the signal's reason when interrupted (finished pieces stay in the store).
 */
export async function simulateTrainingSet(app: App, resolved: ResolvedStudy, options: SimulateOptions, run: Run): Promise<SimulatedSet> {
  const { samples = resolved.samples, threads, store, stream = 0 } = options;
  const started = performance.now();
  run.signal.throwIfAborted();
  const { model, task, study, space } = resolved;
  refuseHuge(resolved, samples);
  const columns = columnsOf(model, task, space, study.observations.map(({ id }) => id));
  const hash = hashOf({ study: resolved.hash, samples, stream });
  const name = `simulations/${hash.slice(0, 16)}`;
  const seconds = (): number => (performance.now() - started) / 1000;

  const stored = await store?.read(`${name}.arrow`);
  const table = stored && decodeSimulations(columns, stored);
  if (table && table.metadata["inversa.set"] === hash && table.theta.rows === samples) {
    run.progress({ stage: "simulate", done: samples, total: samples });
    return { theta: table.theta, curves: table.curves, failures: JSON.parse(table.metadata["inversa.failures"]!) as Failures, seconds: seconds(), reused: true };
  }

  const { width } = layoutOf(task);
  const kept = await keptPieces(store, `${name}.pieces`, hash, columns);
  const news = withNotes(run);
  const session = await app.engines.get(resolved.engineId).open(task, app.origin, { ...(threads === undefined ? {} : { threads }), probe: probeDraws(space), waiting: news.waiting });
  let pieces: readonly Piece[];
  try {
    pieces = await simulateAll(session, sampleDraws(resolved, samples, stream), samples, space.dimension, width, kept, news.run);
  } finally {
    await session.close();
  }
  const failures = countFailures(pieces);
  refuseFailures(samples, failures.count, failures.byReason);
  const set = { theta: joined(pieces, samples, space.dimension, (piece) => piece.theta), curves: joined(pieces, samples, width, (piece) => piece.curves) };
  await store?.writeAtomic(`${name}.arrow`, encodeSimulations(columns, { ...set, metadata: describe(app, resolved, { hash, samples, stream, failures }) }));
  await kept.clear();
  return { ...set, failures, seconds: seconds(), reused: false };
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
function refuseHuge({ name, task, space }: ResolvedStudy, samples: number): void {
  const { width } = layoutOf(task);
  const bytes = 8 * samples * (width + space.dimension);
  if (bytes <= largestSet) return;
  throw new InputError("study-invalid", {
    where: name,
    what: `${samples} simulations of ${width} points each take ${(bytes / 1e9).toFixed(1)} GB`,
    expected: `at most ${(largestSet / 1e9).toFixed(1)} GB, so no more than ${Math.floor(largestSet / (8 * (width + space.dimension)))} simulations of these tests`,
    next: "Simulate fewer samples, or thin out the measured points",
  });
}

/** The set as learned estimators see it: curves as inputs, working coordinates as targets. */
export function toTrainingSet({ space, blocks }: Pick<ResolvedStudy, "space" | "blocks">, { theta, curves }: Pick<SimulatedSet, "theta" | "curves">): TrainingSet {
  const targets = new Float64Array(theta.data.length);
  for (let i = 0; i < theta.rows; i++) targets.set(space.toCoordinates(theta.data.subarray(i * theta.columns, (i + 1) * theta.columns)), i * theta.columns);
  return { inputs: curves, targets: { ...theta, data: targets }, blocks, lower: space.lower, upper: space.upper };
}

function joined(pieces: readonly Piece[], rows: number, columns: number, of: (piece: Piece) => Float64Array): Table {
  const data = new Float64Array(rows * columns);
  for (const piece of pieces) data.set(of(piece), piece.first * columns);
  return { rows, columns, data };
}

/** How many failures are told one by one. */
const mostExamples = 20;

function countFailures(pieces: readonly Piece[]): Failures {
  const failed = pieces.flatMap((piece) => piece.failed).sort((a, b) => a.sample - b.sample || a.attempt - b.attempt);
  const byReason: Record<string, number> = {};
  for (const { status } of failed) byReason[status] = (byReason[status] ?? 0) + 1;
  return { count: failed.length, byReason, examples: failed.slice(0, mostExamples) };
}

/** What a reader of the file needs; nothing that differs from one run to the next, so that equal sets are equal files. */
function describe(app: App, { hash, study, design, model }: ResolvedStudy, set: { hash: string; samples: number; stream: number; failures: Failures }): Record<string, string> {
  const plugin = app.models.pluginOf(model.id);
  return {
    "inversa.format": "simulations-1",
    "inversa.set": set.hash,
    "inversa.study": hash,
    "inversa.model": model.id,
    "inversa.plugin": `${plugin} ${app.plugins.find(({ name }) => name === plugin)?.version}`,
    "inversa.seed": String(study.seed),
    "inversa.stream": String(set.stream),
    "inversa.samples": String(set.samples),
    "inversa.design": design,
    "inversa.priors": JSON.stringify(study.estimate),
    ...(study.states.length > 0 ? { "inversa.states": JSON.stringify(study.states) } : {}),
    "inversa.fixed": JSON.stringify(study.fixed),
    "inversa.tests": JSON.stringify(study.observations.map(({ id, test }) => ({ id, protocol: test.protocol, conditions: test.conditions, axis: [...test.axis] }))),
    "inversa.failures": JSON.stringify(set.failures),
  };
}
