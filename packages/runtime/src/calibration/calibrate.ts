import type { Inverse, SavedInverse, Table } from "@inversa/core";
import { covariance } from "@inversa/numerics";
import { clip, rowOf, type Interval, type Range } from "../space/interval.ts";

/** What a learned estimator says of one measurement, with what its errors on simulations teach about it. All in working coordinates. */
export interface Inference {
  readonly value: Float64Array;
  readonly interval: Interval;
  /** The estimate plus the errors of its neighbours: draws with the right correlation. */
  readonly samples: Table;
  readonly covariance: Table;
}

/** Errors of a learned estimator on simulations that it was not trained on. */
export interface Calibration {
  /** How many simulations were held out. */
  readonly size: number;
  /** How many of them, the nearest, speak for one estimate. */
  readonly neighbours: number;
  /** @param level Coverage of the intervals; 0.95 unless given. */
  infer(inputs: Float64Array, level?: number): Inference;
  /** The same for many measurements, which the estimator is asked about at once. */
  inferAll(inputs: Table, level?: number): readonly Inference[];
  /** Predictions and truths of the held-out simulations, H x P in working coordinates. */
  readonly heldOut: { readonly predictions: Table; readonly targets: Table };
  /** Share of held-out simulations whose truth lies in the interval that all the others give (leave one out), by coordinate. */
  coverage(level?: number): Float64Array;
  /** For people: how the intervals were found. */
  readonly about: string;
  save(): SavedInverse["arrays"];
}

/**
 * Intervals by locally weighted split conformal prediction: the errors that the estimator made on the held-out simulations whose estimates lie
 * nearest to the one at hand. Nothing is assumed of their distribution; with exchangeable neighbours the coverage is the level, up to the interpolation between two ranks.
 *
 * Source: J. Lei et al., Distribution-free predictive inference for regression, JASA 113 (2018) 1094-1111; localised as in L. Guan, Localized
 * conformal prediction, Biometrika 110 (2023) 33-50, with a window of nearest neighbours.
 * @param heldOut Inputs with their measurement error (H x D), and the true coordinates (H x P). None of them may have been used in training.
 */
export function calibrate(inverse: Inverse, heldOut: { readonly inputs: Table; readonly targets: Table }, range: Range): Calibration {
  return calibration(inverse, { predictions: clipped(inverse.predict(heldOut.inputs), range), targets: heldOut.targets }, range);
}

/**
 * The same from predictions made elsewhere, for instance by the folds of a cross-validation (Barber et al., Predictive inference with the jackknife+, Ann. Statist. 49
 * (2021) 486-507): each was made by an estimator that had not seen its target.
 * @param what What was held out, for people.
 */
export const calibrateWith = (inverse: Inverse, heldOut: { readonly predictions: Table; readonly targets: Table }, range: Range, what: string): Calibration =>
  calibration(inverse, { predictions: clipped(heldOut.predictions, range), targets: heldOut.targets }, range, what);

/** The calibration that {@link Calibration.save} kept. */
export function restoreCalibration(inverse: Inverse, arrays: SavedInverse["arrays"], range: Range, what?: string): Calibration {
  const table = (name: string): Table => {
    const data = Float64Array.from(arrays[name] ?? []);
    return { rows: data.length / range.lower.length, columns: range.lower.length, data };
  };
  return calibration(inverse, { predictions: table("predictions"), targets: table("targets") }, range, what);
}

