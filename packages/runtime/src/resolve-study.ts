import type { FileReading, ForwardModel, InputBlock, SimulationTask, Study } from "@inversa/core";
import type { App } from "./app.ts";
import type { ParameterSpace } from "./parameter-space.ts";
import type { Design, StudyFile } from "./study-schema.ts";

/** One estimator of a study, checked against what the app has. */
export interface EstimatorChoice {
  readonly id: string;
  /** Validated, defaults filled in. */
  readonly settings: unknown;
  /** Id of the direct estimator that starts from this one's answer. */
  readonly then?: string;
  /** Validated, defaults filled in. */
  readonly thenSettings?: unknown;
}

/** A study with its data read, its names checked and everything decided. */
export interface ResolvedStudy {
  readonly name: string;
  readonly study: Study;
  readonly model: ForwardModel;
  readonly readings: readonly FileReading[];
  readonly task: SimulationTask;
  readonly space: ParameterSpace;
  /** One for each block of the task's layout, in its order. */
  readonly blocks: readonly InputBlock[];
  /** The first is the main one. */
  readonly estimators: readonly EstimatorChoice[];
  readonly samples: number;
  readonly design: Design;
  readonly engineId: string;
  /** SHA-256 of all that determines the training set, what the model answers at three draws included. */
  readonly hash: string;
}

/**
 * Reads the data of a study and checks every name in it against the app, the model and the protocols.
 * @param folder Of the study file.
 * @throws InputError with a place in the file for everything that does not fit.
 */
export async function resolveStudy(app: App, file: StudyFile, folder: string): Promise<ResolvedStudy> {
  throw new Error(`not written yet: ${app.name} ${file.model} ${folder}`);
}
