import { type DirectEstimator, InputError, type Run, type Solution, type Table } from "@inversa/core";
import { covariance } from "@inversa/numerics";
import type { Inference } from "../calibration/calibrate.ts";
import { clip, normalInterval, sampleInterval, type Interval } from "../space/interval.ts";
import type { StudyObjective } from "./objective.ts";
import type { ParameterSpace } from "../space/parameter-space.ts";
import type { TrainedEstimator } from "../training/trained-estimator.ts";

/** What one estimator found, in working coordinates: the common ground of learned and direct ones. */
export interface Finding {
  readonly coordinates: Float64Array;
  /** 95 %; absent when the method gives none, NaN where it gives none for one coordinate. */
  readonly interval?: Interval;
  readonly covariance?: Table;
  readonly samples?: Table;
  readonly onBound: readonly boolean[];
  /** Residuals less the parameters that they determine, where the method says so. */
  readonly freedom?: number;
  /** Coordinates of which the method says nothing. */
  readonly undetermined?: readonly boolean[];
  readonly converged: boolean;
  readonly message: string;
  readonly evaluations: number;
  readonly warnings: readonly string[];
  /** How the intervals were found. */
  readonly uncertainty: string;
  /** The measurements are unlike everything that the estimator was trained on; a warning says how. */
  readonly strange?: true;
}

/** What a trained estimator says of one row of curves without gaps. */
export function learnedFinding({ calibration, training }: Pick<TrainedEstimator, "calibration" | "training">, { value, interval, samples, covariance }: Inference, space: ParameterSpace): Finding {
  const warnings: string[] = [];
  const coordinates = meaningful(value, samples, space, warnings);
  const coverage = Object.values(training.coverage95);
  const covered = coverage.length > 0 ? `; leaving one out, they hold the truth of ${percent(Math.min(...coverage))} to ${percent(Math.max(...coverage))} of the held-out simulations` : "";
  return {
    coordinates,
    interval: { lower: interval.lower.map((v, j) => Math.min(v, coordinates[j]!)), upper: interval.upper.map((v, j) => Math.max(v, coordinates[j]!)) },
    covariance,
    samples,
    onBound: atRangeEnds(coordinates, space),
    converged: true,
    message: training.summary,
    evaluations: 0,
    warnings,
    uncertainty: `${calibration.about}${covered}`,
  };
}

/** Lets a direct estimator work on the study, from a start where there is one. */
export async function findDirect(estimator: DirectEstimator, settings: unknown, objective: StudyObjective, space: ParameterSpace, run: Run, start?: Float64Array): Promise<Finding> {
  const solution = await estimator.invert(objective, settings as never, run, start).catch((error: unknown) => {
    throw error instanceof InputError && error.code === "simulation-failed" ? withReason(error, objective, run.seed) : error;
  });
  const interval = intervalOf(solution, space);
  const spread = solution.covariance ?? (solution.samples && solution.samples.rows > 1 ? covariance(solution.samples) : undefined);
  return {
    coordinates: solution.coordinates,
    ...(interval ? { interval } : {}),
    ...(spread ? { covariance: spread } : {}),
    ...(solution.samples ? { samples: solution.samples } : {}),
    onBound: solution.onBound,
    ...(solution.freedom === undefined ? {} : { freedom: solution.freedom }),
    ...(solution.undetermined ? { undetermined: solution.undetermined } : {}),
    converged: solution.converged,
    message: solution.message,
    evaluations: solution.evaluations,
    warnings: solution.warnings,
    uncertainty: solution.uncertainty ?? (solution.interval95
      ? `95 % intervals by profile likelihood: each parameter is moved until the best fit of all others is significantly worse, within the prior's range; correlations from the covariance at the best fit`
      : solution.samples
      ? `95 % intervals from ${solution.samples.rows} draws of ${estimator.name}`
      : solution.covariance
        ? `95 % intervals from the covariance at the solution of ${estimator.name} (1.96 standard deviations to either side, on the parameter's scale, within the prior's range)`
        : `${estimator.name} gives no intervals`),
  };
}

/** An estimator only learns that there is no answer; the model says why, at the first few draws from the prior. */
function withReason(error: InputError, objective: StudyObjective, seed: number): InputError {
  const row = new Float64Array(objective.width);
  for (let index = 0; index < 20; index++) {
    const { ok, status, message } = objective.predictTheta(objective.draw(seed, index), row);
    if (ok) continue;
    return new InputError(error.code, { ...error.mistake, what: `${error.mistake.what}; the first ended with ${status}${message ? ` (${message})` : ""}` }, { cause: error });
  }
  return error;
}

function intervalOf({ coordinates, covariance, samples, interval95 }: Solution, space: ParameterSpace): Interval | undefined {
  if (interval95) return { lower: interval95.lower.map((v, j) => clip(v, space, j)), upper: interval95.upper.map((v, j) => clip(v, space, j)) };
  if (samples && samples.rows > 1) return sampleInterval(samples);
  return covariance ? normalInterval(coordinates, covariance, space) : undefined;
}

/**
 * A network knows nothing of relations between parameters, so its answer may contradict itself. Then the nearest of its plausible draws that means
 * something takes its place.
 */
function meaningful(value: Float64Array, samples: Table, space: ParameterSpace, warnings: string[]): Float64Array {
  const why = space.invalid(space.toTheta(value));
  if (!why) return value;
  const P = space.dimension;
  let best: Float64Array | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < samples.rows; i++) {
    const draw = samples.data.slice(i * P, (i + 1) * P);
    if (space.invalid(space.toTheta(draw))) continue;
    let distance = 0;
    for (let j = 0; j < P; j++) distance += ((draw[j]! - value[j]!) / space.priorSd[j]!) ** 2;
    if (distance < least) [least, best] = [distance, draw];
  }
  warnings.push(best ? `The first answer contradicted itself (${why}); the nearest plausible one without the contradiction was taken` : `The answer contradicts itself: ${why}`);
  return best ?? value;
}

function atRangeEnds(coordinates: Float64Array, space: ParameterSpace): boolean[] {
  return Array.from(coordinates, (value, j) => {
    const margin = 1e-9 * (space.upper[j]! - space.lower[j]!);
    const inside = clip(value, space, j);
    return inside - space.lower[j]! <= margin || space.upper[j]! - inside <= margin;
  });
}

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;
