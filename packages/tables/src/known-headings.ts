import type { Protocol } from "@inversa/core";
import { mappingOf, namesTests } from "./columns.ts";
import { understand } from "./heading.ts";
import { looksNumeric } from "./numbers.ts";
import type { TableSettings } from "./settings.ts";

/** How many cells of a row the kinds of test, or the user's mapping, know as headings; `wholly` leaves out those with words left over. */
export type KnownHeadings = (cells: readonly string[], wholly?: true) => number;

/** A column that the mapping names by its number: any row of words above the readings will do as headings. */
export const byNumber = ({ column }: TableSettings["mapping"][number]): boolean => /^\d+$/.test(column.trim());

/** The headings that the kinds of test and the settings know; what was looked up once is remembered. */
export function knownHeadings(protocols: readonly Protocol[], settings: TableSettings): KnownHeadings {
  const seen = new Map<string, boolean>();
  const named = { ...settings, mapping: settings.mapping.filter((m) => !byNumber(m)) };
  const anyWords = named.mapping.length < settings.mapping.length;
  const isKnown = (cell: string, index: number, wholly: boolean): boolean => {
    if (mappingOf(index, cell, named)) return true;
    const key = `${wholly ? "=" : "~"}${cell}`;
    const before = seen.get(key);
    if (before !== undefined) return before;
    const now = !looksNumeric(cell) && (namesTests(cell, settings) || protocols.some((p) => understand(cell, p, undefined, !wholly) !== undefined));
    seen.set(key, now);
    return now;
  };
  return (cells, wholly) => {
    const numbered = anyWords && cells.filter((cell) => cell !== "" && !looksNumeric(cell)).length >= 2 ? 0.5 : 0;
    return numbered + cells.filter((cell, index) => cell !== "" && isKnown(cell, index, wholly === true)).length;
  };
}
