import { definePlugin } from "@inversa/core";
import { spme } from "./spme.ts";

export { spme } from "./spme.ts";

export default definePlugin({ name: "@inversa/battery-spme", contract: 1, models: [spme] });
