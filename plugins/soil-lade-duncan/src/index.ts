import { definePlugin } from "@inversa/core";
import { ladeDuncan } from "./lade-duncan.ts";

export { ladeDuncan } from "./lade-duncan.ts";

export default definePlugin({ name: "@inversa/soil-lade-duncan", contract: 1, models: [ladeDuncan] });
