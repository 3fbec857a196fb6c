import { readSettings, type FileReading } from "@inversa/core";
import { asking, type Asked, soil } from "../../../tests/table-readings.ts";
import { numberFormatOf, provenanceOf, readTables, type Row, type TableFile, tableSettings, textPlace } from "../src/index.ts";

export * from "../../../tests/table-readings.ts";

/** Text cut into cells in the plainest way; what real files need more is the work of importers. */
export function cellsOf(name: string, text: string): TableFile {
  const lines = text.split("\n");
  const delimiter = lines.findLast((line) => line !== "")?.includes(";") ? ";" : ",";
  const outsideQuotes = new RegExp(`${delimiter}(?=(?:[^"]*"[^"]*")*[^"]*$)`);
  const rows = lines.map((line, i): Row => {
    const comment = /^#\s*/.exec(line);
    const raw = line.slice(comment?.[0].length ?? 0);
    return { line: i + 1, raw, cells: raw.split(outsideQuotes).map((cell) => cell.replaceAll("\"", "").trim()), ...(comment ? { comment: true } : {}) };
  });
  const place = textPlace(name);
  const { format, inferred } = numberFormatOf(rows, delimiter === ",", { decimal: "auto", thousands: "auto" }, place);
  return { name, tables: [{ title: "", rows, format, place }], inferred, provenance: () => provenanceOf({ name, bytes: new TextEncoder().encode(text) }, "text") };
}

/** Reads one file, perhaps with others beside it, as an app does. */
export async function read(content: string, { name = "CD-100kPa.csv", settings = {}, conditions, protocols = soil, beside = {} }: Asked = {}): Promise<FileReading> {
  return (await readTables([cellsOf(name, content), ...Object.entries(beside).map(([file, text]) => cellsOf(file, text))], {
    source: "text", protocols, settings: readSettings(tableSettings, settings, "settings of text"), ...(conditions ? { conditions } : {}),
  }))[0]!;
}

export const { readOne, refusal } = asking(read);
