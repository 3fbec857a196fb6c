/** A dense matrix of float64, row after row: element (i, j) is `data[i * columns + j]`. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}

/**
 * A matrix over `data` (shared, not copied, if it is a Float64Array), or of zeros.
 * @throws RangeError if the data's length is not rows times columns
 */
export function matrix(rows: number, columns: number, data?: Float64Array | readonly number[]): Matrix {
  const values =
    data === undefined ? new Float64Array(rows * columns) : data instanceof Float64Array ? data : Float64Array.from(data);
  if (values.length !== rows * columns) {
    throw new RangeError(`A ${rows} x ${columns} matrix has ${rows * columns} elements, not ${values.length}.`);
  }
  return { rows, columns, data: values };
}

/** The n x n unit matrix. */
export function identity(n: number): Matrix {
  const result = matrix(n, n);
  for (let i = 0; i < n; i++) result.data[i * n + i] = 1;
  return result;
}

/** A new matrix with rows and columns exchanged. */
export function transpose(a: Matrix): Matrix {
  const { rows, columns, data } = a;
  const result = new Float64Array(data.length);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) result[j * rows + i] = data[i * columns + j]!;
  }
  return { rows: columns, columns: rows, data: result };
}

/** Row i of a matrix, as a view of its data. */
export function row(a: Matrix, i: number): Float64Array {
  return a.data.subarray(i * a.columns, (i + 1) * a.columns);
}
