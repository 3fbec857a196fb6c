import type { SourceFile } from "@inversa/core";
import { unreadable } from "@inversa/tables";
import type { RawRecord } from "../raw.ts";

export const ndaMagic = "NEWARE";

/** @throws InputError always: the older binary format has no description, its layout changed with every release, and no file has confirmed what readers of it found out. */
export function readNda({ name }: SourceFile): readonly RawRecord[] {
  throw unreadable(name, "it is a Neware .nda file, whose layout is not published and differs from release to release", "a Neware .ndax or CSV file", "Open it in BTSDA and export it as .ndax or CSV; without BTSDA, the Python package NewareNDA makes a CSV of it (NewareNDA-cli FILE.nda FILE.csv), which is read with the setting units: si");
}
