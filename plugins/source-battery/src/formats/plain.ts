import type { TextFormat } from "../text/format.ts";

/** Any other table of time, voltage and current, by the usual names; units stand in the headings or are asked for. Nobody says which sign a discharge has. */
export const plain: TextFormat = {
  id: "csv",
  name: "table of time, voltage and current",
  convention: "unknown",
  columns: {
    testTime: { names: ["time", "t", "test time", "elapsed time", "elapsed", "run time", "program duration", "prog time", "total time", "relative time", "时间"] },
    stepTime: { names: ["step time", "step duration", "time in step"] },
    clock: { names: ["date time", "datetime", "timestamp", "date", "unix time", "date and time"], unit: "s" },
    voltage: { names: ["voltage", "V", "U", "E", "volts", "potential", "cell voltage", "terminal voltage", "voltage measured", "Ewe", "Ecell", "电压"] },
    current: { names: ["current", "I", "amps", "cell current", "current measured", "电流"] },
    state: { names: ["status", "state", "step type", "step name", "mode", "step_name"] },
    step: { names: ["step", "step index", "step number", "step count", "step id", "Ns", "step#"], unit: "1" },
    cycle: { names: ["cycle", "cycle index", "cycle number", "cycle count", "cycle id", "cycle#"], unit: "1" },
    temperature: { names: ["temp", "temperature", "cell temp", "cell temperature", "T cell", "surface temperature", "temperature measured", "temperature 1", "T1", "X-averaged cell temperature", "温度"] },
    ambient: { names: ["ambient", "ambient temperature", "ambient temp", "chamber temperature", "T ambient", "Tenv"] },
    chargeIn: { names: ["charge capacity", "AhCha"] },
    chargeOut: { names: ["discharge capacity", "AhDch"] },
    test: { names: ["cell", "test", "cell id", "test id", "specimen", "sample", "channel", "c rate", "c_rate", "rate", "file"] },
  },
};
