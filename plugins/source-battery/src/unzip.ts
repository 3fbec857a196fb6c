import { inflateSync } from "fflate";
import { crc32 } from "./crc32.ts";
import { quoted, requireModest, unreadable, zipDirectory } from "@inversa/tables";

/** Months of readings unpack to some hundred megabytes. */
const most = { bytes: 2 ** 30, times: 1000 };

/**
 * The files of a zip archive whose names are wanted. Each is held to the size that the directory claims, so that one that claims less than it holds does not match its checksum.
 * @throws InputError `data-unreadable` for damaged archives, `archive-too-large`.
 */
export function unzip(bytes: Uint8Array, wanted: (name: string) => boolean, file: string): ReadonlyMap<string, Uint8Array> {
  const damaged = (why: string): Error => unreadable(file, `its archive cannot be unpacked (${why})`, "an undamaged file", "Copy or export it again");
  const entries = zipDirectory(bytes)?.filter(({ name }) => wanted(name));
  if (!entries) throw damaged("its directory is cut off");
  requireModest(entries, file, most, "Export the test in parts, or as CSV");
  return new Map(entries.map((entry) => {
    const { name, method, crc, packed, size, header } = entry;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (header + 30 > bytes.length) throw damaged(`${quoted(name)} is cut off`);
    const start = header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true);
    const stored = bytes.subarray(start, start + packed);
    let content: Uint8Array;
    try {
      content = method === 0 ? stored : inflateSync(stored, { out: new Uint8Array(size) });
    } catch (error) {
      throw damaged(error instanceof Error ? error.message : String(error));
    }
    if ((method !== 0 && method !== 8) || content.length !== size || crc32(content) !== crc) throw damaged(`${quoted(name)} does not match its checksum`);
    return [name, content];
  }));
}
