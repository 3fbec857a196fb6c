import { describePlugin } from "@inversa/testing";
import plugin from "../src/index.ts";

describePlugin(plugin);
