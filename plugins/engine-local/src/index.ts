import { definePlugin } from "@inversa/core";
import { localEngine } from "./local-engine.ts";

export { localEngine } from "./local-engine.ts";

export default definePlugin({ name: "@inversa/engine-local", contract: 1, engines: [localEngine] });
