import { definePlugin } from "@inversa/core";
import { mohrCoulomb } from "./model.ts";

export { mohrCoulomb } from "./model.ts";

export default definePlugin({ name: "@inversa/template-plugin", contract: 1, models: [mohrCoulomb] });
