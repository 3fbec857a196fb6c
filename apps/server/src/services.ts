import { token } from "@inversa/runtime";
import type { Logger } from "pino";
import type { Principal } from "./access/tokens.ts";
import type { Answering, AnsweringLimits } from "./estimators/answering.ts";
import type { TrainedLookup } from "./estimators/trained-lookup.ts";
import type { Database } from "./database/tables.ts";
import type { Notifier } from "./runs/notifier.ts";
import type { Queue } from "./runs/queue.ts";
import type { RunWorker } from "./runs/worker.ts";
import type { StudyFolders } from "./study-folders.ts";
import type { WorkLimits, WorkPool } from "./work/work-pool.ts";

/** What a server may be told; everything has a default that is right for one person at one machine. */
export interface Limits {
  /** Bytes of one uploaded file. */
  readonly fileBytes: number;
  /** Bytes of all files of one upload. */
  readonly uploadBytes: number;
  /** Files of one upload. */
  readonly files: number;
  /** Bytes of a request that is no upload. */
  readonly bodyBytes: number;
  /** Requests of one address a minute. */
  readonly requestsPerMinute: number;
  /** Simulations that one study may ask for. */
  readonly samples: number;
  /** Points that one simulation request may ask for: of all tests, times the sets of parameters. */
  readonly simulatedPoints: number;
  /** Processes that read uploads and simulate for requests. */
  readonly work: WorkLimits;
  /** The process in which trained estimators answer. */
  readonly answering: AnsweringLimits;
}

export const standardLimits: Limits = {
  fileBytes: 20e6, uploadBytes: 60e6, files: 50, bodyBytes: 2e6, requestsPerMinute: 1200,
  samples: 200_000, simulatedPoints: 200_000, work: { processes: 3, seconds: 30, megabytes: 512, waiting: 50 },
  answering: { openBytes: 200e6, batch: 16, waiting: 256, seconds: 30, megabytes: 1024 },
};

// What lives as long as the variant, in its root scope.
export const databaseToken = token<Database>("database");
export const queueToken = token<Queue>("queue of runs");
export const notifierToken = token<Notifier>("news of runs");
export const workerToken = token<RunWorker>("worker");
export const logToken = token<Logger>("log");
export const limitsToken = token<Limits>("limits");
export const foldersToken = token<StudyFolders>("study folders");
export const workToken = token<WorkPool>("processes for requests");
export const answeringToken = token<Answering>("trained estimators that answer");
export const trainedLookupToken = token<TrainedLookup>("trained estimators by id");
/** Paths of measured files that ship with Inversa, to try it with. */
export const demoToken = token<readonly string[]>("demo files");
export const closingToken = token<AbortSignal>("closing");
// What lives as long as a request.
export const principalToken = token<Principal>("principal");
