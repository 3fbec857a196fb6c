import { definePlugin } from "@inversa/core";
import { modifiedCamClay } from "./modified-cam-clay.ts";
import { originalCamClay } from "./original-cam-clay.ts";

export { modifiedCamClay } from "./modified-cam-clay.ts";
export { originalCamClay } from "./original-cam-clay.ts";

/** The Cam-Clay family. */
export const camClay = definePlugin({ name: "@inversa/soil-cam-clay", contract: 1, models: [modifiedCamClay, originalCamClay] });

export default camClay;
