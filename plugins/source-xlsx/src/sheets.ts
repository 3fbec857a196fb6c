import { inRow, letters, numberFormatOf, type NumberSettings, type Place, type Row, rowOf, sheetPlace, type Table, unreadable } from "@inversa/tables";
import type { Sheet } from "hucre/xlsx";
import { cellOf } from "./cells.ts";

/** A sheet as a table, and what the user should look at. */
export interface ReadSheet {
  readonly table: Table;
  readonly inferred: ReturnType<typeof numberFormatOf>["inferred"];
  readonly warnings: readonly string[];
}

/**
 * A sheet as rows of cells.
 * @throws InputError `data-unreadable` for formulas without a stored result, `data-ambiguous` for numbers that stand as text.
 */
export function tableOf(sheet: Sheet, startOf1904: boolean, settings: NumberSettings, file: string): ReadSheet {
  const place = sheetPlace(file, sheet.name);
  checkFormulas(sheet, place);
  const hidden = [...(sheet.rowDefs ?? [])].filter(([row, { hidden }]) => hidden && (sheet.rows[row]?.length ?? 0) > 0).length;
  const rows = filledDown(sheet).map((cells, r): Row => rowOf(r + 1, cells.map((value, c) => cellOf(value, sheet.cells?.get(`${r},${c}`), startOf1904))));
  const { format, inferred } = numberFormatOf(rows, false, settings, place);
  return { table: { title: sheet.name, rows, format, place }, inferred, warnings: hidden > 0 ? [`sheet "${sheet.name}": ${hidden} hidden rows are read like the others`] : [] };
}

/** Libraries write formulas without the numbers they stand for; only a spreadsheet program works them out. */
function checkFormulas({ cells }: Sheet, place: Place): void {
  const missing = [...(cells ?? [])].filter(([, { type, value }]) => type === "formula" && (value === null || value === undefined));
  const [first] = missing;
  if (!first) return;
  const [row = 0, column = 0] = first[0].split(",").map(Number);
  throw unreadable(`${inRow(place, row + 1)}, cell ${letters(column)}${row + 1}`, `the formula "=${(first[1].formula ?? "").slice(0, 60)}" has no stored result${missing.length > 1 ? `, nor have ${missing.length - 1} others` : ""}`, "a workbook as a spreadsheet program saves it", "Open it in a spreadsheet program and save it again");
}

/** The name or pressure of a test is often one cell merged down along its readings; headings are merged over two rows at most. */
function filledDown({ rows, merges = [] }: Sheet): Sheet["rows"] {
  const out = rows.map((row) => [...(row ?? [])]);
  for (const { startRow, endRow, startCol, endCol } of merges) {
    const value = rows[startRow]?.[startCol] ?? null;
    if (startCol !== endCol || endRow - startRow < 2 || value === null) continue;
    for (let r = startRow + 1; r <= endRow && r < out.length; r++) {
      while (out[r]!.length <= startCol) out[r]!.push(null);
      out[r]![startCol] = value;
    }
  }
  return out;
}
