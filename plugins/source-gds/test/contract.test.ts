import { drainedTriaxial, undrainedTriaxial } from "@inversa/soil";
import { describePlugin } from "@inversa/testing";
import plugin from "../src/index.ts";

describePlugin(plugin, { protocols: [drainedTriaxial, undrainedTriaxial] });
