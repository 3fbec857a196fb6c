import type { Run, Table, TrainingSet } from "@inversa/core";
import type { App } from "../app/app.ts";
import { countFailures, type Failures } from "./failures.ts";
import { keptPieces } from "./kept-pieces.ts";
import { type PlannedSet, planSet, simulateRange } from "./planned-set.ts";
import type { ResolvedStudy } from "../study/resolve-study.ts";
import { refuseFailures } from "./simulate-all.ts";
import type { Piece } from "./simulate-piece.ts";
import { decodeSimulations, encodeSimulations } from "./simulation-table.ts";
import type { Store } from "../store/store.ts";

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
  /** SHA-256 of all that determines it. */
  readonly hash: string;
  /** Where the store keeps it. */
  readonly file?: string;
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
  const { store } = options;
  const started = performance.now();
  run.signal.throwIfAborted();
  const plan = planSet(app, resolved, options.samples, options.stream);
  const { samples, hash, name, columns } = plan;
  const about = (): Pick<SimulatedSet, "seconds" | "hash" | "file"> => ({ seconds: (performance.now() - started) / 1000, hash, ...(store ? { file: store.path(`${name}.arrow`) } : {}) });

  const stored = await store?.read(`${name}.arrow`);
  const table = stored && decodeSimulations(columns, stored);
  if (table && table.metadata["inversa.set"] === hash && table.theta.rows === samples) {
    const failures = JSON.parse(table.metadata["inversa.failures"]!) as Failures;
    // Tests may have been renamed since: whoever opens the file finds the names of today.
    if (table.metadata["inversa.tests"] !== plan.metadata["inversa.tests"]) await keepSet(store!, plan, table, failures);
    run.progress({ stage: "simulate", done: samples, total: samples });
    return { theta: table.theta, curves: table.curves, failures, reused: true, ...about() };
  }

  const kept = await keptPieces(store, `${name}.pieces`, hash, columns);
  const pieces = await simulateRange(app, resolved, plan, { first: 0, end: samples }, kept, options.threads, run);
  const failures = countFailures(pieces.flatMap(({ failed }) => failed));
  refuseFailures(samples, failures.count, failures.byReason);
  const set = joined(plan, pieces, 0, samples);
  if (store) await keepSet(store, plan, set, failures);
  await kept.clear();
  return { ...set, failures, reused: false, ...about() };
}

/** Keeps a whole set where {@link simulateTrainingSet} finds it. */
export const keepSet = (store: Store, { name, columns, metadata }: PlannedSet, set: Pick<SimulatedSet, "theta" | "curves">, failures: Failures): Promise<void> =>
  store.writeAtomic(`${name}.arrow`, encodeSimulations(columns, { ...set, metadata: { ...metadata, "inversa.failures": JSON.stringify(failures) } }));

/** The set as learned estimators see it: curves as inputs, working coordinates as targets. */
export function toTrainingSet({ space, blocks }: Pick<ResolvedStudy, "space" | "blocks">, { theta, curves }: Pick<SimulatedSet, "theta" | "curves">): TrainingSet {
  const targets = new Float64Array(theta.data.length);
  for (let i = 0; i < theta.rows; i++) targets.set(space.toCoordinates(theta.data.subarray(i * theta.columns, (i + 1) * theta.columns)), i * theta.columns);
  return { inputs: curves, targets: { ...theta, data: targets }, blocks, lower: space.lower, upper: space.upper };
}

/** The tables of `rows` samples from `first` on, which the pieces make up. */
export function joined({ dimension, width }: PlannedSet, pieces: readonly Piece[], first: number, rows: number): { readonly theta: Table; readonly curves: Table } {
  const table = (columns: number, of: (piece: Piece) => Float64Array): Table => {
    const data = new Float64Array(rows * columns);
    for (const piece of pieces) data.set(of(piece), (piece.first - first) * columns);
    return { rows, columns, data };
  };
  return { theta: table(dimension, (piece) => piece.theta), curves: table(width, (piece) => piece.curves) };
}
