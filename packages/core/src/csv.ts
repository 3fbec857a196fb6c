/** What a cell of a table for spreadsheets may hold. */
export type CsvCell = string | number | boolean | null | undefined;

/**
 * One cell of a CSV file. Numbers as they are; a text that a spreadsheet would take for a formula (it begins with = + - @ or a tabulator) gets an apostrophe
 * in front, which spreadsheets hide; quotes where the text needs them.
 */
export function csvCell(value: CsvCell): string {
  if (value === null || value === undefined || (typeof value === "number" && !Number.isFinite(value))) return "";
  if (typeof value !== "string") return String(value);
  const text = value.replaceAll(/\s*[\r\n]+\s*/g, " ");
  const safe = /^[=+\-@\t\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text;
  return /[",;]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A head and rows, CRLF between them (RFC 4180). */
export const csvText = (head: readonly string[], rows: readonly (readonly CsvCell[])[]): string => [head, ...rows].map((row) => `${row.map(csvCell).join(",")}\r\n`).join("");
