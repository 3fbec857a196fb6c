import type { RecordTable, SourceFile } from "@inversa/core";
import { decode, isBlank, isGap, looksNumeric, textOf, toNumber, unreadable } from "@inversa/tables";
import { splitText } from "./dialect.ts";
import type { CsvSettings } from "./settings.ts";

/**
 * The file as a plain table: the first row of words as headings, every row below it as a record.
 * @throws InputError `data-unreadable` where there is no row of headings or no record.
 */
export function records(file: SourceFile, settings: CsvSettings): RecordTable {
  if (file.bytes.length === 0) throw unreadable(file.name, "it is empty", "a table of records with headings");
  const { text } = decode(file.bytes, settings.encoding, () => 0, file.name);
  const { table } = splitText(text, settings, file.name);
  const filled = table.rows.filter((row) => !row.comment && !isBlank(row));
  const [head, ...rows] = filled;
  const headings = head?.cells.map(textOf) ?? [];
  if (headings.every((heading) => heading === "" || looksNumeric(heading))) throw unreadable(file.name, "its first row holds no headings", "a name for each column in the first row");
  if (rows.length === 0) throw unreadable(file.name, "there are no records below the headings", "one row a record");
  const value = (cell: string): number | string => {
    if (isGap(cell) || !looksNumeric(cell)) return isGap(cell) ? "" : cell;
    return toNumber(cell, table.format) ?? cell;
  };
  return {
    file: file.name,
    headings,
    rows: rows.map(({ cells }) => headings.map((_, c) => value(textOf(cells[c])))),
    place: (row, column) => `${file.name}, ${table.place.row(rows[row]?.line ?? 0)}, ${table.place.cell(rows[row]?.line ?? 0, column)} (${headings[column] ?? ""})`,
  };
}
