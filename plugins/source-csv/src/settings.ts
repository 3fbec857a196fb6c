import { choice, type SettingsOf } from "@inversa/core";
import { encodingSetting, numberSettings, tableSettings } from "@inversa/tables";

/** What a user can say about files; every question of the importer is answered by one of these. */
export const settings = {
  ...tableSettings,
  ...encodingSetting,
  delimiter: choice({
    default: "auto",
    choices: { auto: "Worked out", comma: "Comma", semicolon: "Semicolon", tab: "Tabulator", bar: "Vertical bar", blank: "One or more blanks" },
    about: "What separates columns",
  }),
  ...numberSettings,
} as const;

export type CsvSettings = SettingsOf<typeof settings>;
