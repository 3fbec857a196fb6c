import type { SourceFile } from "@inversa/core";

/** How likely a file is DIGGS: XML whose first element names the schema. */
export function recognise({ name, bytes }: SourceFile): number {
  const start = String.fromCharCode(...bytes.subarray(0, 4096)).replaceAll("\u0000", "");
  if (!/^[^<]{0,8}</.test(start)) return 0;
  if (/<(?:\w+:)?diggs[\s>]/i.test(start) && /diggsml\.org\/schema/.test(start)) return 1;
  return /\.diggs$/i.test(name) ? 0.6 : 0;
}
