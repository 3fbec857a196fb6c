import { toNumber, type NumberFormat } from "@inversa/tables";

export type Delimiter = "," | ";" | "\t";

const [quote, lineFeed, carriageReturn, blank, tabulator] = [34, 10, 13, 32, 9];
const powers = Array.from({ length: 23 }, (_, n) => 10 ** n);

/**
 * The cells of one line as places in the bytes of a file: nothing is copied until a cell is asked for, so that files of 100 MB take seconds. Delimiters and digits are
 * single bytes in every encoding but UTF-16, which is turned into UTF-8 first.
 */
export class Line {
  count = 0;
  /** Counted from 1, as an editor does. */
  number = 0;
  private readonly starts = new Int32Array(1024);
  private readonly ends = new Int32Array(1024);
  private readonly words: ({ readonly start: number; readonly end: number; readonly text: string } | undefined)[] = [];
  private readonly decimal: number;
  private readonly decoder: InstanceType<typeof TextDecoder>;
  private readonly bytes: Uint8Array;
  private readonly format: NumberFormat;

  constructor(bytes: Uint8Array, format: NumberFormat, encoding: string) {
    this.bytes = bytes;
    this.format = format;
    this.decimal = format.decimal.charCodeAt(0);
    this.decoder = new TextDecoder(encoding);
  }

  /** Finds the cells between two places of the file; blanks around them and quotes are taken off. */
  split(from: number, to: number, delimiter: number): void {
    const { bytes, starts, ends } = this;
    const otherBlank = delimiter === tabulator ? blank : tabulator;
    let count = 0;
    let at = from;
    while (at <= to && count < starts.length) {
      let start = at;
      while (start < to && (bytes[start] === blank || bytes[start] === otherBlank)) start++;
      let end: number;
      if (bytes[start] === quote && start < to) {
        start++;
        end = start;
        while (end < to && (bytes[end] !== quote || (bytes[end + 1] === quote && ++end < to))) end++;
        at = end;
        while (at < to && bytes[at] !== delimiter) at++;
      } else {
        at = start;
        while (at < to && bytes[at] !== delimiter) at++;
        end = at;
      }
      while (end > start && (bytes[end - 1] === blank || bytes[end - 1] === carriageReturn || bytes[end - 1] === tabulator)) end--;
      starts[count] = start;
      ends[count++] = end;
      at++;
    }
    this.count = count;
  }

  isEmpty(cell: number): boolean {
    return cell >= this.count || this.starts[cell] === this.ends[cell];
  }

  isBlank(): boolean {
    for (let cell = 0; cell < this.count; cell++) if (!this.isEmpty(cell)) return false;
    return true;
  }

  text(cell: number): string {
    if (cell >= this.count) return "";
    const [start, end] = [this.starts[cell]!, this.ends[cell]!];
    // Words of a column hardly change from line to line.
    const last = this.words[cell];
    if (last && this.sameBytes(start, end, last)) return last.text;
    const text = this.decoder.decode(this.bytes.subarray(start, end));
    this.words[cell] = { start, end, text };
    return text;
  }

  private sameBytes(start: number, end: number, other: { readonly start: number; readonly end: number }): boolean {
    if (end - start !== other.end - other.start) return false;
    for (let i = end - start - 1; i >= 0; i--) if (this.bytes[start + i] !== this.bytes[other.start + i]) return false;
    return true;
  }

  /** A cell such as `0d 12:34:56.5` in seconds; NaN where it is written in another way. */
  duration(cell: number): number {
    if (cell >= this.count) return Number.NaN;
    const { bytes } = this;
    const end = this.ends[cell]!;
    let [total, part, scale, colons] = [0, 0, 0, 0];
    for (let at = this.starts[cell]!; at < end; at++) {
      const byte = bytes[at]!;
      if (byte >= 48 && byte <= 57) {
        part = scale > 0 ? part + (byte - 48) / scale : part * 10 + byte - 48;
        if (scale > 0) scale *= 10;
      } else if (byte === 58 && scale === 0 && colons < 2) {
        total = (total + part) * 60;
        [part, colons] = [0, colons + 1];
      } else if (byte === 46 && scale === 0 && colons === 2) scale = 10;
      else if ((byte === 100 || byte === blank) && colons === 0) {
        if (byte === 100) [total, part] = [part * 24, 0];
      } else return Number.NaN;
    }
    return colons === 2 ? total + part : Number.NaN;
  }

  /** A cell as a number; NaN where it is empty or none. Digits up to 15 are read here, exactly; other spellings are left to the number reader of tables, unless only those are wanted. */
  value(cell: number, onlyPlain = false): number {
    if (cell >= this.count) return Number.NaN;
    const { bytes, decimal } = this;
    const end = this.ends[cell]!;
    let at = this.starts[cell]!;
    if (at === end) return Number.NaN;
    const negative = bytes[at] === 45;
    if (negative || bytes[at] === 43) at++;
    let [mantissa, places, seen] = [0, 0, -1];
    const first = at;
    for (; at < end; at++) {
      const digit = bytes[at]! - 48;
      if (digit >= 0 && digit <= 9) {
        mantissa = mantissa * 10 + digit;
        if (seen >= 0) places++;
      } else if (bytes[at] === decimal && seen < 0) seen = at;
      else break;
    }
    if (at < end || mantissa > 999_999_999_999_999 || places > 22 || at - first === (seen < 0 ? 0 : 1)) return onlyPlain ? Number.NaN : this.slow(cell);
    const value = mantissa / powers[places]!;
    return negative ? -value : value;
  }

  private slow(cell: number): number {
    return toNumber(this.text(cell), this.format) ?? Number.NaN;
  }
}

/**
 * Visits the lines of a file from a place on.
 * @param first Number of the line at that place.
 */
export function eachLine(bytes: Uint8Array, from: number, first: number, delimiter: Delimiter, line: Line, visit: (line: Line) => void): void {
  const separator = delimiter.charCodeAt(0);
  let start = from;
  for (let number = first; start < bytes.length; number++) {
    let end = bytes.indexOf(lineFeed, start);
    if (end < 0) end = bytes.length;
    line.number = number;
    line.split(start, end > start && bytes[end - 1] === carriageReturn ? end - 1 : end, separator);
    visit(line);
    start = end + 1;
  }
}

/** How many lines there are from a place on, at most. */
export function countLines(bytes: Uint8Array, from: number): number {
  let count = 1;
  for (let at = bytes.indexOf(lineFeed, from); at >= 0; at = bytes.indexOf(lineFeed, at + 1)) count++;
  return count;
}
