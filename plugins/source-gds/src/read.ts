import type { FileReading, Protocol, ReadRequest, SourceFile } from "@inversa/core";
import { provenanceOf, readTables, unreadable } from "@inversa/tables";
import { mappingOf } from "./columns.ts";
import { openGds } from "./gds-file.ts";
import type { GdsSettings, settings as declared } from "./settings.ts";
import { shearTable } from "./shear-table.ts";
import { shearingOf } from "./stages.ts";

/** Id under which results name this importer. */
export const sourceId = "gds";

/**
 * Reads GDSLAB files into observations, one for each stage of shearing.
 * @throws InputError `data-ambiguous` with the question that settles it, `data-unreadable` with file, line and column.
 */
export async function read(files: readonly SourceFile[], request: ReadRequest<typeof declared>): Promise<readonly FileReading[]> {
  const readings: FileReading[] = [];
  for (const file of files) readings.push(...(await readOne(file, request)));
  return readings;
}

/** Each file has columns of its own, and so a mapping of its own. */
async function readOne(file: SourceFile, request: ReadRequest<typeof declared>): Promise<readonly FileReading[]> {
  if (file.bytes.length === 0) throw unreadable(file.name, "it is empty", "a data file as GDSLAB writes it");
  const { settings, protocols } = request as { readonly settings: GdsSettings; readonly protocols: readonly Protocol[] };
  const opened = openGds(file, settings);
  const { stages, because } = shearingOf(opened, settings.stages);
  const tables = stages.map((stage) => shearTable(opened, stage, stages.length > 1));
  const mapping = [...settings.mapping, ...mappingOf(opened, stages.flatMap(({ readings }) => readings), protocols)];
  return readTables([{
    name: file.name,
    tables: tables.map(({ table }) => table),
    inferred: [...opened.inferred, { what: `shearing in stage${stages.length > 1 ? "s" : ""} ${stages.map(({ name }) => name).join(", ")}`, because }, ...tables.flatMap(({ inferred }) => inferred)],
    provenance: () => provenanceOf(file, sourceId),
  }], { ...request, settings: { ...settings, mapping }, source: sourceId });
}
