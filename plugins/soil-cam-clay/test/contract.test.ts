import { describePlugin } from "@inversa/testing";
import plugin from "../src/index.ts";
import { references } from "./references.ts";

const conditions = { confiningPressure: 150 };
const further = [
  { protocol: "drained-triaxial", conditions, axis: Float64Array.of(0, 0.005, 0.02, 0.015, -0.01, -0.03, 0.01, 0.04) },
  { protocol: "drained-triaxial", conditions: { ...conditions, initialAxialStress: 180, overconsolidationRatio: 6 }, axis: Float64Array.of(0, 0.002, 0.01, 0.05, 0.3) },
  { protocol: "undrained-triaxial", conditions: { ...conditions, overconsolidationRatio: 4 }, axis: Float64Array.of(0, 0.002, 0.01, 0.005, -0.02) },
  { protocol: "constant-p-triaxial", conditions: { ...conditions, initialVoidRatio: 0.9 }, axis: Float64Array.of(0, 0.002, 0.01, 0.005, 0.03) },
  { protocol: "oedometer", conditions: { initialAxialStress: 50 }, axis: Float64Array.of(50, 100, 400, 30, 800) },
  { protocol: "isotropic-compression", conditions, axis: Float64Array.of(150, 300, 50, 600) },
];

describePlugin(plugin, { references, tests: { "soil/modified-cam-clay": further, "soil/cam-clay": further } });
