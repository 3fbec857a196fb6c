import { p2d } from "@inversa/battery-p2d";
import { spme } from "@inversa/battery-spme";
import { describePlugin } from "@inversa/testing";
import plugin from "../src/index.ts";

describePlugin(plugin, { exportable: [p2d, spme] });
