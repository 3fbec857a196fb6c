import type { RawRecord, SeriesName } from "../raw.ts";

function picked(raw: RawRecord, rows: number, pick: <A extends Float64Array | Int8Array>(values: A) => A, place: RawRecord["place"]): RawRecord {
  const columns: Partial<Record<SeriesName, Float64Array>> = {};
  for (const [name, values] of Object.entries(raw.columns) as [SeriesName, Float64Array][]) columns[name] = pick(values);
  return { ...raw, rows, columns, ...(raw.state ? { state: pick(raw.state) } : {}), place };
}

/** A record of the rows that are kept. */
export function keepRows(raw: RawRecord, keep: (row: number) => boolean): RawRecord {
  const kept: number[] = [];
  for (let row = 0; row < raw.rows; row++) if (keep(row)) kept.push(row);
  return kept.length === raw.rows ? raw : picked(raw, kept.length, (values) => {
    const out = values.slice(0, kept.length) as typeof values;
    for (const [i, row] of kept.entries()) out[i] = values[row]!;
    return out;
  }, (row) => raw.place(kept[row]!));
}

/** A record of the rows from .. to - 1. */
export const rowsOf = (raw: RawRecord, from: number, to: number): RawRecord => picked(raw, to - from, (values) => values.slice(from, to) as typeof values, (row) => raw.place(from + row));

export const noted = (raw: RawRecord, more: { readonly notes?: RawRecord["notes"]; readonly warnings?: readonly string[] }): RawRecord =>
  ({ ...raw, notes: [...raw.notes, ...(more.notes ?? [])], warnings: [...raw.warnings, ...(more.warnings ?? [])] });

/** "line 12" or "3 rows (the first at line 12)". */
export const counted = (rows: readonly number[], place: (row: number) => string, what = "rows"): string => (rows.length === 1 ? place(rows[0]!) : `${rows.length} ${what} (the first at ${place(rows[0]!)})`);
