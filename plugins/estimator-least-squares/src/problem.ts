import type { Objective, Table } from "@inversa/core";
import { matrix, symmetricEigen, type LeastSquaresProblem, type Matrix } from "@inversa/numerics";
import type { ScaledLoss } from "./loss.ts";

/** The study's misfit and its prior as one sum of squares: N rows of data, then the prior's rows. */
export interface AugmentedProblem extends LeastSquaresProblem {
  /** N, the rows that are measurements. */
  readonly measurements: number;
}

/**
 * Appends the Gaussian prior to the residuals: rows R (x - mean) with R' R = precision, which is Tikhonov regularisation with the prior's
 * own weight (A. Tarantola, Inverse Problem Theory, SIAM 2005, section 3.2). The loss acts on the data's rows only.
 * @param inflation Variance of the measurement error over the stated one. The data's rows stay in units of the stated noise, so the prior's are multiplied
 * by its root.
 */
export function augment(objective: Objective, loss: ScaledLoss, inflation = 1): AugmentedProblem {
  const { dimension: P, size: N, lower, upper } = objective;
  const { mean } = objective.prior;
  const precision = withWhisper(objective);
  const root = rootOf({ ...precision, data: precision.data.map((value) => value * inflation) });
  const offset = new Float64Array(P);

  const evaluate = (x: Float64Array, out: Float64Array): boolean => {
    if (!objective.residuals(x, out)) return false;
    if (!loss.linear) for (let i = 0; i < N; i++) out[i] = loss.transform(out[i]!);
    for (let j = 0; j < P; j++) offset[j] = x[j]! - mean[j]!;
    for (let k = 0; k < root.rows; k++) {
      let sum = 0;
      for (let j = 0; j < P; j++) sum += root.data[k * P + j]! * offset[j]!;
      out[N + k] = sum;
    }
    return true;
  };
  const problem = { parameters: P, residuals: N + root.rows, measurements: N, lower, upper, evaluate };
  if (!objective.jacobian) return problem;

  const raw = new Float64Array(N);
  const jacobian = (x: Float64Array, out: Matrix): boolean => {
    if (!objective.jacobian!(x, out.data)) return false;
    if (!loss.linear) {
      if (!objective.residuals(x, raw)) return false;
      for (let i = 0; i < N; i++) {
        const factor = loss.derivative(raw[i]!);
        for (let j = 0; j < P; j++) out.data[i * P + j]! *= factor;
      }
    }
    out.data.set(root.data, N * P);
    return true;
  };
  return { ...problem, jacobian };
}

/** Share of an even spread's precision that pulls towards the middle of a flat prior: without weight against any data, decisive where there are none. */
const whisper = 1e-3;

/**
 * Where the prior is flat and the data are silent, a coordinate would stay wherever it started. The whisper takes it to the middle of its range, so that
 * the answer does not depend on the start and its interval is that of the prior.
 */
function withWhisper({ lower, upper, prior }: Objective): Table {
  const P = lower.length;
  const data = prior.precision.data.slice();
  for (let j = 0; j < P; j++) {
    const variance = (upper[j]! - lower[j]!) ** 2 / 12;
    if (data[j * P + j] === 0 && variance > 0 && Number.isFinite(variance)) data[j * P + j] = whisper / variance;
  }
  return { ...prior.precision, data };
}

/** R with R' R = precision, one row for each direction in which the prior says anything. */
function rootOf(precision: Table): Matrix {
  const P = precision.columns;
  if (precision.data.every((value) => value === 0)) return matrix(0, P);
  // Coordinates may differ by many decades, so the rank is decided on the scaled matrix.
  const scale = Float64Array.from({ length: P }, (_, j) => Math.sqrt(precision.data[j * P + j]!) || 1);
  const scaled = matrix(P, P);
  for (let i = 0; i < P; i++) for (let j = 0; j < P; j++) scaled.data[i * P + j] = precision.data[i * P + j]! / (scale[i]! * scale[j]!);
  const { values, vectors } = symmetricEigen(scaled);
  const kept = [...values.keys()].filter((k) => values[k]! > 1e-12);
  const root = matrix(kept.length, P);
  for (const [row, k] of kept.entries()) {
    for (let j = 0; j < P; j++) root.data[row * P + j] = Math.sqrt(values[k]!) * vectors.data[j * P + k]! * scale[j]!;
  }
  return root;
}
