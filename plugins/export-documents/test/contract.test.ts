import duncanChangPlugin from "@inversa/soil-duncan-chang";
import { describePlugin } from "@inversa/testing";
import plugin from "../src/index.ts";

describePlugin(plugin, { exportable: duncanChangPlugin.models });
