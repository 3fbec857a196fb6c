import { choice, flag, group, list, number, text, type SettingsOf } from "@inversa/core";
import { encodingSetting, numberSettings } from "@inversa/tables";

/** What a user can say about files of cyclers; every question of the importer is answered by one of these or by a condition. */
export const settings = {
  vendor: choice({
    default: "auto",
    choices: {
      auto: "Worked out", bdf: "Battery Data Format", maccor: "Maccor text", "arbin-csv": "Arbin CSV", "arbin-res": "Arbin .res", basytec: "BaSyTec", pec: "PEC", "biologic-mpt": "BioLogic .mpt", "biologic-mpr": "BioLogic .mpr",
      "neware-csv": "Neware CSV", "neware-ndax": "Neware .ndax", csv: "Any table with time, voltage and current",
    },
    about: "Who wrote the file",
  }),
  mapping: list({
    of: group({
      about: "One column",
      fields: {
        column: text({ default: "", about: "The heading as it stands in the file, or the number of the column counted from 1" }),
        holds: text({ default: "", about: "testTime, stepTime, clock, voltage, current, temperature, ambient, charge, chargeIn, chargeOut, netCharge, step, cycle, state, test or ignore" }),
        unit: text({ default: "", about: "Unit of its values; empty: as the heading says" }),
      },
    }),
    default: [],
    about: "What columns hold, where their headings do not say it",
  }),
  units: choice({
    default: "ask",
    choices: { ask: "A column without a unit is asked about where its numbers do not tell", si: "Columns without a unit are in s, V, A and °C" },
    about: "Columns whose headings state no unit",
  }),
  currentSign: choice({
    default: "auto",
    choices: { auto: "Worked out from states, counted charge and voltage", "discharge-positive": "Discharging is positive", "charge-positive": "Charging is positive", unsigned: "No sign: each step's direction is worked out" },
    about: "Sign of current in the file",
  }),
  timeUnit: choice({
    default: "auto",
    choices: { auto: "As the heading says; proven otherwise by counted charge or dates", s: "Seconds", ms: "Milliseconds", min: "Minutes", h: "Hours" },
    about: "Unit of time in the file",
  }),
  restarts: choice({
    default: "ask",
    choices: { ask: "Asked about", split: "Each restart begins another test", join: "One test: each restart goes on where the time before ended" },
    about: "A time that jumps back to its start between two rows, in a file that does not say why",
  }),
  only: list({ of: text({ default: "", about: "Name of a test, or the beginning of an observation's name" }), default: [], about: "Tests of a file that holds several, or observations, to read; empty: all" }),
  steps: list({ of: number({ default: 1, bounds: [0, 1e6], integer: true, about: "Number of a step as the file has it" }), default: [], about: "Steps that become observations; empty: every charge, discharge and series of pulses" }),
  cycles: list({ of: number({ default: 1, bounds: [0, 1e6], integer: true, about: "Number of a cycle as the file has it" }), default: [], about: "Cycles from which steps are taken; empty: all" }),
  kinds: choice({
    default: "all",
    choices: { all: "Charges, discharges, pulses and current profiles", discharges: "Discharges only", charges: "Charges only", pulses: "Series of pulses and current profiles only" },
    about: "What becomes an observation",
  }),
  stubs: flag({ default: false, about: "Short charges and discharges that carry next to nothing beside the others are observations too" }),
  withRest: flag({ default: false, about: "The rest that follows belongs to the observation; it always does for pulses" }),
  points: number({ default: 200, bounds: [10, 100_000], integer: true, about: "Readings of one observation at most; ends of steps and jumps are always among them" }),
  sampling: choice({
    default: "auto",
    choices: {
      auto: "Evenly for charges and discharges, by shape for pulses and profiles", even: "Evenly in time, so that every minute counts alike in a fit",
      shape: "Where the voltage bends: as few as keep it straight within the tolerance",
    },
    about: "Which readings are kept",
  }),
  tolerance: number({ default: 0.5, bounds: [0, 100], unit: "mV", about: "Sampling by shape leaves readings out between which the voltage runs straight within this" }),
  capacity: number({ default: 0, bounds: [0, 1e6], unit: "A.h", about: "Capacity that states of charge are counted with; 0: what the slowest complete discharge of the file took" }),
  socAt: list({
    of: group({
      about: "A known state of charge",
      fields: {
        step: number({ default: 1, bounds: [0, 1e6], integer: true, about: "Number of the step at whose start it holds" }),
        soc: number({ default: 1, bounds: [0, 1], about: "State of charge" }),
      },
    }),
    default: [],
    about: "States of charge from which the others are counted",
  }),
  ...encodingSetting,
  ...numberSettings,
} as const;

export type BatterySettings = SettingsOf<typeof settings>;
