import { choice, type SettingsOf } from "@inversa/core";
import { numberSettings, tableSettings } from "@inversa/tables";

/** What a user can say about files; every question of the importer is answered by one of these. */
export const settings = {
  ...tableSettings,
  encoding: choice({
    default: "auto",
    choices: { auto: "Worked out", "utf-8": "UTF-8", "utf-16le": "UTF-16, low byte first", "utf-16be": "UTF-16, high byte first", "windows-1252": "Windows-1252 (Latin-1)", gb18030: "GB18030 (GBK, GB2312)", big5: "Big5", shift_jis: "Shift JIS" },
    about: "How the file's bytes stand for characters",
  }),
  delimiter: choice({
    default: "auto",
    choices: { auto: "Worked out", comma: "Comma", semicolon: "Semicolon", tab: "Tabulator", bar: "Vertical bar", blank: "One or more blanks" },
    about: "What separates columns",
  }),
  ...numberSettings,
} as const;

export type CsvSettings = SettingsOf<typeof settings>;
