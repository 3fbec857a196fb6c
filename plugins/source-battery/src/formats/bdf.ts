import type { TextFormat } from "../text/format.ts";

/**
 * Battery Data Format (Battery Data Alliance): machine names such as `test_time_second`, or labels such as `Test Time / s`, deprecated ones too. It says that charging is
 * positive; files in the wild do not always know.
 */
export const bdf: TextFormat = {
  id: "bdf",
  name: "Battery Data Format",
  marks: /^(test_time_second|voltage_volt|current_ampere|(test time|voltage|current) \/ \S+)$/im,
  convention: "charge-positive",
  columns: {
    testTime: { names: ["test_time"] },
    voltage: { names: ["voltage"] },
    current: { names: ["current"] },
    clock: { names: ["unix_time", "date_time"] },
    cycle: { names: ["cycle_count", "cycle_dimensionless", "cycle"] },
    step: { names: ["step_count", "step_index", "step_id"] },
    stepTime: { names: ["step_time"] },
    state: { names: ["step_type"] },
    ambient: { names: ["ambient_temperature"] },
    temperature: { names: ["temperature_t1", "surface_temperature_t1", "surface_temperature", "temperature", "temperature_t2"] },
    chargeIn: { names: ["charging_capacity", "cycle_charging_capacity", "step_charging_capacity", "charge_capacity"] },
    chargeOut: { names: ["discharging_capacity", "cycle_discharging_capacity", "step_discharging_capacity", "discharge_capacity"] },
    netCharge: { names: ["net_capacity", "cycle_net_capacity", "step_net_capacity"] },
    charge: { names: ["step_cumulative_capacity", "step_capacity", "cumulative_capacity", "cycle_cumulative_capacity"] },
  },
};
