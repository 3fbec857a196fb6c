import type { History } from "./history.ts";

/**
 * The current on fewer samples, such that straight lines between them are the best approximation in the mean square of the current on all samples, piece by piece.
 * Since a constant is one of those lines, every piece keeps its charge to rounding; noise is averaged. (L2 projection on linear finite elements; the integrals are exact.)
 * @param rows Indices of the samples that are kept; the first and last of every piece are among them.
 */
export function projected({ time, current, pieces }: History, rows: readonly number[]): Float64Array {
  const out = Float64Array.from(rows, (row) => current[row]!);
  const ends = [...pieces.slice(1), time.length];
  let k = 0;
  for (const end of ends) {
    let last = k;
    while (last + 1 < rows.length && rows[last + 1]! < end) last++;
    if (last > k && rows[last]! - rows[k]! > last - k) solvePiece(time, current, rows, k, last, out);
    k = last + 1;
  }
  return out;
}

/** Mass matrix and right side of the nodes first .. last, solved by elimination of a symmetric tridiagonal matrix. */
function solvePiece(time: Float64Array, current: Float64Array, rows: readonly number[], first: number, last: number, out: Float64Array): void {
  const n = last - first + 1;
  const [diagonal, beside, right] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  for (let e = 0; e + 1 < n; e++) {
    const [from, to] = [rows[first + e]!, rows[first + e + 1]!];
    const h = time[to]! - time[from]!;
    diagonal[e] = diagonal[e]! + h / 3;
    diagonal[e + 1] = h / 3;
    beside[e] = h / 6;
    for (let i = from; i < to; i++) {
      const width = time[i + 1]! - time[i]!;
      const [a, b] = [(time[i]! - time[from]!) / h, (time[i + 1]! - time[from]!) / h];
      const [p, q] = [current[i]!, current[i + 1]!];
      // Simpson's rule is exact for a product of two straight lines.
      const rising = (width / 6) * (p * a + ((p + q) * (a + b)) + q * b);
      right[e + 1] = right[e + 1]! + rising;
      right[e] = right[e]! + (width * (p + q)) / 2 - rising;
    }
  }
  for (let i = 1; i < n; i++) {
    const factor = beside[i - 1]! / diagonal[i - 1]!;
    diagonal[i] = diagonal[i]! - factor * beside[i - 1]!;
    right[i] = right[i]! - factor * right[i - 1]!;
  }
  for (let i = n - 1; i >= 0; i--) out[first + i] = (right[i]! - (i + 1 < n ? beside[i]! * out[first + i + 1]! : 0)) / diagonal[i]!;
}
