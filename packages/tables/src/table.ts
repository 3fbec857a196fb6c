import type { Inference, Provenance } from "@inversa/core";
import type { Place } from "./place.ts";

/**
 * One cell. Text is read in the table's number format; a number is taken as it is (a spreadsheet knows its numbers); a number with a unit is one that the
 * file shows with it (5 %). An empty cell is the empty text.
 */
export type Cell = string | number | { readonly value: number; readonly unit: string };

/** How numbers are written in a file. */
export interface NumberFormat {
  readonly decimal: "." | ",";
  /** What groups digits, where it is known. */
  readonly thousands?: "," | "." | " " | "'";
}

/** One row of a table. */
export interface Row {
  /** Line of a text file or row of a sheet, counted from 1, as an editor shows it. */
  readonly line: number;
  readonly cells: readonly Cell[];
  /** The row as it stands in the file; only the first line of a row whose quotes span several. */
  readonly raw: string;
  /** A comment line; its marker is taken off the cells and the raw text. */
  readonly comment?: true;
  /** How messages name it where it stands outside the table that it describes (another sheet). */
  readonly from?: string;
}

/** A table of cells with headings somewhere in it: a text file, or a sheet of a workbook. */
export interface Table {
  /** Name of the sheet; empty where the file is one table. It may name the test, its kind and its conditions. */
  readonly title: string;
  /** In the order of the file, blank ones included. */
  readonly rows: readonly Row[];
  /** How numbers are written that stand as text. */
  readonly format: NumberFormat;
  /** How messages name the table and what is in it. */
  readonly place: Place;
}

/** A file as an importer hands it over: cells, before anybody asks what they mean. */
export interface TableFile {
  readonly name: string;
  readonly tables: readonly Table[];
  /** What the importer worked out on the way to the cells: an encoding, a delimiter. */
  readonly inferred: readonly Inference[];
  readonly warnings?: readonly string[];
  /** Asked for files that hold curves. */
  readonly provenance: () => Promise<Provenance>;
}

/** A cell as text. */
export const textOf = (cell: Cell | undefined): string => (typeof cell === "string" ? cell : cell === undefined ? "" : typeof cell === "number" ? String(cell) : `${cell.value} ${cell.unit}`);

/** A row from its cells; the raw text is what they say. */
export const rowOf = (line: number, cells: readonly Cell[]): Row => ({ line, cells, raw: cells.map(textOf).filter((text) => text !== "").join(" ; ") });

export const isBlank = (row: Row): boolean => row.cells.every((cell) => cell === "");

/** Number of cells up to the last one that holds something. */
export function widthOf(cells: readonly Cell[]): number {
  let n = cells.length;
  while (n > 0 && cells[n - 1] === "") n--;
  return n;
}
