import { definePlugin } from "@inversa/core";
import { duncanChangEb } from "./duncan-chang-eb.ts";
import { duncanChangEmu } from "./duncan-chang-emu.ts";

export { duncanChangEb } from "./duncan-chang-eb.ts";
export { duncanChangEmu } from "./duncan-chang-emu.ts";

/** The hyperbolic models of Duncan and Chang. */
export const duncanChang = definePlugin({ name: "@inversa/soil-duncan-chang", contract: 1, models: [duncanChangEb, duncanChangEmu] });

export default duncanChang;
