import { definePlugin } from "@inversa/core";
import { hypoplasticSand } from "./hypoplastic-sand.ts";

export { hypoplasticSand } from "./hypoplastic-sand.ts";

export default definePlugin({ name: "@inversa/soil-hypoplastic-sand", contract: 1, models: [hypoplasticSand] });
