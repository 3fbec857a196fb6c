import { decodeSimulations, encodeSimulations, type SimulationColumns } from "./simulation-table.ts";
import type { FailedSample, Piece } from "./simulate-piece.ts";
import type { Store } from "../store/store.ts";

/** Pieces of an unfinished training set, one Arrow file each, so that an interrupted run loses no more than what was under way. */
export interface KeptPieces {
  /** What an earlier run left, by first sample, without overlaps. */
  readonly found: readonly Piece[];
  keep(piece: Piece): Promise<void>;
  clear(): Promise<void>;
}

/** @param hash Of the set that the pieces belong to; others' pieces are left out. */
export async function keptPieces(store: Store | undefined, folder: string, hash: string, columns: SimulationColumns): Promise<KeptPieces> {
  if (!store) return { found: [], keep: async () => {}, clear: async () => {} };
  const found: Piece[] = [];
  for (const file of await store.list(folder)) {
    const bytes = await store.read(`${folder}/${file}`);
    const piece = bytes && decode(columns, hash, bytes);
    if (piece) found.push(piece);
  }
  found.sort((a, b) => a.first - b.first || b.rows - a.rows);
  let end = 0;
  return {
    found: found.filter(({ first, rows }) => {
      if (first < end) return false;
      end = first + rows;
      return true;
    }),
    keep: ({ first, rows, theta, curves, failed }) => {
      const table = { theta: { rows, columns: columns.parameters.length, data: theta }, curves: { rows, columns: curves.length / rows, data: curves }, metadata: { "inversa.set": hash, "inversa.first": String(first), "inversa.failed": JSON.stringify(failed) } };
      return store.writeAtomic(`${folder}/${first}-${rows}.arrow`, encodeSimulations(columns, table));
    },
    clear: () => store.remove(folder),
  };
}

function decode(columns: SimulationColumns, hash: string, bytes: Uint8Array): Piece | undefined {
  const table = decodeSimulations(columns, bytes);
  if (!table || table.metadata["inversa.set"] !== hash) return undefined;
  return {
    first: Number(table.metadata["inversa.first"]),
    rows: table.theta.rows,
    theta: table.theta.data,
    curves: table.curves.data,
    failed: JSON.parse(table.metadata["inversa.failed"] ?? "[]") as FailedSample[],
  };
}
