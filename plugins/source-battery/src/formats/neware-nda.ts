import type { SourceFile } from "@inversa/core";
import { unreadable } from "@inversa/tables";
import type { RawRecord } from "../raw.ts";

export const ndaMagic = "NEWARE";

/** @throws InputError always: the older binary format has no description, and its layout changed with every release. */
export function readNda({ name }: SourceFile): readonly RawRecord[] {
  throw unreadable(name, "it is a Neware .nda file, whose layout is not published", "a Neware .ndax or CSV file", "Open it in BTSDA and export it as .ndax or CSV");
}
