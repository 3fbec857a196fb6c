import { describePlugin } from "@inversa/testing";
import plugin from "../src/index.ts";
import { soil } from "./writing.ts";

describePlugin(plugin, { protocols: soil });
