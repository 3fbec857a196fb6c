import { matrix, type Matrix } from "./matrix.ts";
import { multiply } from "./multiply.ts";
import { addProduct } from "./product-kernel.ts";

const blockSize = 32;

/**
 * The lower factor L of a symmetric positive definite A = L Lᵀ; only A's lower triangle is read.
 * `undefined` if A is not positive definite (or holds NaN). Blocked, left-looking.
 */
export function cholesky(a: Matrix): Matrix | undefined {
  const n = a.rows;
  if (a.columns !== n) throw new RangeError(`Only a square matrix has a Cholesky factor, not ${n} x ${a.columns}.`);
  const l = matrix(n, n);
  for (let i = 0; i < n; i++) l.data.set(a.data.subarray(i * n, i * n + i + 1), i * n);
  for (let first = 0; first < n; first += blockSize) {
    const last = Math.min(first + blockSize, n);
    if (first > 0) {
      const done = { data: l.data, offset: first * n, outer: n, inner: 1 };
      const shape = { rows: n - first, depth: first, columns: last - first, sign: -1 } as const;
      addProduct(shape, done, done, { data: l.data, offset: first * n + first, stride: n });
    }
    if (!factorPanel(l.data, n, first, last)) return undefined;
  }
  return l;
}

function factorPanel(l: Float64Array, n: number, first: number, last: number): boolean {
  for (let i = first; i < n; i++) {
    const end = Math.min(i + 1, last);
    for (let j = first; j < end; j++) {
      let sum = l[i * n + j]!;
      for (let k = first; k < j; k++) sum -= l[i * n + k]! * l[j * n + k]!;
      if (j < i) l[i * n + j] = sum / l[j * n + j]!;
      else if (sum > 0 && sum < Infinity) l[i * n + i] = Math.sqrt(sum);
      else return false;
    }
    // The update of the block's columns also reached above the diagonal.
    for (let j = end; j < last; j++) l[i * n + j] = 0;
  }
  return true;
}

/** Solves L x = b for a lower triangular L. */
export function solveLower(l: Matrix, b: ArrayLike<number>): Float64Array {
  const n = l.rows;
  const x = Float64Array.from(b);
  for (let i = 0; i < n; i++) {
    let sum = x[i]!;
    for (let k = 0; k < i; k++) sum -= l.data[i * n + k]! * x[k]!;
    x[i] = sum / l.data[i * n + i]!;
  }
  return x;
}

/** Solves L Lᵀ x = b. */
export function solveCholesky(l: Matrix, b: ArrayLike<number>): Float64Array {
  const n = l.rows;
  const x = solveLower(l, b);
  for (let i = n - 1; i >= 0; i--) {
    const value = x[i]! / l.data[i * n + i]!;
    x[i] = value;
    for (let k = 0; k < i; k++) x[k]! -= l.data[i * n + k]! * value;
  }
  return x;
}

/** The inverse (L Lᵀ)⁻¹, symmetric to the last bit. */
export function invertCholesky(l: Matrix): Matrix {
  const inverse = invertLower(l);
  return multiply(inverse, inverse, { transposeA: true });
}

/** The inverse of a lower triangular matrix. */
export function invertLower(l: Matrix): Matrix {
  const n = l.rows;
  const inverse = matrix(n, n);
  const x = inverse.data;
  for (let i = 0; i < n; i++) {
    const diagonal = 1 / l.data[i * n + i]!;
    for (let k = 0; k < i; k++) {
      const factor = l.data[i * n + k]! * diagonal;
      if (factor === 0) continue;
      for (let j = 0; j <= k; j++) x[i * n + j]! -= factor * x[k * n + j]!;
    }
    x[i * n + i] = diagonal;
  }
  return inverse;
}

/** The logarithm of the determinant of L Lᵀ. */
export function logDeterminant(l: Matrix): number {
  let sum = 0;
  for (let i = 0; i < l.rows; i++) sum += Math.log(l.data[i * l.columns + i]!);
  return 2 * sum;
}
