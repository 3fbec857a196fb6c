import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  cholesky,
  identity,
  invertCholesky,
  invertLower,
  linearLeastSquares,
  logDeterminant,
  type Matrix,
  matrix,
  multiply,
  random,
  row,
  singularValues,
  solveCholesky,
  symmetricEigen,
  transpose,
} from "../src/index.ts";
import { near } from "./close.ts";

function filled(rows: number, columns: number, seed: number): Matrix {
  const generator = random(seed, rows, columns);
  return matrix(rows, columns, Float64Array.from({ length: rows * columns }, () => generator.normal()));
}

function plainProduct(a: Matrix, b: Matrix): Float64Array {
  const c = new Float64Array(a.rows * b.columns);
  for (let i = 0; i < a.rows; i++) {
    for (let j = 0; j < b.columns; j++) {
      for (let k = 0; k < a.columns; k++) c[i * b.columns + j]! += a.data[i * a.columns + k]! * b.data[k * b.columns + j]!;
    }
  }
  return c;
}

/** The largest difference between two arrays, Infinity if they are of different lengths. */
function furthest(actual: Float64Array, expected: Float64Array): number {
  if (actual.length !== expected.length) return Infinity;
  return actual.reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i]!)), 0);
}

const size = fc.integer({ min: 1, max: 21 });

describe("the product", () => {
  test("of two small matrices is the one on paper", () => {
    const product = multiply(matrix(2, 3, [1, 2, 3, 4, 5, 6]), matrix(3, 2, [7, 8, 9, 10, 11, 12]));
    expect([...product.data]).toEqual([58, 64, 139, 154]);
  });

  test("equals the triple loop for any shape and transposition", () => {
    fc.assert(
      fc.property(size, size, size, fc.boolean(), fc.boolean(), (m, k, n, transposeA, transposeB) => {
        const a = filled(m, k, 1);
        const b = filled(k, n, 2);
        const product = multiply(transposeA ? transpose(a) : a, transposeB ? transpose(b) : b, { transposeA, transposeB });
        expect([product.rows, product.columns]).toEqual([m, n]);
        expect(furthest(product.data, plainProduct(a, b))).toBeLessThanOrEqual(1e-13);
      }),
      { numRuns: 200 },
    );
  });

  test("equals the triple loop across the blocks of the common dimension", () => {
    const a = filled(7, 600, 3);
    const b = filled(600, 5, 4);
    expect(furthest(multiply(a, b).data, plainProduct(a, b))).toBeLessThanOrEqual(1e-12);
  });

  test("replaces what `into` held, and refuses shapes that do not fit", () => {
    const into = matrix(2, 2, [1, 1, 1, 1]);
    expect(multiply(identity(2), identity(2), { into })).toBe(into);
    expect([...into.data]).toEqual([1, 0, 0, 1]);
    expect(() => multiply(matrix(2, 3), matrix(2, 3))).toThrow("2 x 3 by 2 x 3");
    expect(() => multiply(matrix(2, 3), matrix(3, 2), { into: matrix(3, 3) })).toThrow(RangeError);
    expect(() => matrix(2, 2, [1])).toThrow(RangeError);
  });
});

describe("the Cholesky factor", () => {
  test.each([1, 2, 31, 32, 33, 64, 100])("times its transpose is the matrix, n = %d", (n) => {
    const a = multiply(filled(n, n + 3, 5), filled(n, n + 3, 5), { transposeB: true });
    const l = cholesky(a)!;
    expect(furthest(multiply(l, l, { transposeB: true }).data, a.data)).toBeLessThanOrEqual(1e-13 * n * n);
    for (let i = 0; i < n; i++) expect(row(l, i).subarray(i + 1).every((value) => value === 0)).toBe(true);
    const b = row(filled(1, n, 6), 0);
    expect(furthest(multiply(a, matrix(n, 1, solveCholesky(l, b))).data, b)).toBeLessThanOrEqual(1e-8);
    const inverse = invertCholesky(l);
    expect(furthest(multiply(a, inverse).data, identity(n).data)).toBeLessThanOrEqual(1e-8);
    expect([...transpose(inverse).data]).toEqual([...inverse.data]);
    expect(furthest(multiply(l, invertLower(l)).data, identity(n).data)).toBeLessThanOrEqual(1e-10);
  });

  test("reads the lower triangle only and gives the determinant", () => {
    const l = cholesky(matrix(2, 2, [4, NaN, 2, 10]))!;
    expect([...l.data]).toEqual([2, 0, 1, 3]);
    expect(logDeterminant(l)).toSatisfy(near(Math.log(36), 1e-15));
  });

  test("does not exist where a matrix is not positive definite, wherever that shows", () => {
    expect(cholesky(matrix(2, 2, [1, 2, 2, 1]))).toBeUndefined();
    expect(cholesky(matrix(1, 1, [0]))).toBeUndefined();
    expect(cholesky(matrix(1, 1, [NaN]))).toBeUndefined();
    const late = identity(70);
    late.data[69 * 71 - 1] = -1;
    late.data[69 * 70 + 69] = -1;
    expect(cholesky(late)).toBeUndefined();
    expect(() => cholesky(matrix(2, 3))).toThrow(RangeError);
  });
});

describe("decompositions", () => {
  test("the second-difference matrix has its known eigenvalues", () => {
    const n = 12;
    const a = matrix(n, n);
    for (let i = 0; i < n; i++) {
      a.data[i * n + i] = 2;
      if (i > 0) a.data[i * n + i - 1] = a.data[(i - 1) * n + i] = -1;
    }
    const { values, vectors } = symmetricEigen(a);
    values.forEach((value, k) => expect(value).toSatisfy(near(2 - 2 * Math.cos(((k + 1) * Math.PI) / (n + 1)), 1e-13)));
    const scaled = matrix(n, n, vectors.data.map((value, index) => value * values[index % n]!));
    expect(furthest(multiply(scaled, vectors, { transposeB: true }).data, a.data)).toBeLessThanOrEqual(1e-14 * n);
    expect(furthest(multiply(vectors, vectors, { transposeA: true }).data, identity(n).data)).toBeLessThanOrEqual(1e-14 * n);
  });

  test.each([[7, 4], [4, 7], [5, 5]])("singular values put a %d x %d matrix together again", (m, n) => {
    const a = filled(m, n, 7);
    const { u, values, v } = singularValues(a);
    const k = Math.min(m, n);
    expect([u.columns, values.length, v.columns]).toEqual([k, k, k]);
    expect([...values]).toEqual([...values].sort((x, y) => y - x));
    const scaled = matrix(m, k, u.data.map((value, index) => value * values[index % k]!));
    expect(furthest(multiply(scaled, v, { transposeB: true }).data, a.data)).toBeLessThanOrEqual(1e-13);
  });

  test("least squares finds the line through points, and the shortest answer where there are many", () => {
    const x = linearLeastSquares(matrix(4, 2, [1, 0, 1, 1, 1, 2, 1, 3]), [1, 3, 5, 7]);
    expect(furthest(x, Float64Array.of(1, 2))).toBeLessThanOrEqual(1e-14);
    expect(furthest(linearLeastSquares(matrix(2, 2, [1, 1, 1, 1]), [2, 2]), Float64Array.of(1, 1))).toBeLessThanOrEqual(1e-14);
  });
});
