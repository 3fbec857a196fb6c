import type { Protocol } from "@inversa/core";
import { type Mapped, mappedByHeading, namesTests } from "./columns.ts";
import { understand } from "./heading.ts";
import { looksNumeric } from "./numbers.ts";
import type { TableSettings } from "./settings.ts";

/** How many cells of a row the kinds of test, or the user's mapping, know as headings; `wholly` leaves out those with words left over. */
export type KnownHeadings = (cells: readonly string[], wholly?: true) => number;

/** A column that the mapping may name by its number or letter: then any row of words above the readings will do as headings. */
export const byPosition = ({ column }: Mapped): boolean => /^(\d+|[A-Z]{1,3})$/.test(column.trim());

/** The headings that the kinds of test and the settings know; what was looked up once is remembered. */
export function knownHeadings(protocols: readonly Protocol[], settings: TableSettings): KnownHeadings {
  const seen = new Map<string, boolean>();
  const anyWords = settings.mapping.some(byPosition);
  const isKnown = (cell: string, wholly: boolean): boolean => {
    const key = `${wholly ? "=" : "~"}${cell}`;
    const before = seen.get(key);
    if (before !== undefined) return before;
    const now = !looksNumeric(cell) && (mappedByHeading(cell, settings) !== undefined || namesTests(cell, settings) || protocols.some((p) => understand(cell, p, undefined, !wholly) !== undefined));
    seen.set(key, now);
    return now;
  };
  return (cells, wholly) => {
    const numbered = anyWords && cells.filter((cell) => cell !== "" && !looksNumeric(cell)).length >= 2 ? 0.5 : 0;
    return numbered + cells.filter((cell) => cell !== "" && isKnown(cell, wholly === true)).length;
  };
}
