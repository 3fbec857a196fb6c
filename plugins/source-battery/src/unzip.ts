import { inflateSync } from "fflate";
import { crc32 } from "./crc32.ts";
import { quoted, unreadable } from "@inversa/tables";

/** An archive that unpacks to more than this is refused before it fills the memory. */
const mostBytes = 2 ** 30;
/** Tables of readings shrink to a hundredth at best; archives made to harm shrink to a millionth. */
const mostRatio = 1000;

interface Entry { readonly name: string; readonly method: number; readonly crc: number; readonly packed: number; readonly size: number; readonly header: number }

/**
 * The files of a zip archive whose names are wanted. The directory is read here, since Neware writes 64-bit sizes into archives that are not marked as such, which
 * fflate's own reader refuses.
 * @throws InputError `data-unreadable` for damaged archives and for those that unpack to more than memory should hold.
 */
export function unzip(bytes: Uint8Array, wanted: (name: string) => boolean, file: string): ReadonlyMap<string, Uint8Array> {
  const damaged = (why: string): Error => unreadable(file, `its archive cannot be unpacked (${why})`, "an undamaged file", "Copy or export it again");
  let entries: readonly Entry[];
  try {
    entries = directoryOf(bytes).filter(({ name }) => wanted(name));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw damaged("its directory is cut off");
  }
  const total = entries.reduce((sum, { size }) => sum + size, 0);
  const swollen = total > mostBytes ? entries[0] : entries.find(({ size, packed }) => size > mostRatio * Math.max(packed, 4096));
  if (swollen) throw unreadable(file, `${quoted(swollen.name)} would unpack to ${Math.round((total > mostBytes ? total : swollen.size) / 2 ** 20)} MiB`, `at most ${mostBytes / 2 ** 20} MiB in all, and ${mostRatio} times what is stored`, "Export the test in parts, or as CSV");
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

const fromDirectory = 0x02014b50;
const endOfDirectory = 0x06054b50;
const wide = 0xffffffff;

/** Entries of the central directory. Offsets and sizes of 64 bits stand in an extra field (1) wherever the 32-bit ones are all ones. */
function directoryOf(bytes: Uint8Array): readonly Entry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== endOfDirectory) end--;
  if (end < 0) throw new RangeError("no directory");
  const entries: Entry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let n = view.getUint16(end + 10, true); n > 0; n--) {
    if (view.getUint32(at, true) !== fromDirectory) throw new RangeError("no entry");
    const [nameLength, extraLength, commentLength] = [view.getUint16(at + 28, true), view.getUint16(at + 30, true), view.getUint16(at + 32, true)];
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    const extra = { at: at + 46 + nameLength, end: at + 46 + nameLength + extraLength };
    const long = longNumbers(view, extra.at, extra.end);
    const take = (value: number): number => (value === wide ? Number(long.shift() ?? wide) : value);
    const size = take(view.getUint32(at + 24, true));
    const packed = take(view.getUint32(at + 20, true));
    entries.push({ name, method: view.getUint16(at + 10, true), crc: view.getUint32(at + 16, true), packed, size, header: take(view.getUint32(at + 42, true)) });
    at = extra.end + commentLength;
  }
  return entries;
}

function longNumbers(view: DataView, from: number, to: number): bigint[] {
  for (let at = from; at + 4 <= to; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    const length = view.getUint16(at + 2, true);
    return Array.from({ length: Math.floor(length / 8) }, (_, i) => view.getBigUint64(at + 4 + 8 * i, true));
  }
  return [];
}
