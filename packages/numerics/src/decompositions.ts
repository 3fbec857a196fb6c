import { EigenvalueDecomposition, Matrix as Dense, SingularValueDecomposition } from "ml-matrix";
import { matrix, type Matrix } from "./matrix.ts";

function dense(a: Matrix): Dense {
  return Dense.from1DArray(a.rows, a.columns, a.data);
}

function plain(a: Dense): Matrix {
  return matrix(a.rows, a.columns, Float64Array.from(a.to1DArray()));
}

/** A = V diag(values) Vᵀ of a symmetric matrix. */
export interface SymmetricEigen {
  /** Ascending. */
  readonly values: Float64Array;
  /** Column j belongs to value j; the columns are orthonormal. */
  readonly vectors: Matrix;
}

/** The eigenvalues and eigenvectors of a symmetric matrix. */
export function symmetricEigen(a: Matrix): SymmetricEigen {
  const result = new EigenvalueDecomposition(dense(a), { assumeSymmetric: true });
  return { values: Float64Array.from(result.realEigenvalues), vectors: plain(result.eigenvectorMatrix) };
}

/** A = U diag(values) Vᵀ, thin: U is m x k, V is n x k, k = min(m, n). */
export interface SingularValues {
  readonly u: Matrix;
  /** Descending. */
  readonly values: Float64Array;
  readonly v: Matrix;
}

/** The thin singular value decomposition. */
export function singularValues(a: Matrix): SingularValues {
  const result = new SingularValueDecomposition(dense(a), { autoTranspose: true });
  return {
    u: plain(result.leftSingularVectors),
    values: Float64Array.from(result.diagonal),
    v: plain(result.rightSingularVectors),
  };
}

/**
 * The x of least norm among those that minimise |A x - b|: singular values below `tolerance` times the largest count
 * as zero (default: machine precision times the larger dimension).
 */
export function linearLeastSquares(a: Matrix, b: ArrayLike<number>, tolerance?: number): Float64Array {
  const { u, values, v } = singularValues(a);
  const limit = (tolerance ?? Number.EPSILON * Math.max(a.rows, a.columns)) * (values[0] ?? 0);
  const x = new Float64Array(a.columns);
  for (let k = 0; k < values.length; k++) {
    if (!(values[k]! > limit)) continue;
    let projection = 0;
    for (let i = 0; i < a.rows; i++) projection += u.data[i * u.columns + k]! * b[i]!;
    projection /= values[k]!;
    for (let j = 0; j < a.columns; j++) x[j]! += projection * v.data[j * v.columns + k]!;
  }
  return x;
}
