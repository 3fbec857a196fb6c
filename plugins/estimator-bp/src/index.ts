import { definePlugin } from "@inversa/core";
import { bp } from "./bp.ts";

export { bp, bpSettings } from "./bp.ts";

export default definePlugin({ name: "@inversa/estimator-bp", contract: 1, estimators: [bp] });
