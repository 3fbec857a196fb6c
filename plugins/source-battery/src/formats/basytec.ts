import type { TextFormat } from "../text/format.ts";

/** BaSyTec: a preamble of any length, one heading row with units (`Time[h]`, `U[V]`) or two, a comma behind the last column. Charging is positive. */
export const basytec: TextFormat = {
  id: "basytec",
  name: "BaSyTec export",
  preamble: /basytec|^~?measurement id|^~?battery name|^~?circuit[,:;\t]/im,
  marks: /^(prog time|ahaccu|~?(time|u|i|t-step|ah)\[[^\]]+\]|dataset)$/im,
  convention: "charge-positive",
  columns: {
    testTime: { names: ["Prog Time", "Time", "~Time", "Program Time"] },
    stepTime: { names: ["Step Time", "t-Step"] },
    voltage: { names: ["Voltage", "U"], unit: "V" },
    current: { names: ["Current", "I"], unit: "A" },
    state: { names: ["Status", "Command"] },
    step: { names: ["Step", "Line"], unit: "1" },
    cycle: { names: ["Cycle", "Cyc-Count"], unit: "1" },
    netCharge: { names: ["AhAccu", "Ah"], unit: "A.h" },
    temperature: { names: ["LogTempMid", "LogTempPositive", "LogTempNegative", "T1", "Temp", "Temperature", "T2"], unit: "Cel" },
  },
  units: { "ss.xxx": "s", "hh.xxx": "h", T1: "Cel", T2: "Cel" },
};
