import { describePlugin } from "@inversa/testing";
import plugin from "../src/index.ts";
import { referenceOf } from "./references.ts";

// The kit tries every corner of 57 parameters on every test it is given, so it gets the shortest of each kind; all references are held in references.test.ts.
const references = ["chen2020-2C-iso", "chen2020-cccv-lumped"].map(referenceOf);
const linear = { protocol: "cycling", conditions: { initialSoc: 0.4 }, axis: Float64Array.of(0, 1, 2, 3, 3, 5, 9), drives: { current: Float64Array.of(0, 2, 4, 4, -3, -3, 1) } };

describePlugin(plugin, { references, tests: { "battery/p2d": [linear] } });
