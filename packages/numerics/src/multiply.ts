import { matrix, type Matrix } from "./matrix.ts";
import { addProduct } from "./product-kernel.ts";

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
  if (options.into !== undefined) c.data.fill(0);
  addProduct(
    { rows, depth, columns, sign: 1 },
    { data: a.data, offset: 0, outer: transposeA ? 1 : a.columns, inner: transposeA ? a.columns : 1 },
    { data: b.data, offset: 0, outer: transposeB ? b.columns : 1, inner: transposeB ? 1 : b.columns },
    { data: c.data, offset: 0, stride: columns },
  );
  return c;
}
