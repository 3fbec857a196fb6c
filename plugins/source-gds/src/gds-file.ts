import type { Inference, SourceFile } from "@inversa/core";
import { comparable, decode, type EncodingSetting, inRow, type NumberFormat, type NumberSettings, numberFormatOf, quoted, type Row, rowOf, textPlace, toNumber, unreadable } from "@inversa/tables";
import { CsvError, parse } from "csv-parse/browser/esm/sync";

/** One reading of all transducers. */
export interface Reading {
  readonly line: number;
  /** One number a column; NaN where nothing was logged. */
  readonly values: readonly number[];
}

/** A GDSLAB file: what the operator filled in, and what was logged. */
export interface GdsFile {
  readonly name: string;
  /** Key and value, as they stand in the file but for the word "Head" before some keys. */
  readonly header: readonly Row[];
  readonly headings: readonly string[];
  readonly headingLine: number;
  readonly readings: readonly Reading[];
  readonly format: NumberFormat;
  readonly inferred: readonly Inference[];
}

/**
 * Cuts a file into header, headings and readings.
 * @throws InputError `data-unreadable` with line and column, `data-ambiguous` for the decimal sign.
 */
export function openGds(file: SourceFile, settings: NumberSettings & EncodingSetting): GdsFile {
  const place = textPlace(file.name);
  const { rows, inferred: encoding } = rowsOf(file, settings);
  const at = rows.findIndex(({ cells }) => cells.some((cell) => comparable(String(cell)) === "stagenumber"));
  if (at < 0) throw unreadable(file.name, "no line holds the heading \"Stage Number\"", "a data file as GDSLAB writes it", "If it is another laboratory's CSV file, read it with the source csv");
  const headings = rows[at]!.cells.map(String);
  const logged = rows.slice(at + 1).filter(({ cells }) => cells.some((cell) => cell !== ""));
  const { format, inferred } = numberFormatOf(logged, true, settings, place);
  const readings = logged.map((row): Reading => ({
    line: row.line,
    values: headings.map((heading, c) => {
      const value = toNumber(row.cells[c] ?? "", format);
      if (value === undefined) throw unreadable(inRow(place, row.line), `${place.cell(row.line, c)} (${quoted(heading)}) holds ${quoted(String(row.cells[c]))}, which is not a number`, "a number or an empty cell");
      return value;
    }),
  }));
  if (readings.length < 2) throw unreadable(inRow(place, rows[at]!.line), "there are no readings below the headings", "rows of numbers");
  const header = rows.slice(0, at).map(({ line, cells: [key = "", ...values] }) => rowOf(line, [String(key).replace(/^Head,\s*/i, ""), ...values]));
  return { name: file.name, header, headings, headingLine: rows[at]!.line, readings, format, inferred: [...encoding, ...inferred] };
}

/** GDSLAB writes Latin-1; files that passed through other programs may be UTF-8, with or without a mark. */
function rowsOf({ name, bytes }: SourceFile, { encoding }: EncodingSetting): { readonly rows: readonly Row[]; readonly inferred: readonly Inference[] } {
  const known = (text: string): number => text.match(/\((?:mm|kPa|kN|mm²|mm³|%|s)\)/g)?.length ?? 0;
  const { text, inferred } = decode(bytes, encoding, known, name);
  const delimiter = /Stage Number"?\s*;/i.test(text) ? ";" : ",";
  try {
    const records = parse(text.replace(/\r\n?/g, "\n"), { delimiter, record_delimiter: "\n", relax_quotes: true, relax_column_count: true, skip_empty_lines: false, trim: true }) as string[][];
    return { rows: records.map((cells, i) => rowOf(i + 1, cells)), inferred };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw unreadable(name, `its quotes do not pair up (${error.message.split("\n")[0]!.slice(0, 160)})`, "every opening quote to be closed");
  }
}

/** A heading without its unit, as it is compared. */
export const bare = (heading: string): string => comparable(heading.replace(/\s*[([][^)\]]*[)\]]\s*$/, ""));

/** Where a column stands; -1 where it was not logged. */
export const columnAt = ({ headings }: GdsFile, name: string): number => headings.findIndex((heading) => bare(heading) === comparable(name));

/** Where a column stands whose transducer is connected: one that is not logs the same number all the way. */
export function connectedAt(file: GdsFile, name: string): number {
  const column = columnAt(file, name);
  return column >= 0 && file.readings.some(({ values }) => Number.isFinite(values[column]) && values[column] !== file.readings[0]!.values[column]) ? column : -1;
}

/** A number that the operator filled in; undefined where the line is missing or blank. */
export function filledIn({ header, format }: GdsFile, name: string): number | undefined {
  for (const { cells: [key, value] } of header) {
    if (bare(String(key).replace(/:\s*$/, "")) !== comparable(name)) continue;
    const number = toNumber(value ?? "", format) ?? toNumber(value ?? "", { decimal: "." });
    if (number !== undefined && number > 0) return number;
  }
  return undefined;
}
