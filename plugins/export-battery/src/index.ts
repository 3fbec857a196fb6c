import { definePlugin } from "@inversa/core";
import { bpx } from "./bpx.ts";

export { bpx } from "./bpx.ts";

export default definePlugin({ name: "@inversa/export-battery", contract: 1, exporters: [bpx] });
