import { definePlugin } from "@inversa/core";
import { csv } from "./csv.ts";
import { json } from "./json.ts";
import { report } from "./report.ts";

export { csv } from "./csv.ts";
export { json } from "./json.ts";
export { report } from "./report.ts";

export default definePlugin({ name: "@inversa/export-documents", contract: 1, exporters: [csv, json, report] });
