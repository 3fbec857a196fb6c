import type { SourceFile } from "@inversa/core";

/** How likely a file is AGS4: every one begins with the word GROUP in quotation marks. AGS3 is recognised too, to be refused with words. */
export function recognise({ name, bytes }: SourceFile): number {
  const start = String.fromCharCode(...bytes.subarray(0, 64)).replace(/^\u00ef\u00bb\u00bf/, "").trimStart();
  if (/^"GROUP"\s*,/.test(start)) return 1;
  const named = /\.ags4?$/i.test(name);
  if (/^GROUP\s*,/.test(start) || /^"\*\*[A-Z]{4}"/.test(start)) return 0.98;
  return named && bytes.length > 0 ? 0.8 : 0;
}
