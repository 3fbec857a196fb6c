import { describePlugin } from "@inversa/testing";
import plugin from "../src/index.ts";

describePlugin(plugin, { settings: { cnn: { epochs: 40, engine: "float64" } } });
