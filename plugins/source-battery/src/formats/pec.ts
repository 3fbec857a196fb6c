import type { TextFormat } from "../text/format.ts";

/** PEC: a preamble of about 45 lines, times as `hh:mm:ss.xxx` beside step times in seconds, a comma behind the last column. Charging is positive. */
export const pec: TextFormat = {
  id: "pec",
  name: "PEC export",
  preamble: /testregime|request year/i,
  marks: /^(load on time.*|instruction name|reasoncode|position start time)$/im,
  convention: "charge-positive",
  columns: {
    testTime: { names: ["Total Time"] },
    stepTime: { names: ["Step Time"] },
    clock: { names: ["Real Time"], unit: "s" },
    voltage: { names: ["Voltage"] },
    current: { names: ["Current"] },
    state: { names: ["Instruction Name"] },
    step: { names: ["Step"], unit: "1" },
    cycle: { names: ["Cycle"], unit: "1" },
    chargeIn: { names: ["Charge Capacity"] },
    chargeOut: { names: ["Discharge Capacity"] },
    temperature: { names: ["Temp", "Temperature"] },
    ambient: { names: ["Station Temperature"] },
  },
};
