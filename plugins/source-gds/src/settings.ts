import { list, text, type SettingsOf } from "@inversa/core";
import { encodingSetting, numberSettings, tableSettings } from "@inversa/tables";

/** What a user can say about GDSLAB files; every question of the importer is answered by one of these. */
export const settings = {
  stages: list({ of: text({ default: "", about: "Number of a stage (4), or first and last of several that are one shearing (4-6)" }), default: [], about: "The stages in which the specimen is sheared, a test for each entry; empty: worked out" }),
  ...tableSettings,
  strainMeasure: { ...tableSettings.strainMeasure, default: "engineering" },
  ...encodingSetting,
  ...numberSettings,
} as const;

export type GdsSettings = SettingsOf<typeof settings>;
