import type { SourceFile } from "@inversa/core";

/** As much of a file as a look takes. */
const glance = 4096;

/** How likely a file is delimited text, from its name and first bytes: no parsing. */
export function recognise(file: SourceFile): number {
  const extension = /\.[^./\\]*$/.exec(file.name)?.[0].toLowerCase() ?? "";
  const start = file.bytes.subarray(0, glance);
  if (start.length === 0) return 0;
  const wide = (start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff) || zeros(start) > 0.2 * start.length;
  if (!wide && zeros(start) > 0) return 0;
  // Zip (spreadsheets), PDF and OLE files carry any name.
  if ((start[0] === 0x50 && start[1] === 0x4b) || (start[0] === 0x25 && start[1] === 0x50 && start[2] === 0x44 && start[3] === 0x46) || (start[0] === 0xd0 && start[1] === 0xcf)) return 0;
  // AGS files are quoted CSV with groups of their own, which another importer knows.
  if (start[0] === 0x22 && String.fromCharCode(...start.subarray(1, 6)) === "GROUP") return 0.1;
  const digits = start.filter((byte) => byte >= 0x30 && byte <= 0x39).length;
  const separators = start.filter((byte) => byte === 0x2c || byte === 0x3b || byte === 0x09 || byte === 0x7c).length;
  const table = digits > 0 && separators > 0;
  if (extension === ".csv" || extension === ".tsv") return table ? 0.95 : 0.6;
  if (extension === ".txt" || extension === ".dat" || extension === ".asc") return table ? 0.7 : digits > 0 ? 0.5 : 0.2;
  return table ? 0.3 : 0.05;
}

const zeros = (bytes: Uint8Array): number => bytes.filter((byte) => byte === 0).length;
