import { readSettings, type FileReading, type Protocol } from "@inversa/core";
import { readTables, rowOf, tableSettings, type Cell, type Place, type TableSettings } from "@inversa/tables";
import type { AgsGroup } from "./parse.ts";

/** One heading of a group read as a channel of a kind of test. */
export interface Measured {
  readonly heading: string;
  readonly channel: string;
  /** Of the cells. */
  readonly unit: string;
}

/** Rows of one test, headings as columns. */
export interface Curve {
  readonly file: string;
  readonly group: AgsGroup;
  readonly protocol: Protocol;
  readonly columns: readonly Measured[];
  /** One cell a column. */
  readonly rows: readonly { readonly line: number; readonly cells: readonly Cell[] }[];
  /** Stated elsewhere in the file, or by the user. */
  readonly conditions: Readonly<Record<string, number>>;
}

/**
 * Reads rows of a group as a curve, by the shared reader of tables: signs, starts, gaps, reversals and what follows from other channels are its work.
 * @throws InputError as `readTables` does.
 */
export async function readCurve({ file, group, protocol, columns, rows, conditions }: Curve, settings: Partial<TableSettings>): Promise<Pick<FileReading, "inferred" | "warnings"> & { readonly observation: FileReading["observations"][number] }> {
  const place: Place = {
    name: `${file}, group ${group.name}`, row: (line) => `line ${line}`, column: (index) => `heading ${columns[index]?.heading ?? index + 1}`, cell: (_, index) => `heading ${columns[index]?.heading ?? index + 1}`,
  };
  const head = rowOf(group.unitLine, columns.map(({ heading }) => heading));
  const table = { title: "", rows: [head, ...rows.map(({ line, cells }) => rowOf(line, cells))], format: { decimal: "." } as const, place };
  const [reading] = await readTables([{ name: file, tables: [table], inferred: [], provenance: async () => ({ file, sha256: "", source: "ags4" }) }], {
    source: "ags4",
    protocols: [protocol],
    settings: { ...readSettings(tableSettings, {}, "settings of ags4"), protocol: protocol.id, mapping: columns.map(({ heading, channel, unit }) => ({ column: heading, channel, unit, opposite: false })), ...settings },
    conditions,
  });
  return { observation: reading!.observations[0]!, inferred: reading!.inferred, warnings: reading!.warnings };
}
