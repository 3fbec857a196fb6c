import type { FileReading, ReadRequest, SourceFile } from "@inversa/core";
import { oneOf, provenanceOf, quoted, readTables, type TableFile, unreadable } from "@inversa/tables";
import type { Workbook } from "hucre/xlsx";
import type { settings as declared, XlsxSettings } from "./settings.ts";
import { tableOf } from "./sheets.ts";
import { readWorkbook } from "./workbook.ts";

/** Id under which results name this importer. */
export const sourceId = "xlsx";

/**
 * Reads workbooks into observations.
 * @throws InputError `data-ambiguous` with the question that settles it, `data-unreadable` with file, sheet and cell.
 */
export async function read(files: readonly SourceFile[], request: ReadRequest<typeof declared>): Promise<readonly FileReading[]> {
  const opened: TableFile[] = [];
  // One after the other: a workbook takes many times its size in memory.
  for (const file of files) opened.push(open(file, await readWorkbook(file), request.settings));
  return readTables(opened, { ...request, source: sourceId });
}

function open(file: SourceFile, workbook: Workbook, settings: XlsxSettings): TableFile {
  const wanted = new Set(settings.sheets.map((name) => name.trim().toLowerCase()));
  const isHidden = (sheet: Workbook["sheets"][number]): boolean => sheet.hidden === true || sheet.veryHidden === true;
  const named = workbook.sheets.filter((sheet) => wanted.has(sheet.name.trim().toLowerCase()));
  if (wanted.size > 0 && named.length === 0) throw unreadable(file.name, `it has no sheet ${oneOf(settings.sheets.map(quoted))}`, `one of ${workbook.sheets.map((sheet) => quoted(sheet.name)).join(", ")}`, "Correct the setting sheets");
  const sheets = wanted.size > 0 ? named : workbook.sheets.filter((sheet) => !isHidden(sheet));
  const hidden = wanted.size > 0 ? [] : workbook.sheets.filter(isHidden).map((sheet) => quoted(sheet.name));
  const read = sheets.map((sheet) => tableOf(sheet, workbook.dateSystem === "1904", settings, file.name));
  return {
    name: file.name,
    tables: read.map(({ table }) => table),
    inferred: read.flatMap(({ inferred }) => inferred),
    warnings: [...(hidden.length > 0 ? [`hidden sheets are not read: ${hidden.join(", ")}; name them in sheets to read them`] : []), ...read.flatMap(({ warnings }) => warnings)],
    provenance: () => provenanceOf(file, sourceId),
  };
}
