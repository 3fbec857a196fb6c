import { describePlugin, type Reference } from "@inversa/testing";
import plugin from "../src/index.ts";
import drained100 from "./references/drained-100.json" with { type: "json" };

describePlugin(plugin, { references: [drained100 as Reference] });
