import { describePlugin } from "@inversa/testing";
import plugin from "../src/index.ts";
import { references } from "./references.ts";

const axis = Float64Array.of(0, 1, 10, 60, 60, 300, 600);
describePlugin(plugin, {
  references,
  tests: {
    "battery/spme": [
      { protocol: "cycling", conditions: { initialSoc: 0.6 }, axis, drives: { current: Float64Array.of(5, 5, 5, 5, -2, -2, 0) } },
      { protocol: "cycling", conditions: { initialSoc: 0.4, ambientTemperature: 288 }, axis, program: { steps: [{ mode: "power", value: -10, until: { voltage: 4.1 }, duration: 200 }, { mode: "voltage", value: 3.9, until: { current: 0.2 } }, { mode: "rest", duration: 1000 }] } },
    ],
  },
});
