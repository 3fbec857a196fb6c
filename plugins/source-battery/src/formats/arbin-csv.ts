import type { TextFormat } from "../text/format.ts";

/** Arbin's CSV exports of both generations (`Test Time (s)`, `Test_Time(s)`). Charging is positive; capacities go on until the schedule resets them. */
export const arbinCsv: TextFormat = {
  id: "arbin-csv",
  name: "Arbin CSV export",
  marks: /^(data[ _]point|test[ _]time ?\(s\)|(cycle|step)_index)$/im,
  convention: "charge-positive",
  columns: {
    testTime: { names: ["Test Time", "Test_Time"], unit: "s" },
    stepTime: { names: ["Step Time", "Step_Time"], unit: "s" },
    clock: { names: ["Date Time", "Date_Time", "DateTime"], unit: "d" },
    voltage: { names: ["Voltage"], unit: "V" },
    current: { names: ["Current"], unit: "A" },
    step: { names: ["Step Index", "Step_Index"], unit: "1" },
    cycle: { names: ["Cycle Index", "Cycle_Index"], unit: "1" },
    chargeIn: { names: ["Charge Capacity", "Charge_Capacity"], unit: "A.h" },
    chargeOut: { names: ["Discharge Capacity", "Discharge_Capacity"], unit: "A.h" },
    temperature: { names: ["Aux_Temperature_1", "Aux Temperature 1", "Temperature", "Aux_Temperature", "Aux_Temperature(℃)_1", "Aux_Temperature(C)_1"], unit: "Cel" },
  },
};
