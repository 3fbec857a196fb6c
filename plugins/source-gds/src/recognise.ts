import type { SourceFile } from "@inversa/core";

/** The header has about 57 lines; the headings follow it. */
const glance = 16_384;

/** How likely a file is GDSLAB's: its headings name the stage and the time since its start. */
export function recognise(file: SourceFile): number {
  const start = new TextDecoder("windows-1252").decode(file.bytes.subarray(0, glance));
  return /"?Stage Number"?\s*[,;]/i.test(start) && /Time since start of stage/i.test(start) ? 0.98 : 0;
}
