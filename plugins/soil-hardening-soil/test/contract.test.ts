import { describePlugin } from "@inversa/testing";
import plugin from "../src/index.ts";
import { references } from "./references.ts";

const conditions = { confiningPressure: 150 };

describePlugin(plugin, {
  references,
  tests: {
    "soil/hardening-soil": [
      { protocol: "drained-triaxial", conditions, axis: Float64Array.of(0, 0.002, 0.005, 0.004, -0.001, -0.003, 0.002, 0.006) },
      { protocol: "drained-triaxial", conditions: { ...conditions, initialAxialStress: 220 }, axis: Float64Array.of(0, 0.002, 0.01, 0.05) },
      { protocol: "undrained-triaxial", conditions, axis: Float64Array.of(0, 0.002, 0.01, 0.005, -0.02) },
      { protocol: "constant-p-triaxial", conditions, axis: Float64Array.of(0, 0.002, 0.01, 0.005, 0.03) },
      { protocol: "oedometer", conditions: { initialAxialStress: 50, initialVoidRatio: 0.8 }, axis: Float64Array.of(50, 100, 400, 100, 800) },
      { protocol: "isotropic-compression", conditions: { ...conditions, initialVoidRatio: 0.8 }, axis: Float64Array.of(150, 300, 50, 2000) },
    ],
  },
});
