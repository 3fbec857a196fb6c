import { type FileReading, type Protocol, type ReadRequest, type SourceFile } from "@inversa/core";
import { decode, knownHeadings, provenanceOf, readTables, type TableFile, unreadable } from "@inversa/tables";
import { rejoinHeadings } from "./blank-headings.ts";
import { splitText } from "./dialect.ts";
import type { CsvSettings, settings as declared } from "./settings.ts";

/** Id under which results name this importer. */
export const sourceId = "csv";

/**
 * Reads delimited text files into observations.
 * @throws InputError `data-ambiguous` with the question that settles it, `data-unreadable` with file, row and column.
 */
export async function read(files: readonly SourceFile[], request: ReadRequest<typeof declared>): Promise<readonly FileReading[]> {
  return readTables(files.map((file) => open(file, request.protocols, request.settings)), { ...request, source: sourceId });
}

/** Bytes to cells: encoding, delimiter, rows. */
function open(file: SourceFile, protocols: readonly Protocol[], settings: CsvSettings): TableFile {
  if (file.bytes.length === 0) throw unreadable(file.name, "it is empty", "a table of numbers with headings");
  const known = knownHeadings(protocols, settings);
  const words = (text: string): number => text.split("\n", 60).reduce((n, line) => n + known(line.slice(0, 2000).split(/[,;\t|]/).map((cell) => cell.replaceAll("\"", "").trim()), true), 0);
  const { text, inferred } = decode(file.bytes, settings.encoding, words, file.name);
  const { table, delimiter, inferred: dialect } = splitText(text, settings, file.name);
  const rows = delimiter === " " ? rejoinHeadings(table.rows, known) : table.rows;
  return { name: file.name, tables: [{ ...table, rows }], inferred: [...inferred, ...dialect], provenance: () => provenanceOf(file, sourceId) };
}
