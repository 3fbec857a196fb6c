import { definePlugin, defineSource } from "@inversa/core";
import { read, sourceId } from "./read.ts";
import { recognise } from "./recognise.ts";
import { records } from "./records.ts";
import { settings } from "./settings.ts";

/** Reads delimited text files of any dialect, by the names and units that the app's kinds of test declare. */
export const csv = defineSource({
  id: sourceId,
  name: "CSV and other delimited text",
  about: "Tables of readings as laboratories export them: any delimiter, decimal sign, encoding and unit; several tests in a file or one file a test.",
  extensions: [".csv", ".tsv", ".txt", ".dat", ".asc"],
  settings,
  recognise,
  read,
  records,
});

export default definePlugin({ name: "@inversa/source-csv", contract: 1, sources: [csv] });
