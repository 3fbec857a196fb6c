import { cholesky, invertCholesky, logDeterminant, matrix, row, solveCholesky, type Matrix } from "@inversa/numerics";
import { covarianceAt, meanProduct, meanSquare, unpacked, type Smoothness, type Span } from "./kernel.ts";

/** What does not change while the hyperparameters are sought. */
export interface Pairwise {
  readonly size: number;
  /** For each curve the mean squared distances of all pairs of rows (n x n). */
  readonly distances: readonly Matrix[];
  readonly products: Matrix;
}

export function pairwise(inputs: Matrix, curves: readonly Span[]): Pairwise {
  const n = inputs.rows;
  const of = (value: (a: Float64Array, b: Float64Array) => number): Matrix => {
    const out = matrix(n, n);
    for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) out.data[i * n + j] = out.data[j * n + i] = value(row(inputs, i), row(inputs, j));
    return out;
  };
  return { size: n, distances: curves.map((curve) => of((a, b) => meanSquare(a, b, curve))), products: of(meanProduct) };
}

/** A ten-thousandth of the answers' spread as the least noise: answers are never sharper, and rounding stays far below what tells hyperparameters apart. */
const jitter = 1e-8;

/** A covariance matrix with its factor and the weights of the training rows, for one set of hyperparameters. */
export interface Fitted { readonly factor: Matrix; readonly weights: Float64Array }

/** @returns undefined where the covariance is not positive definite to rounding. */
export function fitted(rows: Pairwise, smoothness: Smoothness, packed: Float64Array, answers: Float64Array): Fitted | undefined {
  const factor = cholesky(covariance(rows, smoothness, packed).matrix);
  return factor && { factor, weights: solveCholesky(factor, answers) };
}

/**
 * Minus the logarithm of the evidence (marginal likelihood) with its gradient by the packed hyperparameters.
 * Source: Rasmussen and Williams (2006), eqs. 5.8 and 5.9.
 * @returns Infinity where the covariance is not positive definite.
 */
export function negativeLogEvidence(rows: Pairwise, smoothness: Smoothness, packed: Float64Array, answers: Float64Array, gradient: Float64Array): number {
  const n = rows.size;
  const { matrix: k, smooth, slopes } = covariance(rows, smoothness, packed);
  const factor = cholesky(k);
  if (!factor) return Number.POSITIVE_INFINITY;
  const weights = solveCholesky(factor, answers);
  const inverse = invertCholesky(factor);
  const { lengths, linear, noise } = unpacked(packed);
  const curves = lengths.length;
  gradient.fill(0);
  let fit = 0;
  for (let i = 0; i < n; i++) {
    fit += answers[i]! * weights[i]!;
    for (let j = 0; j <= i; j++) {
      const at = i * n + j;
      // Both triangles at once; the diagonal once. Half of the trace of (K^-1 - w w') dK.
      const share = (i === j ? 0.5 : 1) * (inverse.data[at]! - weights[i]! * weights[j]!);
      for (let b = 0; b < curves; b++) gradient[b]! += (share * slopes.data[at]! * rows.distances[b]!.data[at]!) / lengths[b]! ** 2;
      gradient[curves]! += 2 * share * smooth.data[at]!;
      gradient[curves + 1]! += 2 * share * linear ** 2 * rows.products.data[at]!;
      if (i === j) gradient[curves + 2]! += 2 * share * noise ** 2;
    }
  }
  return 0.5 * (fit + logDeterminant(factor) + n * Math.log(2 * Math.PI));
}

function covariance(rows: Pairwise, smoothness: Smoothness, packed: Float64Array): { readonly matrix: Matrix; readonly smooth: Matrix; readonly slopes: Matrix } {
  const n = rows.size;
  const { lengths, smooth: amplitude, linear, noise } = unpacked(packed);
  const [k, smooth, slopes] = [matrix(n, n), matrix(n, n), matrix(n, n)];
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const at = i * n + j;
      let squared = 0;
      for (let b = 0; b < lengths.length; b++) squared += rows.distances[b]!.data[at]! / lengths[b]! ** 2;
      const { value, slope } = covarianceAt(smoothness, squared);
      smooth.data[at] = amplitude ** 2 * value;
      slopes.data[at] = amplitude ** 2 * slope;
      k.data[at] = smooth.data[at]! + linear ** 2 * rows.products.data[at]! + (i === j ? noise ** 2 + jitter : 0);
    }
  }
  return { matrix: k, smooth, slopes };
}
