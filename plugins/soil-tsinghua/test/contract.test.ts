import { describePlugin } from "@inversa/testing";
import plugin from "../src/index.ts";
import { references } from "./references.ts";

const conditions = { confiningPressure: 150 };
const further = [
  { protocol: "drained-triaxial", conditions: { ...conditions, overconsolidationRatio: 1.5 }, axis: Float64Array.of(0, 0.001, 0.003, 0.01) },
  { protocol: "drained-triaxial", conditions: { ...conditions, initialAxialStress: 180 }, axis: Float64Array.of(0, 0.002, 0.0015, 0.01) },
  { protocol: "undrained-triaxial", conditions, axis: Float64Array.of(0, 0.002, 0.01, 0.009) },
  { protocol: "constant-p-triaxial", conditions, axis: Float64Array.of(0, 0.002, 0.01) },
  { protocol: "oedometer", conditions: { initialAxialStress: 50, initialVoidRatio: 0.8 }, axis: Float64Array.of(50, 100, 90, 200) },
  { protocol: "isotropic-compression", conditions: { ...conditions, initialVoidRatio: 0.8 }, axis: Float64Array.of(150, 300, 250, 2000) },
];

// Every corner of the box runs every reference: two of the six are enough there, all six are in references.test.ts.
const twoOfThem = references.filter(({ id }) => id === "tsinghua-m2-s100" || id === "tsinghua-medium-s400");

describePlugin(plugin, { references: twoOfThem, tests: { "soil/tsinghua": further } });
