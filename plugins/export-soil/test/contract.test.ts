import { describePlugin } from "@inversa/testing";
import plugin from "../src/index.ts";
import { models } from "./models.ts";

describePlugin(plugin, { exportable: models });
