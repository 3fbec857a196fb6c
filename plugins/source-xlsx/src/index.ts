import { definePlugin, defineSource } from "@inversa/core";
import { read, sourceId } from "./read.ts";
import { extensions, recognise } from "./recognise.ts";
import { settings } from "./settings.ts";

/** Reads the sheets of workbooks, by the names and units that the app's kinds of test declare. */
export const xlsx = defineSource({
  id: sourceId,
  name: "Spreadsheet workbook",
  about: "Sheets of readings as laboratories keep them in Excel or LibreOffice: header blocks, unit rows, formulas, percentages; a sheet a test or several tests on a sheet.",
  extensions,
  settings,
  recognise,
  read,
});

export default definePlugin({ name: "@inversa/source-xlsx", contract: 1, sources: [xlsx] });
