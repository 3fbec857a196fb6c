import { definePlugin } from "@inversa/core";
import { tsinghua } from "./tsinghua.ts";

export { tsinghua, tsinghuaModel, type TsinghuaDeclaration } from "./tsinghua.ts";
export { powerHardening, type BoundHardening, type Hardening } from "./hardening.ts";

export default definePlugin({ name: "@inversa/soil-tsinghua", contract: 1, models: [tsinghua] });
