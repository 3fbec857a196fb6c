import { choice, flag, group, list, text, type SettingsOf } from "@inversa/core";

/** How the bytes of a text file stand for characters. */
export const encodingSetting = {
  encoding: choice({
    default: "auto",
    choices: { auto: "Worked out", "utf-8": "UTF-8", "utf-16le": "UTF-16, low byte first", "utf-16be": "UTF-16, high byte first", "windows-1252": "Windows-1252 (Latin-1)", gb18030: "GB18030 (GBK, GB2312)", big5: "Big5", shift_jis: "Shift JIS" },
    about: "How the file's bytes stand for characters",
  }),
} as const;

/** How numbers are written in cells of text. */
export const numberSettings = {
  decimal: choice({ default: "auto", choices: { auto: "Worked out", point: "1.5", comma: "1,5" }, about: "Decimal sign" }),
  thousands: choice({
    default: "auto",
    choices: { auto: "None, unless numbers such as 1,234.5 prove it", comma: "1,234", point: "1.234", blank: "1 234", apostrophe: "1'234" },
    about: "What groups the digits of large numbers",
  }),
} as const;

/** What a user can say about tables of readings; every question that their reader asks is answered by one of these. */
export const tableSettings = {
  protocol: text({ default: "", about: "Kind of test, by its id; empty: worked out from the columns" }),
  mapping: list({
    of: group({
      about: "One column",
      fields: {
        column: text({ default: "", about: "The heading as it stands in the file, the number of the column counted from 1, or its letter in a spreadsheet" }),
        channel: text({ default: "", about: "What it holds: the axis, a response, a drive, a recorded channel or a condition of the kind of test; `test` for a column that names the test; `ignore`" }),
        unit: text({ default: "", about: "Unit of its values; empty: as the heading says" }),
        opposite: flag({ default: false, about: "The column has the opposite sign of what the kind of test declares" }),
      },
    }),
    default: [],
    about: "What columns hold, where their headings do not say it",
  }),
  units: choice({
    default: "ask",
    choices: { ask: "A column without a unit is asked about", declared: "A column without a unit is in the unit that the kind of test declares (strains: see strainUnit)" },
    about: "Columns whose headings state no unit",
  }),
  strainUnit: choice({
    default: "auto",
    choices: { auto: "Percent where a decimal would exceed 100 %, otherwise asked about", percent: "Percent", decimal: "Decimals" },
    about: "Unit of strains whose headings state none",
  }),
  strainMeasure: choice({
    default: "natural",
    choices: { natural: "As written: natural (logarithmic) strain, or so small that it makes no difference", engineering: "Change over the initial length or volume: turned into natural strain, -ln(1 - e)" },
    about: "What strains are divided by; stresses stay as the laboratory works them out",
  }),
  sign: choice({
    default: "auto",
    choices: { auto: "Worked out from the start of the curves and from stresses that cannot be negative", keep: "As written", opposite: "The axis has the opposite sign; the other columns follow it" },
    about: "Sign convention of the file against that of the kind of test",
  }),
  start: choice({
    default: "auto",
    choices: { auto: "A tiny first reading is zeroed, a missing zero reading is left alone, anything else is asked about", subtract: "The first reading is subtracted", keep: "As written" },
    about: "Strains whose first reading is not zero",
  }),
  loops: choice({
    default: "auto",
    choices: { auto: "Unloading stays where the kind of test has it; jitter of the axis is dropped", keep: "Every reading stays", envelope: "Only readings that advance the axis stay" },
    about: "Readings at which the axis runs back",
  }),
  restarts: choice({
    default: "ask",
    choices: { ask: "Asked about", split: "Each restart begins another test", keep: "One test" },
    about: "An axis that jumps back to its start between two rows",
  }),
  testColumn: text({ default: "", about: "Heading of the column that names the test of each row; empty: recognised by its heading" }),
  only: list({ of: text({ default: "", about: "Name of a test" }), default: [], about: "Tests to read out of files that hold several; empty: all" }),
  badRows: choice({
    default: "refuse",
    choices: { refuse: "The file is refused", skip: "Such rows are left out and counted in a warning" },
    about: "Rows with text among their numbers, or with too few values",
  }),
} as const;

export type EncodingSetting = SettingsOf<typeof encodingSetting>;
export type NumberSettings = SettingsOf<typeof numberSettings>;
export type TableSettings = SettingsOf<typeof tableSettings>;
