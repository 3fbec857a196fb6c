import type { Monitor } from "./monitor.ts";
import { addProduct, type View } from "./product.ts";

/** Rows of the result computed at once. */
const BLOCK = 64;

/** Adds the lower triangle of a a' (n x n, a being n x k) to `into`; the event loop has its turns meanwhile. Some elements above the diagonal change too. */
export async function addLowerGram(n: number, k: number, a: View, into: Float64Array, monitor: Monitor): Promise<void> {
  for (let i = 0; i < n; i += BLOCK) {
    if (monitor.due) await monitor.turn();
    const rows = Math.min(BLOCK, n - i);
    const transposed = { data: a.data, offset: a.offset, row: a.column, column: a.row };
    addProduct(rows, k, i + rows, { ...a, offset: a.offset + i * a.row }, transposed, { data: into, offset: i * n, row: n, column: 1 });
  }
}
