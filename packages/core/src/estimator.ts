import type { Run } from "./run.ts";
import type { NoiseLevel } from "./study.ts";
import type { Settings, SettingsOf } from "./settings.ts";

/** Rows of equal length, row-major: row i is `data[i * columns .. (i + 1) * columns)`. */
export interface Table {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}

/** One curve inside an input row. Estimators see numbers and shapes, never a response's name or a unit. */
export interface InputBlock {
  readonly offset: number;
  readonly length: number;
  /** Position of each value along its curve; increasing or with reversals. */
  readonly axis: Float64Array;
  /** Measurement error that belongs on these values; zero for measured training data. */
  readonly noise: NoiseLevel;
  /** Curves of one specimen share a group (their points lie on one axis). */
  readonly group: number;
}

/**
 * Pairs of inputs (M x D, without noise) and targets (M x P).
 *
 * Targets are working coordinates: the parameters themselves, or their natural logarithms where the parameter's scale is logarithmic.
 */
export interface TrainingSet {
  readonly inputs: Table;
  readonly targets: Table;
  readonly blocks: readonly InputBlock[];
  /** Range of each target under the prior. */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** Present when the targets are labels: one column a class, 1 for the class of the row. */
  readonly classes?: readonly string[];
}

/** One point of a learning curve, both losses in the estimator's own scale. */
export interface LearningPoint {
  readonly epoch: number;
  readonly loss: number;
  readonly validationLoss?: number;
}

/** A trained estimator as data: JSON plus arrays, so that a store can keep it and any machine can load it. */
export interface SavedInverse {
  /** Id of the estimator that made it and can load it. */
  readonly estimator: string;
  readonly description: unknown;
  readonly arrays: Readonly<Record<string, Float32Array | Float64Array>>;
}

/** What a learned estimator becomes by training: answers in milliseconds. */
export interface Inverse {
  /** Working coordinates (N x P) for input rows (N x D). */
  predict(inputs: Table): Table;
  readonly history: readonly LearningPoint[];
  /** For people: layers, weights, engine, for example "180-360-7, 67,687 weights, TensorFlow.js wasm". */
  readonly summary: string;
  save(): SavedInverse;
  dispose?(): void;
}

interface EstimatorBase<S extends Settings> {
  readonly id: string;
  readonly name: string;
  /** One sentence: when to use it. */
  readonly about: string;
  readonly source: string;
  readonly settings: S;
}

/** Fitted once on a training set, then answers in milliseconds. */
export interface LearnedEstimator<S extends Settings = Settings> extends EstimatorBase<S> {
  readonly kind: "learned";
  fit(set: TrainingSet, settings: SettingsOf<S>, run: Run): Promise<Inverse>;
  load(saved: SavedInverse): Promise<Inverse>;
  /** In what arithmetic `fit` works here (`tfjs-wasm 4.22.0`): the same training elsewhere gives the same bits only in the same. Absent where float64 of JavaScript is all. */
  arithmetic?(settings: SettingsOf<S>): Promise<string>;
}

/** What the model's own hand procedure makes of the measurements, in working coordinates. */
export interface HandEstimate {
  /** NaN where the procedure gives no value. */
  readonly coordinates: Float64Array;
  /** NaN where it gives no interval. */
  readonly interval95: { readonly lower: Float64Array; readonly upper: Float64Array };
  /** For people: what is missing and why, what was assumed. */
  readonly notes: readonly string[];
}

/**
 * The misfit of one study, as a direct estimator sees it. Everything is in working coordinates (logarithms where the scale is logarithmic).
 */
export interface Objective {
  /** Number of estimated coordinates P and of residuals N (points that were measured). */
  readonly dimension: number;
  readonly size: number;
  /** What the coordinates are called, for what an estimator says to people; `coordinate 1` and so on where absent. */
  readonly names?: readonly string[];
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** Fills `out` (N) with (predicted - measured) / standard deviation, weights included. False when the coordinates have no meaning or no solution. */
  residuals(coordinates: Float64Array, out: Float64Array): boolean;
  /** Fills `out` (N x P, row-major) with the derivatives of the residuals, where the model offers them. */
  jacobian?(coordinates: Float64Array, out: Float64Array): boolean;
  /** Why the coordinates contradict each other (a relation between parameters that does not hold), as a sentence; undefined where they do not. Costs no simulation. */
  contradiction?(coordinates: Float64Array): string | undefined;
  /** Gaussian part of the prior: mean and precision matrix (P x P); zero precision where the prior is flat. */
  readonly prior: { readonly mean: Float64Array; readonly precision: Table };
  /** Logarithm of the prior density up to a constant; -Infinity outside it or where the parameters contradict each other. */
  logPrior(coordinates: Float64Array): number;
  /** The model's hand procedure, where it has one: no simulation, and no promise that the model can follow. Coordinates lie within the range. */
  classical?(): HandEstimate;
  /** A draw from the prior that has a meaning, repeatable: the same `index` and seed give the same draw. */
  draw(seed: number, index: number): Float64Array;
}

/** What a direct estimator found. */
export interface Solution {
  readonly coordinates: Float64Array;
  /** P x P; absent when the data do not determine it or the method gives none. */
  readonly covariance?: Table;
  /** 95 % interval of each coordinate, from methods that know better than the covariance (profile likelihood); NaN where the method gives none. */
  readonly interval95?: { readonly lower: Float64Array; readonly upper: Float64Array };
  /** Draws from the posterior (K x P), for methods that sample. */
  readonly samples?: Table;
  readonly converged: boolean;
  readonly message: string;
  /** Number of times the objective was evaluated. */
  readonly evaluations: number;
  /** Sum of squared residuals and prior terms, halved. */
  readonly cost: number;
  /** How the intervals were found, where that does not follow from the fields above. */
  readonly uncertainty?: string;
  /** Coordinates of which the method says nothing; their values stand in for none. */
  readonly undetermined?: readonly boolean[];
  /** Residuals less the parameters that they determine, where the method knows better than to count them all: what the misfit is measured by. */
  readonly freedom?: number;
  /** Which coordinates ended on a bound. */
  readonly onBound: readonly boolean[];
  readonly warnings: readonly string[];
}

/** Works on one study by calling the model. */
export interface DirectEstimator<S extends Settings = Settings> extends EstimatorBase<S> {
  readonly kind: "direct";
  invert(objective: Objective, settings: SettingsOf<S>, run: Run, start?: Float64Array): Promise<Solution>;
}

export type Estimator = LearnedEstimator | DirectEstimator;

/** Keeps the settings' types for the author and erases them for the registry. */
export const defineLearnedEstimator = <const S extends Settings>(estimator: Omit<LearnedEstimator<S>, "kind">): LearnedEstimator =>
  ({ kind: "learned", ...estimator }) as unknown as LearnedEstimator;

/** Keeps the settings' types for the author and erases them for the registry. */
export const defineDirectEstimator = <const S extends Settings>(estimator: Omit<DirectEstimator<S>, "kind">): DirectEstimator =>
  ({ kind: "direct", ...estimator }) as unknown as DirectEstimator;
