import { matrix, type Matrix } from "./matrix.ts";

/**
 * The lower factor L of a symmetric positive definite A = L Lᵀ; only A's lower triangle is read.
 * `undefined` if A is not positive definite (or holds NaN).
 */
export function cholesky(a: Matrix): Matrix | undefined {
  const n = a.rows;
  const l = matrix(n, n);
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = a.data[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= l.data[i * n + k]! * l.data[j * n + k]!;
      if (i === j) {
        if (!(sum > 0)) return undefined;
        l.data[j * n + j] = Math.sqrt(sum);
      } else l.data[i * n + j] = sum / l.data[j * n + j]!;
    }
  }
  return l;
}

/** Solves L Lᵀ x = b. */
export function solveCholesky(l: Matrix, b: Float64Array): Float64Array {
  const n = l.rows;
  const x = solveLower(l, b);
  for (let i = n - 1; i >= 0; i--) {
    const value = x[i]! / l.data[i * n + i]!;
    x[i] = value;
    for (let k = 0; k < i; k++) x[k]! -= l.data[i * n + k]! * value;
  }
  return x;
}

/** Solves L x = b for a lower triangular L. */
export function solveLower(l: Matrix, b: Float64Array): Float64Array {
  const n = l.rows;
  const x = Float64Array.from(b);
  for (let i = 0; i < n; i++) {
    let sum = x[i]!;
    for (let k = 0; k < i; k++) sum -= l.data[i * n + k]! * x[k]!;
    x[i] = sum / l.data[i * n + i]!;
  }
  return x;
}

/** The inverse (L Lᵀ)⁻¹, symmetric to the last bit. */
export function invertCholesky(l: Matrix): Matrix {
  const n = l.rows;
  const inverse = matrix(n, n);
  const unit = new Float64Array(n);
  for (let j = 0; j < n; j++) {
    unit.fill(0);
    unit[j] = 1;
    const x = solveCholesky(l, unit);
    for (let i = j; i < n; i++) {
      inverse.data[i * n + j] = x[i]!;
      inverse.data[j * n + i] = x[i]!;
    }
  }
  return inverse;
}

/** The logarithm of the determinant of L Lᵀ. */
export function logDeterminant(l: Matrix): number {
  let sum = 0;
  for (let i = 0; i < l.rows; i++) sum += Math.log(l.data[i * l.columns + i]!);
  return 2 * sum;
}
