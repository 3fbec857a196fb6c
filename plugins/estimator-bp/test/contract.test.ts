import { describePlugin } from "@inversa/testing";
import plugin from "../src/index.ts";

describePlugin(plugin, { settings: { bp: { epochs: 40, engine: "float64" } } });
