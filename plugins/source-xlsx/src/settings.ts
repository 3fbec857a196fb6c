import { list, text, type SettingsOf } from "@inversa/core";
import { numberSettings, tableSettings } from "@inversa/tables";

/** What a user can say about workbooks; every question of the importer is answered by one of these. */
export const settings = {
  sheets: list({ of: text({ default: "", about: "Name of a sheet" }), default: [], about: "Sheets to read, hidden ones included; empty: every sheet that is not hidden" }),
  ...tableSettings,
  ...numberSettings,
} as const;

export type XlsxSettings = SettingsOf<typeof settings>;
