import { CsvError, parse } from "csv-parse/browser/esm/sync";
import { type Row, unreadable } from "@inversa/tables";

/** What separates columns; a blank stands for any run of blanks and tabulators. */
export type Delimiter = "," | ";" | "\t" | "|" | " ";

const marker = /^\s*"?(?:#+|%(?=\s*\p{L})|\/\/|!(?=\s))\s*/u;

/** Line ends of any system as line feeds, without a byte order mark. */
export const unixLines = (text: string): string => text.replace(/^\ufeff/, "").replace(/\r\n?|\u2028|\u2029/g, "\n");

/**
 * Splits a text into rows of trimmed cells. Rows are in the order of the file, blank ones included.
 * @throws InputError `data-unreadable` for a quote that does not end.
 */
export function splitRows(text: string, delimiter: Delimiter, file: string): readonly Row[] {
  const lines = text.split("\n");
  if (delimiter === " ") return lines.map((raw, i) => row(i + 1, raw, splitBlanks));
  const quotes = text.includes("\"");
  if (!quotes) return lines.map((raw, i) => row(i + 1, raw, (line) => line.split(delimiter)));
  const rows: Row[] = [];
  const take = (record: string[], line: number): void => {
    const raw = lines[line - 1] ?? "";
    // A quote inside a comment is a word of prose, so comments are split apart from the table.
    if (marker.test(raw)) rows.push(row(line, raw, (text) => text.split(delimiter)));
    else rows.push({ line, raw, cells: record.map((cell) => cell.trim()) });
  };
  let line = 1;
  for (const part of commentsApart(lines)) {
    if (part.comment) take([], line);
    else {
      for (const { record, at } of records(part.lines.join("\n"), delimiter, file, line)) take(record, at);
    }
    line += part.lines.length;
  }
  return rows;
}

function* commentsApart(lines: readonly string[]): Generator<{ readonly comment: boolean; readonly lines: string[] }> {
  let table: string[] = [];
  for (const line of lines) {
    if (!marker.test(line) || line.trimStart().startsWith("\"")) {
      table.push(line);
      continue;
    }
    if (table.length > 0) yield { comment: false, lines: table };
    table = [];
    yield { comment: true, lines: [line] };
  }
  if (table.length > 0) yield { comment: false, lines: table };
}

function records(text: string, delimiter: string, file: string, firstLine: number): readonly { readonly record: string[]; readonly at: number }[] {
  try {
    let next = firstLine;
    const parsed = parse(text, { delimiter, record_delimiter: "\n", relax_quotes: true, relax_column_count: true, skip_empty_lines: false, ltrim: delimiter !== "\t", rtrim: delimiter !== "\t", info: true }) as unknown as { record: string[]; info: { lines: number } }[];
    return parsed.map(({ record }) => {
      const at = next;
      next += 1 + record.reduce((n, cell) => n + (cell.match(/\n/g)?.length ?? 0), 0);
      return { record, at };
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw unreadable(file, `its quotes do not pair up (${error.message.split("\n")[0]!.slice(0, 160)})`, "every opening quote to be closed");
  }
}

function row(line: number, raw: string, split: (line: string) => readonly string[]): Row {
  const found = marker.exec(raw);
  const bare = found ? raw.slice(found[0].length) : raw;
  const cells = split(bare).map((cell) => cell.trim());
  return found ? { line, raw: bare, cells, comment: true } : { line, raw, cells };
}

/** Cells between runs of blanks. Headings that hold blanks themselves are put together later, when the number of columns is known. */
const splitBlanks = (line: string): readonly string[] => (line.trim() === "" ? [""] : line.trim().split(/\s+/).map((cell) => cell.replace(/^"(.*)"$/, "$1")));

/** The heading cells of a row between blanks: separated by tabulators or two blanks, or one blank where that gives the right number. */
export function blankHeadings(raw: string, width: number): readonly string[] | undefined {
  const wide = raw.trim().split(/\s{2,}|\t/);
  if (wide.length === width) return wide.map((cell) => cell.replace(/^"(.*)"$/, "$1"));
  const quotedCells = raw.trim().match(/"[^"]*"|\S+/g)?.map((cell) => cell.replace(/^"(.*)"$/, "$1")) ?? [];
  if (quotedCells.length === width) return quotedCells;
  const bracketed: string[] = [];
  for (const word of raw.trim().split(/\s+/)) {
    if (/^[[({（].*[\])}）]$/.test(word) && bracketed.length > 0) bracketed.push(`${bracketed.pop()!} ${word}`);
    else bracketed.push(word);
  }
  return bracketed.length === width ? bracketed : undefined;
}
