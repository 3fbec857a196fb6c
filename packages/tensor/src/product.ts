/** A matrix seen in an array: element (i, j) lies at `offset + i * row + j * column`. Rows may overlap, as the windows of a convolution do. */
export interface View {
  readonly data: Float64Array;
  readonly offset: number;
  readonly row: number;
  readonly column: number;
}

/** Longest stretch of the summed index handled at once, so that both panels stay in the nearest cache. */
const STRETCH = 256;

/**
 * c += a b for views a (m x k), b (k x n), c (m x n); transposes are views with the strides exchanged. Four by four elements of c are summed in
 * registers, then added to c one after another, which keeps overlapping rows of c right.
 */
export function addProduct(m: number, k: number, n: number, a: View, b: View, c: View): void {
  for (let start = 0; start < k; start += STRETCH) {
    const length = Math.min(STRETCH, k - start);
    const a0 = a.offset + start * a.column;
    const b0 = b.offset + start * b.row;
    const m4 = m - (m % 4);
    const n4 = n - (n % 4);
    for (let j = 0; j < n4; j += 4) {
      for (let i = 0; i < m4; i += 4) {
        addBlock(length, a.data, a0 + i * a.row, a.row, a.column, b.data, b0 + j * b.column, b.row, b.column, c.data, c.offset + i * c.row + j * c.column, c.row, c.column);
      }
    }
    if (n4 < n) addEdge(0, m, n4, n, length, a, a0, b, b0, c);
    if (m4 < m) addEdge(m4, m, 0, n4, length, a, a0, b, b0, c);
  }
}

function addBlock(
  k: number, a: Float64Array, a0: number, ai: number, ak: number, b: Float64Array, b0: number, bk: number, bj: number, c: Float64Array, c0: number, ci: number, cj: number,
): void {
  let s00 = 0, s01 = 0, s02 = 0, s03 = 0, s10 = 0, s11 = 0, s12 = 0, s13 = 0;
  let s20 = 0, s21 = 0, s22 = 0, s23 = 0, s30 = 0, s31 = 0, s32 = 0, s33 = 0;
  let p = a0;
  let q = b0;
  for (let l = 0; l < k; l++) {
    const x0 = a[p]!, x1 = a[p + ai]!, x2 = a[p + 2 * ai]!, x3 = a[p + 3 * ai]!;
    const y0 = b[q]!, y1 = b[q + bj]!, y2 = b[q + 2 * bj]!, y3 = b[q + 3 * bj]!;
    s00 += x0 * y0; s01 += x0 * y1; s02 += x0 * y2; s03 += x0 * y3;
    s10 += x1 * y0; s11 += x1 * y1; s12 += x1 * y2; s13 += x1 * y3;
    s20 += x2 * y0; s21 += x2 * y1; s22 += x2 * y2; s23 += x2 * y3;
    s30 += x3 * y0; s31 += x3 * y1; s32 += x3 * y2; s33 += x3 * y3;
    p += ak;
    q += bk;
  }
  let o = c0;
  c[o]! += s00; c[o + cj]! += s01; c[o + 2 * cj]! += s02; c[o + 3 * cj]! += s03;
  o += ci;
  c[o]! += s10; c[o + cj]! += s11; c[o + 2 * cj]! += s12; c[o + 3 * cj]! += s13;
  o += ci;
  c[o]! += s20; c[o + cj]! += s21; c[o + 2 * cj]! += s22; c[o + 3 * cj]! += s23;
  o += ci;
  c[o]! += s30; c[o + cj]! += s31; c[o + 2 * cj]! += s32; c[o + 3 * cj]! += s33;
}

function addEdge(i0: number, i1: number, j0: number, j1: number, k: number, a: View, a0: number, b: View, b0: number, c: View): void {
  for (let i = i0; i < i1; i++) {
    for (let j = j0; j < j1; j++) {
      let sum = 0;
      let p = a0 + i * a.row;
      let q = b0 + j * b.column;
      for (let l = 0; l < k; l++) {
        sum += a.data[p]! * b.data[q]!;
        p += a.column;
        q += b.row;
      }
      c.data[c.offset + i * c.row + j * c.column]! += sum;
    }
  }
}
