import type { Inference } from "@inversa/core";
import { isGap, looksNumeric, numberFormatOf, type Row, type Table, textPlace, unreadable, widthOf } from "@inversa/tables";
import { splitRows, unixLines, type Delimiter } from "./rows.ts";
import type { CsvSettings } from "./settings.ts";

/** A file's table and how it was found. */
export interface Split {
  readonly table: Table;
  readonly delimiter: Delimiter;
  readonly inferred: readonly Inference[];
}

const named = { comma: ",", semicolon: ";", tab: "\t", bar: "|", blank: " " } as const;
const names: Readonly<Record<Delimiter, string>> = { ",": "comma", ";": "semicolon", "\t": "tabulator", "|": "vertical bar", " ": "blanks" };
/** In the order in which they are preferred where two split a file equally well. */
const candidates: readonly Delimiter[] = ["\t", ";", ",", "|", " "];
const sampleLines = 400;

/**
 * Finds the delimiter and the number format and splits the text.
 * @throws InputError `data-unreadable` where there are no rows of numbers, `data-ambiguous` for the decimal sign.
 */
export function splitText(text: string, settings: CsvSettings, file: string): Split {
  let plain = unixLines(text);
  const hint = /^sep=([,;|\t])[ \t]*(?:\n|$)/i.exec(plain);
  // The line stays, emptied, so that line numbers remain those of the file.
  if (hint) plain = plain.slice(hint[0].replace(/\n$/, "").length);
  const delimiter = settings.delimiter !== "auto" ? named[settings.delimiter] : hint ? (hint[1] as Delimiter) : bestDelimiter(plain, file);
  const rows = splitRows(plain, delimiter, file);
  const place = textPlace(file);
  const { format, inferred } = numberFormatOf(rows, delimiter === ",", settings, place);
  const separated: readonly Inference[] = settings.delimiter === "auto" && delimiter !== "," ? [{ what: `columns separated by ${names[delimiter]}`, because: hint ? "the file's first line says so" : "only so its rows become numbers" }] : [];
  return { table: { title: "", rows, format, place }, delimiter, inferred: [...separated, ...inferred] };
}

function bestDelimiter(text: string, file: string): Delimiter {
  const lines = text.split("\n");
  const sample = lines.slice(0, sampleLines).join("\n");
  for (const part of lines.length > sampleLines ? [sample, text] : [sample]) {
    let best: { readonly delimiter: Delimiter; readonly score: number } | undefined;
    for (const delimiter of candidates) {
      if (delimiter !== " " && !part.includes(delimiter)) continue;
      const score = scoreOf(part, delimiter, file);
      if (score > (best?.score ?? 0)) best = { delimiter, score };
    }
    if (best) return best.delimiter;
  }
  throw unreadable(file, "it holds no rows of numbers", "a heading for each column and at least two columns of numbers below");
}

/** How well a delimiter turns lines into rows of numbers: full rows count one, rows partly of words less. */
function scoreOf(text: string, delimiter: Delimiter, file: string): number {
  let rows: readonly Row[];
  try {
    rows = splitRows(text, delimiter, file);
  } catch {
    return scoreUnquoted(text, delimiter);
  }
  return sum(rows);
}

/** A sample may end inside quotes; it is then judged line by line. */
const scoreUnquoted = (text: string, delimiter: Delimiter): number =>
  sum(text.split("\n").map((raw, i) => ({ line: i + 1, raw, cells: (delimiter === " " ? raw.trim().split(/\s+/) : raw.split(delimiter)).map((cell) => cell.trim().replace(/^"(.*)"$/, "$1")) })));

function sum(rows: readonly Row[]): number {
  let score = 0;
  for (const { cells, comment } of rows) {
    const width = widthOf(cells);
    if (comment || width < 2) continue;
    const numeric = cells.filter(looksNumeric).length;
    const filled = cells.filter((cell) => cell !== "" && !isGap(cell)).length;
    if (numeric >= 2) score += numeric / filled;
  }
  return score;
}
