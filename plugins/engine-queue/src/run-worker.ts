import type { Engine, Estimator, ModelOrigin } from "@inversa/core";
import type { Timing } from "./timing.ts";

export interface WorkerOptions {
  /** Of the PostgreSQL that the runs use. */
  readonly url: string;
  /** Simulates on the threads of this machine. */
  readonly engine: Engine;
  /** The estimators that it can train. */
  readonly estimators: readonly Estimator[];
  /** Chunks at once, a thread each; 0 works on one at a time in the thread that asks. */
  readonly threads: number;
  /** Asks the worker to end: it finishes what it can in a while and hands the rest back. */
  readonly signal: AbortSignal;
  /** Told what happens. */
  readonly tell: (news: WorkerNews) => void;
  readonly timing?: Partial<Timing>;
}

/** Something that happened to a worker. */
export interface WorkerNews {
  readonly event: "ready" | "begins" | "stands-aside" | "ends" | "progress" | "late" | "lost" | "failed" | "outage" | "back" | "stopping";
  /** A sentence without a full stop. */
  readonly text: string;
  /** What it did so far. */
  readonly done: WorkerSummary;
}

/** What a worker did. */
export interface WorkerSummary {
  readonly chunks: number;
  readonly samples: number;
  /** Computing, in seconds of one thread. */
  readonly seconds: number;
  /** Results that nobody wanted any more: the chunk had gone to another worker meanwhile, or its run had ended. */
  readonly late: number;
  readonly failed: number;
  readonly handedBack: number;
}

/**
 * Takes work from the queue until it is asked to end. Nothing but data comes through the database: models and estimators are those of this machine, and runs that
 * want others are left to other workers.
 * @throws InputError for a database that cannot be used. One that is away is waited for.
 */
export async function runWorker(origin: ModelOrigin, options: WorkerOptions): Promise<WorkerSummary> {
  const { workUntilAsked } = await import("./worker.ts");
  return workUntilAsked(origin, options);
}
