import type { Estimate, Progress } from "@inversa/core";
import type { TrainedDocument } from "@inversa/runtime";
import type { Problem } from "../problem.ts";

/** A run that a worker has taken, and the right to finish it. */
export interface Claim {
  readonly runId: string;
  readonly workspaceId: string;
  readonly studyId: string;
  /** The one stage that was asked for; all of them unless given. */
  readonly only?: "train" | undefined;
  readonly owner: string;
  /** Which beginning of the run this is; a worker that was thought dead holds an older one. */
  readonly attempt: number;
}

/** A file that a run leaves beside its estimates. */
export interface Artefact {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** A trained estimator that a run leaves. */
export interface TrainedFile {
  readonly document: TrainedDocument;
  /** As `inversa train` writes it. */
  readonly bytes: Uint8Array;
}

export interface RunResult {
  readonly estimates: readonly Estimate[];
  readonly trained: readonly TrainedFile[];
  readonly artefacts: readonly Artefact[];
}

export interface AcceptedRun {
  readonly id: string;
  readonly workspaceId: string;
  readonly studyId: string;
  readonly retryOf?: string;
  readonly only?: "train" | undefined;
}

/** What a worker hears when it says that it is still there. */
export type Heard = "go on" | "cancel" | "lost";

/**
 * Holds accepted runs until each has ended once. Whatever changes a run's status writes the event that tells of it in the same transaction.
 * Other engines (a queue that many machines take from) come in by this interface.
 */
export interface Queue {
  /** Takes a run on; one that it has already stays as it is. @throws InputError `queue-full`. */
  accept(run: AcceptedRun): Promise<void>;
  /** The next run that waits or whose worker went silent: workspaces take turns, within one the oldest is first. Undefined when there is none. */
  claim(owner: string): Promise<Claim | undefined>;
  /** Says that the worker lives, which holds off the others for another lease. */
  heartbeat(claim: Claim): Promise<Heard>;
  progress(claim: Claim, progress: Progress): Promise<void>;
  /** Keeps the result and ends the run, both or neither. @returns False when the claim was lost: then nothing is kept. */
  complete(claim: Claim, result: RunResult): Promise<boolean>;
  fail(claim: Claim, problem: Problem): Promise<boolean>;
  /** Ends a run that was asked to stop. */
  stop(claim: Claim): Promise<boolean>;
  /** Hands a run back unfinished, so that the next worker goes on with it; this beginning does not count. */
  release(claim: Claim): Promise<boolean>;
  /** @returns What became of the run, or undefined when it had ended before. */
  cancel(runId: string): Promise<"cancelled" | "stopping" | undefined>;
}
