import type { SourceFile } from "@inversa/core";
import { requireModest, unreadable, zipDirectory } from "@inversa/tables";
import type { Workbook } from "hucre/xlsx";
import { extensionOf, isCompound, isZip } from "./recognise.ts";

/** Readings of a laboratory take a few megabytes; what unpacks to more than this is a mistake or an attack. */
const most = { bytes: 256 * 2 ** 20, times: 1000 };

const saveAs = "Open it in a spreadsheet program and save it as .xlsx";
const workbook = "a workbook (.xlsx)";

/**
 * Bytes to sheets of cells.
 * @throws InputError `data-unreadable`: another format, a password, a package that is damaged (which one is that holds more than its directory claims); `archive-too-large`.
 */
export async function readWorkbook(file: SourceFile): Promise<Workbook> {
  const { name, bytes } = file;
  if (bytes.length === 0) throw unreadable(name, "it is empty", workbook);
  if (isCompound(file)) {
    if (extensionOf(file) === ".xls") throw unreadable(name, "it is in the binary format of Excel 97 to 2003", workbook, saveAs);
    throw unreadable(name, "it is protected by a password, or a binary workbook under another name", workbook, `${saveAs}, without a password`);
  }
  if (!isZip(file)) throw unreadable(name, "it is no workbook, whatever its name says", workbook, "If it is text, give it the ending .csv");
  const entries = zipDirectory(bytes);
  if (!entries) throw unreadable(name, "the end of the file is missing", workbook, "Copy or download it again");
  requireModest(entries, name, most, "Delete sheets and pictures that hold no readings, or export the readings as CSV");
  const parts = entries.map((entry) => entry.name);
  if (parts.includes("xl/workbook.bin")) throw unreadable(name, "it is in Excel's binary format .xlsb", workbook, saveAs);
  if (parts.includes("content.xml")) throw unreadable(name, "it is an OpenDocument file, of which only the numbers could be read and not which of them are percentages", workbook, saveAs);
  if (!parts.some((part) => part.startsWith("xl/"))) throw unreadable(name, "it is a package without a workbook in it", workbook, saveAs);
  try {
    // Loaded when a workbook is read, not when the plugin is listed.
    return await (await import("hucre/xlsx")).readXlsx(bytes, { readStyles: true });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw unreadable(name, `the workbook is damaged (${error.message.split("\n")[0]!.slice(0, 160)})`, workbook, "Open it in a spreadsheet program, let it repair the file, and save it again");
  }
}
