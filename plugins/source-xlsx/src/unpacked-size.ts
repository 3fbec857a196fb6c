/** What the directory of a zip package claims. */
export interface Unpacked {
  readonly bytes: number;
  readonly parts: readonly string[];
}

const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;

/**
 * Size of a package's parts once unpacked, from its directory, without unpacking anything. The unpacker holds each part to the size claimed here, so a
 * package that claims less than it holds ends as a damaged one.
 * @returns Undefined where there is no directory: the file is cut short or is no package.
 */
export function unpackedSize(file: Uint8Array): Unpacked | undefined {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  // The end record is 22 bytes and a comment of at most 65 535.
  let end = file.length - 22;
  while (end >= Math.max(0, file.length - 22 - 65_535) && view.getUint32(end, true) !== endOfDirectory) end--;
  if (end < 0 || end < file.length - 22 - 65_535) return undefined;
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  let bytes = 0;
  const parts: string[] = [];
  for (let i = 0; i < count; i++) {
    if (at + 46 > file.length || view.getUint32(at, true) !== directoryEntry) return undefined;
    bytes += view.getUint32(at + 24, true);
    const name = view.getUint16(at + 28, true);
    parts.push(new TextDecoder().decode(file.subarray(at + 46, at + 46 + name)));
    at += 46 + name + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return { bytes, parts };
}
