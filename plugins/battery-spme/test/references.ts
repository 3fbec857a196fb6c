import { readdirSync, readFileSync } from "node:fs";
import type { Reference } from "@inversa/testing";

const folder = new URL("./references/", import.meta.url);
export const references: readonly Reference[] = readdirSync(folder).map((file) => JSON.parse(readFileSync(new URL(file, folder), "utf8")) as Reference);
