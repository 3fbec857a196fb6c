import type { Place } from "./place.ts";
import type { NumberFormat, Row } from "./table.ts";

/** A table inside a file: headings, perhaps units, readings, and the lines that stand above it. */
export interface Block {
  /** Lines above the headings: titles, "key: value", comments. For a later block of the same file only those since the block before. */
  readonly above: readonly Row[];
  readonly headings: readonly string[];
  readonly headingLine: number;
  /** Cells of the row above the headings, which may title groups of columns. */
  readonly titles: readonly string[];
  readonly titleLine?: number;
  /** Cells of a row of units below the headings. */
  readonly units: readonly string[];
  readonly rows: readonly Row[];
  readonly warnings: readonly string[];
  readonly format: NumberFormat;
  readonly place: Place;
  /** Name of the sheet; empty where the file is one table. */
  readonly sheet: string;
}
