import type { TextFormat } from "../text/format.ts";

/** Maccor's text exports, tab or comma separated, with a preamble of any length. The current has no sign: `State` says R, C or D. Open thermocouples read about -2500. */
export const maccor: TextFormat = {
  id: "maccor",
  name: "Maccor text export",
  preamble: /today'?s date|date of test|tester channel|procedure\s*:/i,
  marks: /^(rec#?|cyc#|cycle [cp]|amp-hr|watt-hr|dpt[ -]time|amps|testtime)$/im,
  convention: "unsigned",
  columns: {
    testTime: { names: ["TestTime", "Test Time", "Test (Sec)", "Test"], unit: "s" },
    stepTime: { names: ["StepTime", "Step Time", "Step (Sec)"], unit: "s" },
    clock: { names: ["DPt Time", "DPT Time", "DPt-Time"], unit: "s" },
    voltage: { names: ["Volts", "Voltage"], unit: "V" },
    current: { names: ["Amps", "Current"], unit: "A" },
    state: { names: ["State", "Md", "Mode"] },
    cycle: { names: ["Cyc#", "Cycle C", "Cycle", "Cycle P"], unit: "1" },
    step: { names: ["Step", "Step#"], unit: "1" },
    charge: { names: ["Amp-hr", "Capacity", "Cap."], unit: "A.h" },
    temperature: { names: Array.from({ length: 24 }, (_, i) => `Aux #${i + 1}`), unitBeside: true },
    ambient: { names: ["Temperature Chamber", "EV Temp"], unit: "Cel" },
  },
};
