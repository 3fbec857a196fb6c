import { describePlugin } from "@inversa/testing";
import plugin from "../src/index.ts";
import { references } from "./references.ts";

const conditions = { confiningPressure: 150 };
const further = [
  { protocol: "drained-triaxial", conditions, axis: Float64Array.of(0, 0.005, 0.02, 0.015, -0.01, -0.03, 0.01, 0.04) },
  { protocol: "drained-triaxial", conditions: { ...conditions, initialAxialStress: 220 }, axis: Float64Array.of(0, 0.002, 0.01, 0.05) },
  { protocol: "undrained-triaxial", conditions, axis: Float64Array.of(0, 0.002, 0.01, 0.005, -0.02) },
  { protocol: "constant-p-triaxial", conditions, axis: Float64Array.of(0, 0.002, 0.01, 0.005, 0.03) },
  { protocol: "oedometer", conditions: { initialAxialStress: 50, initialVoidRatio: 0.8 }, axis: Float64Array.of(50, 100, 400, 100, 800) },
  { protocol: "isotropic-compression", conditions: { ...conditions, initialVoidRatio: 0.8 }, axis: Float64Array.of(150, 300, 50, 2000) },
];

describePlugin(plugin, { references, tests: { "soil/lade-duncan": further } });
