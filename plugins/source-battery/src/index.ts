import { definePlugin, defineSource } from "@inversa/core";
import { read, sourceId } from "./read.ts";
import { recognise } from "./recognise.ts";
import { settings } from "./settings.ts";

/** Reads the files of battery cyclers into tests under prescribed current. */
export const battery = defineSource({
  id: sourceId,
  name: "battery cyclers",
  about: "BDF, Maccor, Arbin, BaSyTec, PEC, BioLogic, Neware and plain tables of time, voltage and current: charges, discharges and pulses become observations, with discharge positive.",
  extensions: [".csv", ".txt", ".tsv", ".dat", ".mpt", ".mpr", ".res", ".ndax", ".nda"],
  settings,
  recognise,
  read,
});

export { readRecords } from "./read.ts";
export type { CyclerRecord, Step } from "./record.ts";
export type { BatterySettings } from "./settings.ts";

export default definePlugin({ name: "@inversa/source-battery", contract: 1, sources: [battery] });
