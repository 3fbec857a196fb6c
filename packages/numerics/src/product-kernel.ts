/** Rows of A, common dimension, columns of B, and whether the product is added or subtracted. */
export interface ProductShape {
  readonly rows: number;
  readonly depth: number;
  readonly columns: number;
  readonly sign: 1 | -1;
}

/** A factor inside a larger array: `outer` steps along the product's own dimension, `inner` along the common one. */
export interface Factor {
  readonly data: Float64Array;
  readonly offset: number;
  readonly outer: number;
  readonly inner: number;
}

/** Where a product goes inside a larger row-major array. */
export interface Target {
  readonly data: Float64Array;
  readonly offset: number;
  readonly stride: number;
}

const tile = 4;
// 256 steps of two 4-wide panels are 16 KiB: they stay in the first-level cache.
const depthBlock = 256;

/**
 * C += sign A B, on packed 4 x 4 tiles whose sums live in registers.
 * Source: K. Goto and R. van de Geijn, "Anatomy of high-performance matrix multiplication", ACM TOMS 34 (2008) 12.
 */
export function addProduct(shape: ProductShape, a: Factor, b: Factor, c: Target): void {
  const { rows, depth, columns, sign } = shape;
  const block = Math.min(depth, depthBlock);
  const left = new Float64Array(Math.ceil(rows / tile) * tile * block);
  const right = new Float64Array(Math.ceil(columns / tile) * tile * block);
  const sums = new Float64Array(tile * tile);
  for (let start = 0; start < depth; start += depthBlock) {
    const count = Math.min(depthBlock, depth - start);
    pack(a, rows, start, count, left);
    pack(b, columns, start, count, right);
    for (let j = 0; j < columns; j += tile) {
      for (let i = 0; i < rows; i += tile) {
        multiplyTile(left, i * count, right, j * count, count, sums);
        addTile(sums, sign, c, c.offset + i * c.stride + j, Math.min(tile, rows - i), Math.min(tile, columns - j));
      }
    }
  }
}

function pack(factor: Factor, size: number, start: number, count: number, out: Float64Array): void {
  const { data, outer, inner } = factor;
  let to = 0;
  for (let first = 0; first < size; first += tile) {
    const wide = Math.min(tile, size - first);
    let from = factor.offset + first * outer + start * inner;
    for (let k = 0; k < count; k++) {
      for (let r = 0; r < tile; r++) out[to + r] = r < wide ? data[from + r * outer]! : 0;
      to += tile;
      from += inner;
    }
  }
}

function multiplyTile(a: Float64Array, i: number, b: Float64Array, j: number, count: number, out: Float64Array): void {
  let c00 = 0, c01 = 0, c02 = 0, c03 = 0;
  let c10 = 0, c11 = 0, c12 = 0, c13 = 0;
  let c20 = 0, c21 = 0, c22 = 0, c23 = 0;
  let c30 = 0, c31 = 0, c32 = 0, c33 = 0;
  for (let k = 0; k < count; k++) {
    const a0 = a[i]!, a1 = a[i + 1]!, a2 = a[i + 2]!, a3 = a[i + 3]!;
    const b0 = b[j]!, b1 = b[j + 1]!, b2 = b[j + 2]!, b3 = b[j + 3]!;
    i += tile;
    j += tile;
    c00 += a0 * b0; c01 += a0 * b1; c02 += a0 * b2; c03 += a0 * b3;
    c10 += a1 * b0; c11 += a1 * b1; c12 += a1 * b2; c13 += a1 * b3;
    c20 += a2 * b0; c21 += a2 * b1; c22 += a2 * b2; c23 += a2 * b3;
    c30 += a3 * b0; c31 += a3 * b1; c32 += a3 * b2; c33 += a3 * b3;
  }
  out[0] = c00; out[1] = c01; out[2] = c02; out[3] = c03;
  out[4] = c10; out[5] = c11; out[6] = c12; out[7] = c13;
  out[8] = c20; out[9] = c21; out[10] = c22; out[11] = c23;
  out[12] = c30; out[13] = c31; out[14] = c32; out[15] = c33;
}

function addTile(sums: Float64Array, sign: number, c: Target, offset: number, rows: number, columns: number): void {
  const { data, stride } = c;
  for (let r = 0; r < rows; r++) {
    for (let s = 0; s < columns; s++) data[offset + r * stride + s]! += sign * sums[r * tile + s]!;
  }
}
