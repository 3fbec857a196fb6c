import { definePlugin } from "@inversa/core";
import { hardeningSoil } from "./hardening-soil.ts";

export { hardeningSoil } from "./hardening-soil.ts";

export default definePlugin({ name: "@inversa/soil-hardening-soil", contract: 1, models: [hardeningSoil] });