function calibration(inverse: Inverse, { predictions, targets }: { predictions: Table; targets: Table }, range: Range, what = "simulations held out of training"): Calibration {
  const { rows: H, columns: P } = predictions;
  const neighbours = neighboursOf(H);
  const widths = range.lower.map((lower, j) => spread(range.upper[j]! - lower, targets, j));
  const errors = targets.data.map((truth, i) => truth - predictions.data[i]!);

  /** The indices of the held-out simulations nearest in the estimator's own output. */
  const nearest = (value: Float64Array, k: number, without = -1): Uint32Array => {
    const distance = new Float64Array(H);
    for (let i = 0; i < H; i++) for (let j = 0; j < P; j++) distance[i]! += ((predictions.data[i * P + j]! - value[j]!) / widths[j]!) ** 2;
    if (without >= 0) distance[without] = Number.POSITIVE_INFINITY;
    return Uint32Array.from(distance.keys()).sort((a, b) => distance[a]! - distance[b]! || a - b).subarray(0, k);
  };

  const intervalOf = (value: Float64Array, near: Uint32Array, level: number): Interval => {
    const lower = new Float64Array(P);
    const upper = new Float64Array(P);
    for (let j = 0; j < P; j++) {
      const [low, high] = errorBounds(Float64Array.from(near, (i) => errors[i * P + j]!), level);
      // An estimate outside its own interval (a local bias) would puzzle more than a slightly wider interval.
      lower[j] = Math.min(value[j]!, clip(value[j]! + low, range, j));
      upper[j] = Math.max(value[j]!, clip(value[j]! + high, range, j));
    }
    return { lower, upper };
  };

  const inferenceOf = (value: Float64Array, level: number): Inference => {
    const near = nearest(value, neighbours);
    const data = new Float64Array(near.length * P);
    for (const [row, i] of near.entries()) for (let j = 0; j < P; j++) data[row * P + j] = clip(value[j]! + errors[i * P + j]!, range, j);
    const samples = { rows: near.length, columns: P, data };
    return { value, interval: intervalOf(value, near, level), samples, covariance: near.length > 1 ? covariance(samples) : evenSpread(range) };
  };

  const inferAll = (inputs: Table, level = 0.95): readonly Inference[] => {
    const predicted = clipped(inverse.predict(inputs), range);
    return Array.from({ length: inputs.rows }, (_, i) => inferenceOf(rowOf(predicted, i).slice(), level));
  };
  const infer = (inputs: Float64Array, level?: number): Inference => inferAll({ rows: 1, columns: inputs.length, data: inputs }, level)[0]!;

  const coverage = (level = 0.95): Float64Array => {
    const inside = new Float64Array(P);
    // A thousand cases know a coverage of 95 % to 0.7 %; each looks at all the others.
    const judged = Math.min(H, 1000);
    for (let i = 0; i < judged; i++) {
      const value = rowOf(predictions, i);
      const { lower, upper } = intervalOf(value, nearest(value, Math.min(neighbours, H - 1), i), level);
      for (let j = 0; j < P; j++) if (targets.data[i * P + j]! >= lower[j]! && targets.data[i * P + j]! <= upper[j]!) inside[j]! += 1 / judged;
    }
    return inside;
  };

  const enough = errorBounds(new Float64Array(neighbours), 0.95)[1] < Number.POSITIVE_INFINITY;
  const about = enough
    ? `95 % intervals from the estimator's errors on the ${neighbours} most similar of ${H} ${what} (local conformal prediction)`
    : `only ${H} ${what}, too few for 95 % intervals, so these are the whole range`;
  return { size: H, neighbours, infer, inferAll, heldOut: { predictions, targets }, coverage, about, save: () => ({ predictions: predictions.data, targets: targets.data }) };
}

/** A quarter of the held-out simulations, so that the window is local; at least 80 where there are so many, so that its tails are known. */
const neighboursOf = (size: number): number => Math.min(size, Math.max(80, Math.round(size / 4)));

/**
 * Errors between which a new one lies with the probability `level`, by rank among n exchangeable ones: each tail by itself where n is large enough for
 * that, otherwise the absolute error; infinite where n is too small for any statement.
 */
function errorBounds(errors: Float64Array, level: number): [number, number] {
  const n = errors.length;
  const tail = ((n + 1) * (1 - level)) / 2;
  if (tail >= 1) {
    errors.sort();
    return [ranked(errors, tail), ranked(errors, n + 1 - tail)];
  }
  const rank = (n + 1) * level;
  if (rank > n) return [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const largest = ranked(errors.map(Math.abs).sort(), rank);
  return [-largest, largest];
}

/** The order statistic of a rank from 1 to n, between two of them by interpolation: a new value lies below that of rank r with the probability r / (n + 1). */
function ranked(sorted: Float64Array, rank: number): number {
  const below = Math.floor(rank);
  const low = sorted[below - 1]!;
  return low + (rank - below) * ((sorted[below] ?? low) - low);
}

/** What is known when no two errors were seen: nothing beyond the range. */
function evenSpread({ lower, upper }: Range): Table {
  const P = lower.length;
  const data = new Float64Array(P * P);
  for (let j = 0; j < P; j++) data[j * P + j] = (upper[j]! - lower[j]!) ** 2 / 12;
  return { rows: P, columns: P, data };
}

function spread(width: number, targets: Table, j: number): number {
  if (Number.isFinite(width) && width > 0) return width;
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < targets.rows; i++) {
    min = Math.min(min, targets.data[i * targets.columns + j]!);
    max = Math.max(max, targets.data[i * targets.columns + j]!);
  }
  return max > min ? max - min : 1;
}

const clipped = (table: Table, range: Range): Table => ({ ...table, data: table.data.map((value, i) => clip(value, range, i % table.columns)) });
