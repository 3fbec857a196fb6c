import type { SourceFile } from "@inversa/core";
import { CsvError, parse } from "csv-parse/browser/esm/sync";
import { unreadable, type Place } from "./mistakes.ts";

/**
 * A file as text with line feeds: ASCII by the rules of the format; laboratories also write UTF-8 and Windows-1252 (degree signs, names).
 * @throws InputError `data-unreadable` for an empty file, or one of AGS3.
 */
export function decode(file: SourceFile, warnings: string[]): string {
  const text = plain(file, warnings).replace(/\r\n?/g, "\n");
  if (text.trim() === "") throw unreadable({ file: file.name }, "it is empty", "an AGS4 file, which begins with \"GROUP\"");
  if (/^\s*"?\*\*/.test(text)) throw unreadable({ file: file.name, line: 1 }, "it is an AGS3 file (groups begin with **)", "AGS4, edition 4.0.3 to 4.2", "Ask the laboratory for an AGS4 export, or convert it");
  return text;
}

function plain(file: SourceFile, warnings: string[]): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(file.bytes);
  } catch {
    warnings.push("it is neither ASCII nor UTF-8 and was read as Windows-1252; look at special characters in names");
    return new TextDecoder("windows-1252").decode(file.bytes);
  }
}

/** Whether nothing stands in a line but commas and quotation marks, as spreadsheets leave them. */
export const isBlank = (line: string): boolean => /^[\s",]*$/.test(line);

const wellQuoted = "each cell in quotation marks, those inside a cell doubled";

/**
 * The cells of one line. A cell never runs over the end of its line (rule 6).
 * @returns Also whether a filled cell stands without quotation marks.
 * @throws InputError `data-unreadable` where quotation marks do not match.
 */
export function cellsOf(line: string, at: Place): { readonly cells: readonly string[]; readonly unquoted: boolean } {
  // The usual line, quoted throughout with no quotation mark in a cell, is split at once: files of logged readings are long.
  if (line.startsWith("\"") && line.endsWith("\"") && line.length > 1) {
    const cells = line.slice(1, -1).split("\",\"");
    if (!cells.some((cell) => cell.includes("\""))) return { cells, unquoted: false };
  }
  if ((line.match(/"/g)?.length ?? 0) % 2 === 1) throw unreadable(at, "a quotation mark has no partner in its line", wellQuoted);
  let unquoted = false;
  try {
    const [cells = []] = parse(line, {
      relax_column_count: true, trim: true,
      cast: (value, { quoting }) => {
        if (!quoting && value !== "") unquoted = true;
        return value;
      },
    }) as unknown as readonly (readonly string[])[];
    return { cells, unquoted };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw unreadable(at, "text stands beside the quotation marks of a cell", wellQuoted);
  }
}
