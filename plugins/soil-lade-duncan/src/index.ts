import { definePlugin } from "@inversa/core";
import { ladeDuncan } from "./lade-duncan.ts";

export { ladeDuncan } from "./lade-duncan.ts";

/** The work-hardening model of Lade and Duncan. */
export const ladeDuncanPlugin = definePlugin({ name: "@inversa/soil-lade-duncan", contract: 1, models: [ladeDuncan] });

export default ladeDuncanPlugin;
