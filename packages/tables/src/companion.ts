import type { Protocol, TestDescription } from "@inversa/core";
import { namesTests } from "./columns.ts";
import { scalars, understand } from "./heading.ts";
import type { Block } from "./block.ts";
import type { Statement } from "./metadata.ts";
import { toNumber } from "./numbers.ts";
import { stemOf } from "./naming.ts";
import { inRow } from "./place.ts";
import type { TableSettings } from "./settings.ts";
import { textOf } from "./table.ts";
import { unitFor } from "./unit-spelling.ts";

/** One line of a table of specimens. */
export interface Specimen {
  readonly test: string;
  /** All that the line says in words: it may name the kind of test. */
  readonly words: string;
  /** The name is a whole one: a longer name that begins with it is another test's. */
  readonly whole?: true;
  /** Cells by heading, understood once the kind of test is known. */
  readonly stated: (protocol: Protocol) => readonly Statement[];
}

/** A table that describes tests without holding their curves. */
export interface Companion {
  readonly specimens: readonly Specimen[];
}

/**
 * Reads a block as a table of specimens: a column names the tests, each once, and at least one other holds a condition.
 * @returns Undefined where it is none.
 */
export function companionOf(block: Block, protocols: readonly Protocol[], settings: TableSettings): Companion | undefined {
  const naming = block.headings.findIndex((heading) => namesTests(heading, settings));
  const describes = block.headings.some((heading) => protocols.some((p) => understand(heading, p, scalars) !== undefined));
  if (naming < 0 || !describes) return undefined;
  const names = block.rows.map((row) => textOf(row.cells[naming])).filter((name) => name !== "");
  if (new Set(names).size !== names.length || names.length === 0) return undefined;
  const { format, place } = block;
  return {
    specimens: block.rows.filter((row) => textOf(row.cells[naming]) !== "").map((row) => ({
      test: textOf(row.cells[naming]),
      words: row.cells.filter((cell, i) => i !== naming && toNumber(cell, format) === undefined).map(textOf).join(" ; "),
      stated: (protocol) => block.headings.flatMap((heading, i): Statement[] => {
        const named = i === naming ? undefined : understand(heading, protocol, scalars);
        const value = toNumber(row.cells[i] ?? "", format);
        if (!named || value === undefined || Number.isNaN(value)) return [];
        const unit = named.unit ?? unitFor(block.units[i] ?? "", named.target.unit);
        return [{ quantity: named.target.name, value, ...(unit ? { unit } : {}), from: inRow(place, row.line) }];
      }),
    })),
  };
}

/** What files of other importers say of the tests in these, as a table of tests named by their files. */
export const companionOfOthers = (described: readonly TestDescription[], protocols: readonly Protocol[]): Companion => ({
  specimens: described.map(({ file, protocol, conditions, from }) => ({
    test: stemOf(file),
    whole: true,
    words: protocols.find(({ id }) => id === protocol)?.name ?? "",
    stated: ({ conditions: known, specimen = {} }) => Object.entries(conditions).flatMap(([quantity, value]): Statement[] => {
      const unit = (known[quantity] ?? specimen[quantity])?.unit;
      return unit === undefined ? [] : [{ quantity, value, unit, from }];
    }),
  })),
});

/**
 * The line that describes a test.
 * @param names Of the test, of its sheet, of its file, without the extension; the first that a line has counts: `TD1` describes `TD1-s100.csv`, not `TD10.csv`.
 */
export function specimenFor(companions: readonly Companion[], names: readonly string[]): Specimen | undefined {
  const all = companions.flatMap((c) => c.specimens);
  for (const name of names) {
    if (name === "") continue;
    const same = all.find((s) => s.test.toLowerCase() === name.toLowerCase());
    if (same) return same;
    const starts = all.filter((s) => !s.whole && name.toLowerCase().startsWith(s.test.toLowerCase()) && /^[^\p{L}\p{N}]/u.test(name.slice(s.test.length)));
    if (starts.length > 0) return starts.reduce((a, b) => (b.test.length > a.test.length ? b : a));
  }
  return undefined;
}

/** What the tables of tests say of one test. */
export const companionStatements = (companions: readonly Companion[], names: readonly string[], protocol: Protocol): readonly Statement[] =>
  specimenFor(companions, names)?.stated(protocol) ?? [];
