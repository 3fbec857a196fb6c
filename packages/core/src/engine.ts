import type { SavedInverse, TrainingSet } from "./estimator.ts";
import type { ForwardModel } from "./model.ts";
import type { Outcome } from "./place-curves.ts";
import type { Run } from "./run.ts";
import type { SimulationTask } from "./simulator.ts";

/** Where an engine finds the models and the estimators that it is to work with. */
export interface ModelOrigin {
  /** URLs of modules whose default export is an app variant, a plugin or a forward model; searched in order. Empty: only this thread knows the model. */
  readonly modules: readonly string[];
  /** The models as this thread holds them, for simulations that stay in it; functions cannot be sent elsewhere. */
  readonly models?: readonly ForwardModel[];
  /** Which plugin in which version (`@inversa/soil-cam-clay 1.2.0`) brings a model or an estimator, by id. What is known by the same id elsewhere may be another version. */
  readonly versions?: { readonly models: Readonly<Record<string, string>>; readonly estimators: Readonly<Record<string, string>> };
}

/** Curves for some rows of theta. */
export interface SimulatedRows {
  /** n x width; rows that failed hold zeros. */
  readonly curves: Float64Array;
  /** For each row that did not simply reach its end: how it ended. */
  readonly outcomes: readonly (Outcome & { readonly row: number })[];
  /** What computing them took, in seconds of one thread; the duration of the call where absent. */
  readonly seconds?: number;
}

/** A task opened on an engine. */
export interface SimulationSession {
  /** How many calls of `simulate` it can work on at once, at least 1. It may change while the session is open: machines come and go. */
  readonly parallelism: number;
  /** How long the computing of one call should take, in seconds: what is lost when it is interrupted, against what a call costs. 0.25 unless given. */
  readonly callSeconds?: number;
  /**
   * @param theta n x P, row-major. The answer depends on nothing else, so that results are the same on any number of threads or machines.
   */
  simulate(theta: Float64Array, rows: number, signal: AbortSignal): Promise<SimulatedRows>;
  close(): Promise<void>;
}

/** How a session is opened. */
export interface SessionOptions {
  readonly threads?: number;
  /**
   * Rows of theta (row-major) at which whoever simulates must answer as the model does in this thread, bit for bit. Who does not (equations that were edited,
   * other arithmetic) would give curves that do not belong to the study.
   */
  readonly probe?: Float64Array;
  /** Told a sentence when the work waits for something (nobody is there, or nobody who fits), and nothing when it goes on. */
  readonly waiting?: (why: string | undefined) => void;
}

/** What an engine is asked to train. */
export interface TrainingRequest {
  /** Id of a learned estimator. */
  readonly estimator: string;
  /** Complete and checked, as the estimator's `fit` takes them. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** What the estimator says here of its `arithmetic`: who trains elsewhere must say the same, for the numbers to be the same. */
  readonly arithmetic?: string;
  readonly set: TrainingSet;
}

/** What came of a training elsewhere: the same numbers as `fit` gives here with the run's seed. */
export interface TrainedElsewhere {
  readonly saved: SavedInverse;
  readonly seconds: number;
}

/** Trainings on an engine: any number of them, one after the other or as many at once as it says. */
export interface TrainingSession {
  /** How many calls of `train` it can work on at once, at least 1. It may change while the session is open. */
  readonly parallelism: number;
  /** Interrupted by the run's signal; what it waits for is told as a progress with a note. @throws InputError, and what `fit` throws. */
  train(request: TrainingRequest, run: Run): Promise<TrainedElsewhere>;
  close(): Promise<void>;
}

/** Where simulations run: threads of this machine, or many machines. */
export interface Engine {
  readonly id: string;
  readonly name: string;
  readonly about: string;
  open(task: SimulationTask, origin: ModelOrigin, options: SessionOptions): Promise<SimulationSession>;
  /** Present where it trains estimators too; otherwise they are trained in the thread that asks. */
  openTraining?(origin: ModelOrigin): Promise<TrainingSession>;
  /** What stands behind the engine now, for a person who looks whether it works; absent where there is nothing to say. */
  examine?(): Promise<EngineHealth>;
}

/** How an engine is. */
export interface EngineHealth {
  readonly healthy: boolean;
  /** For people: `3 workers with 24 threads, 2 of them busy`. */
  readonly found: string;
  /** What to do where it is not healthy. */
  readonly advice?: string;
}
