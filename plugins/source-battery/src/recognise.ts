import type { SourceFile } from "@inversa/core";
import { accessMagic } from "./formats/arbin-res.ts";
import { mprMagic } from "./formats/biologic-mpr.ts";
import { ndaMagic } from "./formats/neware-nda.ts";
import { profiles } from "./formats/profiles.ts";
import { textFormats } from "./formats/text-formats.ts";
import { beginningOf, openText } from "./text/open.ts";

/** Binary files of cyclers, told by their first bytes. */
export type Container = "biologic-mpr" | "arbin-res" | "neware-ndax" | "neware-nda";

/** As much of a file as a look takes. */
const glance = 16_384;

const begins = (bytes: Uint8Array, text: string, at = 0): boolean => [...text].every((letter, i) => bytes[at + i] === letter.charCodeAt(0));

/** First stage: magic bytes and, for archives, which may be anything, the extension. */
export function containerOf({ name, bytes }: SourceFile): Container | undefined {
  if (begins(bytes, mprMagic)) return "biologic-mpr";
  if (begins(bytes, accessMagic, 4)) return "arbin-res";
  if (begins(bytes, "PK") && /\.ndax$/i.test(name)) return "neware-ndax";
  return begins(bytes, ndaMagic) ? "neware-nda" : undefined;
}

/** How sure it is that a file comes from a cycler: certain for its containers; for text by how much of the headings, their units and the lines above is known. */
export function recognise(file: SourceFile): number {
  const container = containerOf(file);
  if (container) return container === "arbin-res" && !/\.res$/i.test(file.name) ? 0.5 : 1;
  if (file.bytes.length === 0 || begins(file.bytes, "PK")) return 0;
  try {
    const head = openText(beginningOf(file.bytes, glance), "auto", [textFormats, profiles], file.name).head;
    if (head === undefined) return 0;
    // "I" or "P" under time may be anything where no unit says what.
    if (head.format.needs && !head.known.some((known) => (known?.role === "current" || known?.role === "power") && known.unit !== undefined)) return 0.3;
    return head.format.id === "csv" ? 0.96 : 0.98;
  } catch {
    return 0;
  }
}
