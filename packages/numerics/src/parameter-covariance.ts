import { triangularise } from "./householder.ts";
import { matrix, type Matrix } from "./matrix.ts";

/**
 * The covariance of least-squares parameters, variance (JᵀJ)⁻¹, from a QR factorisation of J (never from JᵀJ).
 *
 * @param jacobian of the residuals at the solution (N x P)
 * @param variance of one residual: known, or the sum of squared residuals over N - P
 * @param free which parameters count; the others are taken as fixed, with zero rows and columns (default: all)
 * @returns P x P, or undefined if the residuals do not determine the free parameters
 */
export function parameterCovariance(jacobian: Matrix, variance: number, free?: readonly boolean[]): Matrix | undefined {
  const { rows, columns, data } = jacobian;
  const kept = Array.from({ length: columns }, (_, j) => j).filter((j) => free?.[j] ?? true);
  const n = kept.length;
  if (rows < n) return undefined;
  const norms = kept.map((j) => columnNorm(jacobian, j));
  if (!norms.every((norm) => norm > 0 && norm < Infinity)) return undefined;
  const scaled = matrix(rows, n);
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k < n; k++) scaled.data[i * n + k] = data[i * columns + kept[k]!]! / norms[k]!;
  }
  const { r } = triangularise(scaled, new Float64Array(rows));
  const inverse = invertUpper(r, Number.EPSILON * Math.max(rows, columns));
  if (inverse === undefined) return undefined;
  const result = matrix(columns, columns);
  for (let k = 0; k < n; k++) {
    for (let l = 0; l <= k; l++) {
      let sum = 0;
      for (let i = k; i < n; i++) sum += inverse.data[k * n + i]! * inverse.data[l * n + i]!;
      const value = (variance * sum) / (norms[k]! * norms[l]!);
      result.data[kept[k]! * columns + kept[l]!] = value;
      result.data[kept[l]! * columns + kept[k]!] = value;
    }
  }
  return result;
}

/** The inverse of an upper triangular matrix with columns of unit norm; undefined if a pivot is below the limit. */
function invertUpper(r: Matrix, limit: number): Matrix | undefined {
  const n = r.columns;
  const inverse = matrix(n, n);
  for (let j = 0; j < n; j++) {
    const pivot = r.data[j * n + j]!;
    if (!(Math.abs(pivot) > limit)) return undefined;
    inverse.data[j * n + j] = 1 / pivot;
    for (let i = j - 1; i >= 0; i--) {
      let sum = 0;
      for (let k = i + 1; k <= j; k++) sum += r.data[i * n + k]! * inverse.data[k * n + j]!;
      inverse.data[i * n + j] = -sum / r.data[i * n + i]!;
    }
  }
  return inverse;
}

function columnNorm({ rows, columns, data }: Matrix, j: number): number {
  let largest = 0;
  for (let i = 0; i < rows; i++) largest = Math.max(largest, Math.abs(data[i * columns + j]!));
  let sum = 0;
  for (let i = 0; i < rows; i++) sum += (data[i * columns + j]! / largest) ** 2;
  return largest === 0 ? 0 : largest * Math.sqrt(sum);
}
