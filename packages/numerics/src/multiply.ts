import { matrix, type Matrix } from "./matrix.ts";

/** What {@link multiply} may be told. */
export interface MultiplyOptions {
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
  /** Where the product goes; its old values are lost. Must share no data with a or b. */
  readonly into?: Matrix;
}

/**
 * The matrix product op(A) op(B), op being the transpose where asked for.
 * @throws RangeError if the shapes do not fit
 */
export function multiply(a: Matrix, b: Matrix, options: MultiplyOptions = {}): Matrix {
  const { transposeA = false, transposeB = false } = options;
  const rows = transposeA ? a.columns : a.rows;
  const depth = transposeA ? a.rows : a.columns;
  const depthB = transposeB ? b.columns : b.rows;
  const columns = transposeB ? b.rows : b.columns;
  if (depth !== depthB) {
    throw new RangeError(`Cannot multiply ${rows} x ${depth} by ${depthB} x ${columns}.`);
  }
  const c = options.into ?? matrix(rows, columns);
  if (c.rows !== rows || c.columns !== columns) {
    throw new RangeError(`The product is ${rows} x ${columns}, not ${c.rows} x ${c.columns}.`);
  }
  c.data.fill(0);
  const [ai, ak] = transposeA ? [1, a.columns] : [a.columns, 1];
  const [bk, bj] = transposeB ? [1, b.columns] : [b.columns, 1];
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k < depth; k++) {
      const value = a.data[i * ai + k * ak]!;
      for (let j = 0; j < columns; j++) c.data[i * columns + j]! += value * b.data[k * bk + j * bj]!;
    }
  }
  return c;
}
