import { noiseDeviation, compileTask, InputError, layoutOf, type HandEstimate, type Objective, type Outcome, type Simulator } from "@inversa/core";
import { handEstimateOf } from "./hand-estimate.ts";
import type { SettledStudy } from "../study/settle-study.ts";

/** The misfit of one study, with what the pipeline needs around it. */
export interface StudyObjective extends Objective {
  /** Simulates the study's tests at working coordinates into a row of the task's layout. */
  predictTheta(coordinates: Float64Array, row: Float64Array): Outcome;
  /** Root mean square of the residuals: the typical misfit in standard deviations of the noise; NaN where the model has no answer. */
  misfit(coordinates: Float64Array): number;
  /** For each block of the layout: the standard deviation of its noise and which residuals (`from` to `to`) belong to it. */
  readonly parts: readonly { readonly deviation: number; readonly from: number; readonly to: number }[];
  /** Numbers in a row of the task's layout. */
  readonly width: number;
  /** Simulations of the whole study so far. */
  readonly simulations: () => number;
}

/** The study's measurements as one row of the task's layout; NaN where nothing was measured. */
export function measuredRow({ task, study }: SettledStudy): Float64Array {
  const { width, blocks } = layoutOf(task);
  const row = new Float64Array(width).fill(Number.NaN);
  for (const { test, response, offset, length } of blocks) {
    const values = study.observations[test]?.responses[response];
    if (values) row.set(values.subarray(0, length), offset);
  }
  return row;
}

/**
 * The misfit between a study's model and its measurements.
 * @throws InputError `study-invalid` when nothing was measured, or a curve's noise is zero.
 */
export function objectiveOf(resolved: SettledStudy): StudyObjective {
  const { study, task, name } = resolved;
  const measured = measuredRow(resolved);
  const objective = objectiveFor(resolved, compileTask(resolved.model, task), measured);
  for (const [b, { test, response, offset, length }] of layoutOf(task).blocks.entries()) {
    const compared = measured.subarray(offset, offset + length).some((value) => !Number.isNaN(value)) && (study.uses[test]?.[response]?.weight ?? 1) > 0;
    if (!compared || objective.parts[b]!.deviation > 0) continue;
    throw new InputError("study-invalid", {
      where: name,
      what: `the measurement error of ${response} of ${study.observations[test]?.id ?? `test ${test + 1}`} is zero, so the misfit has no measure`,
      expected: "a positive noise level; a relative one is of the curve's largest value, which may be zero",
      next: `State an absolute noise for ${response}`,
    });
  }
  if (objective.size > 0) return objective;
  const responses = [...new Set(task.responses.flat())].join(", ");
  throw new InputError("study-invalid", {
    where: name,
    what: `none of its ${study.observations.length} tests has measured values of ${responses || "any response"}`,
    expected: "at least one measured curve to estimate from",
    next: "Add a data file, or use evaluate, which needs no measurements",
  });
}

/**
 * The misfit between a study's model and any row of curves, for instance simulated ones. A curve whose noise is zero is left out; there may be no
 * residuals at all.
 * @param simulator Used by one caller at a time: it holds the buffers of the simulation.
 */
export function objectiveFor(resolved: SettledStudy, simulator: Simulator, measured: Float64Array): StudyObjective {
  const { space } = resolved;
  const { dimension: P, logarithmic, lower, upper } = space;
  const { columns, values, scale, parts } = comparedPoints(resolved, measured);
  const N = columns.length;
  const theta = new Float64Array(P);
  const row = new Float64Array(simulator.width);
  let simulations = 0;
  let hand: HandEstimate | undefined;

  const toTheta = (coordinates: Float64Array): void => {
    for (let j = 0; j < P; j++) theta[j] = logarithmic[j] ? Math.exp(coordinates[j]!) : coordinates[j]!;
  };
  const predictTheta = (coordinates: Float64Array, out: Float64Array): Outcome => {
    toTheta(coordinates);
    simulations++;
    return simulator.run(theta, out);
  };
  const residuals = (coordinates: Float64Array, out: Float64Array): boolean => {
    if (!predictTheta(coordinates, row).ok) return false;
    for (let i = 0; i < N; i++) out[i] = (row[columns[i]!]! - values[i]!) * scale[i]!;
    return true;
  };
  const derivatives = new Float64Array(simulator.linearise ? simulator.width * P : 0);
  const jacobian = simulator.linearise && ((coordinates: Float64Array, out: Float64Array): boolean => {
    toTheta(coordinates);
    simulations++;
    if (!simulator.linearise!(theta, row, derivatives).ok) return false;
    for (let i = 0; i < N; i++) {
      // d/d ln(theta) = theta d/d theta.
      for (let j = 0; j < P; j++) out[i * P + j] = derivatives[columns[i]! * P + j]! * scale[i]! * (logarithmic[j] ? theta[j]! : 1);
    }
    return true;
  });
  const scratch = new Float64Array(N);
  const misfit = (coordinates: Float64Array): number => {
    if (!residuals(coordinates, scratch)) return Number.NaN;
    let sum = 0;
    for (let i = 0; i < N; i++) sum += scratch[i]! ** 2;
    return Math.sqrt(sum / N);
  };
  return {
    dimension: P,
    size: N,
    names: space.names,
    lower,
    upper,
    prior: { mean: space.priorMean, precision: space.priorPrecision },
    residuals,
    ...(jacobian ? { jacobian } : {}),
    ...(resolved.model.classical ? { classical: () => (hand ??= handEstimateOf(resolved, measured)!) } : {}),
    contradiction: (coordinates) => {
      toTheta(coordinates);
      return space.invalid(theta);
    },
    logPrior: (coordinates) => space.logPrior(coordinates),
    draw: (seed, index) => space.toCoordinates(space.draw(seed, index, 0, directStream)),
    predictTheta,
    misfit,
    parts,
    width: simulator.width,
    simulations: () => simulations,
  };
}

/** Starting points of direct estimators never coincide with training samples or test cases. */
const directStream = 0xd1;

/** The points that were measured: their places in a row, their values, and what makes a difference a residual. */
function comparedPoints({ blocks, task, study }: SettledStudy, measured: Float64Array) {
  const columns: number[] = [];
  const scale: number[] = [];
  const parts: { deviation: number; from: number; to: number }[] = [];
  for (const [b, { test, response, offset, length }] of layoutOf(task).blocks.entries()) {
    const from = columns.length;
    const deviation = noiseDeviation(blocks[b]!.noise, measured, offset, length);
    const weight = Math.sqrt(study.uses[test]?.[response]?.weight ?? 1);
    // A curve without signal and without noise says nothing.
    const end = weight > 0 && deviation > 0 ? offset + length : offset;
    for (let i = offset; i < end; i++) {
      if (Number.isNaN(measured[i]!)) continue;
      columns.push(i);
      scale.push(weight / deviation);
    }
    parts.push({ deviation, from, to: columns.length });
  }
  return { columns: Int32Array.from(columns), values: Float64Array.from(columns, (c) => measured[c]!), scale: Float64Array.from(scale), parts };
}
