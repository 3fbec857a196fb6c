import { readdirSync, readFileSync } from "node:fs";
import type { Reference } from "@inversa/testing";

const folder = new URL("references/", import.meta.url);

/** The reference curves of this plugin. */
export const references: readonly Reference[] = readdirSync(folder).toSorted().map((file) => JSON.parse(readFileSync(new URL(file, folder), "utf8")) as Reference);

export const referenceOf = (id: string): Reference => references.find((reference) => reference.id === id)!;
