import type { SourceFile } from "@inversa/core";

/** Workbooks that are read, and those that are refused with the way out. */
export const extensions = [".xlsx", ".xlsm", ".ods", ".xls", ".xlsb"] as const;

const beginsWith = (bytes: Uint8Array, ...start: readonly number[]): boolean => start.every((byte, i) => bytes[i] === byte);

/** A package of parts: .xlsx, .ods, and many other things. */
export const isZip = ({ bytes }: SourceFile): boolean => beginsWith(bytes, 0x50, 0x4b, 0x03, 0x04);

/** The container of .xls and of workbooks under a password. */
export const isCompound = ({ bytes }: SourceFile): boolean => beginsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0);

export const extensionOf = ({ name }: SourceFile): string => /\.[^./\\]*$/.exec(name)?.[0].toLowerCase() ?? "";

/** As much of a package as a look takes: the name of its first part, and what OpenDocument says of itself there. */
const glance = 200;

/** How likely a file is a workbook, from its name and first bytes. */
export function recognise(file: SourceFile): number {
  // What Excel leaves beside a workbook that is open.
  if (/(^|[/\\])~\$/.test(file.name)) return 0;
  const known = (extensions as readonly string[]).includes(extensionOf(file));
  if (isCompound(file)) return known ? 0.9 : 0.2;
  if (!isZip(file)) return known && file.bytes.length === 0 ? 0.6 : 0;
  if (known) return 0.95;
  const start = String.fromCharCode(...file.bytes.subarray(0, glance));
  return start.includes("opendocument.spreadsheet") || start.includes("xl/") || start.includes("[Content_Types].xml") ? 0.5 : 0.05;
}
