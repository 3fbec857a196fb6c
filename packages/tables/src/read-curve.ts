import { readSettings, type FileReading, type Observation, type Protocol } from "@inversa/core";
import type { Place } from "./place.ts";
import { quoted } from "./questions.ts";
import { readTables } from "./read-tables.ts";
import { tableSettings, type TableSettings } from "./settings.ts";
import { rowOf, type Cell } from "./table.ts";

/** One column of a format that says itself what the column holds. */
export interface KnownColumn {
  /** As messages name it. */
  readonly heading: string;
  /** Of the kind of test: its axis, a response, a recorded channel. */
  readonly channel: string;
  /** Of the cells, UCUM. */
  readonly unit: string;
}

/** The readings of one test in a format with headings of its own. */
export interface KnownCurve {
  readonly id: string;
  readonly protocol: Protocol;
  readonly columns: readonly KnownColumn[];
  /** One cell a column; gaps are the empty text. */
  readonly rows: readonly { readonly line: number; readonly cells: readonly Cell[] }[];
  /** Stated elsewhere in the file, or by the user. */
  readonly conditions: Readonly<Record<string, number>>;
  /** Where the readings stand: file and table. */
  readonly where: string;
}

/** What became of the readings. */
export type CurveReading = Pick<FileReading, "inferred" | "warnings"> & { readonly observation: Observation };

/**
 * Reads columns whose meaning is known as one test, with all that is worked out of tables besides: signs, starts, gaps, reversals, and what follows from other
 * channels.
 * @param source Id of the importer.
 * @param settings Answers to what a table leaves open; those not given have their defaults.
 * @throws InputError as {@link readTables} does.
 */
export async function readCurve({ id, protocol, columns, rows, conditions, where }: KnownCurve, source: string, settings: Partial<TableSettings>): Promise<CurveReading> {
  const named = (index: number): string => `heading ${columns[index]?.heading ?? index + 1}`;
  const place: Place = { name: where, row: (line) => `line ${line}`, column: named, cell: (_, index) => named(index) };
  const head = rowOf(0, columns.map(({ heading }) => heading));
  const table = { title: "", rows: [head, ...rows.map(({ line, cells }) => rowOf(line, cells))], format: { decimal: "." } as const, place };
  const [reading] = await readTables([{ name: where, tables: [table], inferred: [], provenance: async () => ({ file: where, sha256: "", source }) }], {
    source,
    protocols: [protocol],
    settings: { ...readSettings(tableSettings, {}, `settings of ${source}`), protocol: protocol.id, mapping: columns.map(({ heading, channel, unit }) => ({ column: heading, channel, unit, opposite: false })), ...settings },
    conditions,
  });
  const { inferred, warnings, observations: [observation] } = reading!;
  const { provenance: _, ...test } = observation!;
  // What the format itself says of its columns is nothing that was worked out; what a setting decides is the same for every test.
  const ownWords = new Set(columns.map(({ heading }, index) => `${named(index)}, ${quoted(heading)}`));
  return {
    observation: { ...test, id },
    inferred: inferred.filter(({ because }) => !ownWords.has(because)).map((i) => (i.because.startsWith("setting ") ? i : { ...i, because: `${i.because} (test "${id}")` })),
    warnings: warnings.map((w) => `"${id}": ${w}`),
  };
}
