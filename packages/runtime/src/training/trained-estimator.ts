import { InputError, type Inverse, type LearnedEstimator, type LearningPoint, type SavedInverse } from "@inversa/core";
import { restoreCalibration, type Calibration } from "../calibration/calibrate.ts";
import type { Failures } from "../simulation/failures.ts";
import { restoreFamiliarity, type Familiarity } from "../calibration/familiarity.ts";
import { unpacked } from "../store/kept-inverse.ts";
import type { EstimatorChoice } from "../study/resolve-study.ts";
import type { ParameterScore } from "./score.ts";
import type { SettledStudy } from "../study/settle-study.ts";
import type { StudyProblem } from "./study-problem.ts";

/** Facts about a training that are kept with it. */
export interface TrainingFacts {
  /** Simulations that were trained on, and those held out for the calibration. */
  readonly samples: number;
  readonly heldOut: number;
  readonly seconds: number;
  readonly summary: string;
  readonly history: readonly LearningPoint[];
  readonly failures: Failures;
  /** Share of held-out simulations whose truth lies in the 95 % interval, by parameter. */
  readonly coverage95: Readonly<Record<string, number>>;
  /** Errors on the held-out simulations, by parameter. */
  readonly accuracy: Readonly<Record<string, Pick<ParameterScore, "rmse" | "medianRelativeError" | "rmseOverPrior">>>;
}

/** A learned estimator made ready for a study's measurements. */
export interface TrainedEstimator {
  readonly id: string;
  readonly choice: EstimatorChoice;
  readonly inverse: Inverse;
  readonly calibration: Calibration;
  readonly familiarity: Familiarity;
  readonly training: TrainingFacts;
  /** All of it as data, with what it was trained for: `encodeInverse` makes a file of it that `openTrained` opens anywhere. */
  readonly saved: SavedInverse;
  /** Whether it came from the store. */
  readonly reused: boolean;
}

/** What is kept of a training beside the arrays. */
export interface KeptFacts {
  /** Hash of the study that it was trained for. */
  readonly study: string;
  readonly problem: StudyProblem;
  readonly settings: unknown;
  readonly training: TrainingFacts;
  /** Plugins that had a part in it, with their versions. */
  readonly plugins: Readonly<Record<string, string>>;
}

/**
 * The trained estimator that was kept, ready to be asked; the same in a browser as where it was trained.
 * @param hash Of the study at hand; absent where whoever kept the estimator vouches that it belongs to the study.
 * @throws InputError `trained-estimator-mismatch` where it was trained for another study.
 */
export async function restoreTrained(estimator: LearnedEstimator, { space, blocks }: Pick<SettledStudy, "space" | "blocks">, choice: EstimatorChoice, stored: SavedInverse, hash?: string): Promise<TrainedEstimator> {
  const kept = unpacked<KeptFacts>(stored);
  const { study, training } = kept.facts;
  if (hash !== undefined && study !== hash) {
    throw new InputError("trained-estimator-mismatch", { where: `trained ${choice.id}`, what: "it was trained for another study", expected: `the study ${hash.slice(0, 12)}`, next: "Train it again" });
  }
  const inverse = await estimator.load({ estimator: stored.estimator, ...kept.inverse });
  const calibration = restoreCalibration(inverse, kept.calibration, space);
  return { id: choice.id, choice, inverse, calibration, familiarity: restoreFamiliarity(kept.familiarity, blocks), training, saved: stored, reused: true };
}
