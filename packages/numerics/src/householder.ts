import { matrix, type Matrix } from "./matrix.ts";

/** A = Q R of an m x n matrix, as least squares needs it: R (n x n, upper) and the first n elements of Qᵀ b. */
export interface Triangular {
  readonly r: Matrix;
  readonly c: Float64Array;
}

/**
 * Reduces min |A x + b| to min |R x + c| by Householder reflections; what is left of b does not depend on x.
 * If m < n the last rows of R are zero. A and b are not changed.
 * Source: G. H. Golub and C. F. Van Loan, "Matrix computations", 4th ed. (2013), algorithm 5.2.1.
 */
export function triangularise(a: Matrix, b: Float64Array): Triangular {
  const { rows: m, columns: n } = a;
  // Columns are contiguous in here: every inner loop runs along one.
  const work = new Float64Array((n + 1) * m);
  for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) work[j * m + i] = a.data[i * n + j]!;
  work.set(b, n * m);
  const steps = Math.min(m, n);
  for (let k = 0; k < steps; k++) reflect(work, m, n, k);
  const r = matrix(n, n);
  const c = new Float64Array(n);
  for (let i = 0; i < steps; i++) {
    for (let j = i; j < n; j++) r.data[i * n + j] = work[j * m + i]!;
    c[i] = work[n * m + i]!;
  }
  return { r, c };
}

function reflect(work: Float64Array, m: number, n: number, k: number): void {
  const column = k * m;
  let largest = 0;
  for (let i = k; i < m; i++) largest = Math.max(largest, Math.abs(work[column + i]!));
  if (!(largest > 0)) return;
  let squares = 0;
  for (let i = k; i < m; i++) squares += (work[column + i]! / largest) ** 2;
  const pivot = work[column + k]!;
  const length = (pivot > 0 ? -largest : largest) * Math.sqrt(squares);
  // v = x - length e1, scaled so that its first element is 1.
  const first = pivot - length;
  for (let i = k + 1; i < m; i++) work[column + i]! /= first;
  const beta = -first / length;
  for (let j = k + 1; j <= n; j++) {
    const other = j * m;
    let sum = work[other + k]!;
    for (let i = k + 1; i < m; i++) sum += work[column + i]! * work[other + i]!;
    sum *= beta;
    work[other + k]! -= sum;
    for (let i = k + 1; i < m; i++) work[other + i]! -= sum * work[column + i]!;
  }
  work[column + k] = length;
}

/** Solves R x = -c for an upper triangular R; an element with a zero pivot becomes 0. */
export function solveUpperNegated({ r, c }: Triangular): Float64Array {
  const n = r.columns;
  const x = new Float64Array(n);
  for (let i = n - 1; i >= 0; i--) {
    let sum = -c[i]!;
    for (let j = i + 1; j < n; j++) sum -= r.data[i * n + j]! * x[j]!;
    const pivot = r.data[i * n + i]!;
    x[i] = pivot === 0 ? 0 : sum / pivot;
  }
  return x;
}
