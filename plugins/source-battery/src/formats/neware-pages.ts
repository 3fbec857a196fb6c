import { crc32 } from "../crc32.ts";
import { unreadable } from "@inversa/tables";

/*
 * A .ndc file is a sequence of pages of 4096 bytes: two bytes say what it holds, two how many records, then a bit for each slot that holds one, the slots, and a CRC-32
 * of all of it at the end. Facts of the format from NewareNDA (BSD-3) and from files.
 */
const pageSize = 4096;
const slotsFrom = 132;
const slotsTo = pageSize - 4;

/** The slots of all pages, in order, those without a record left out. */
export interface Pages {
  readonly version: number;
  readonly kind: number;
  /** Offsets of records in the file. */
  readonly records: readonly number[];
  readonly view: DataView;
}

/** @throws InputError `data-unreadable` for damaged pages. */
export function pagesOf(bytes: Uint8Array, slotSize: (version: number) => number, file: string): Pages {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < pageSize || bytes.length % pageSize !== 0) throw unreadable(file, `its ${bytes.length} bytes are not whole pages of ${pageSize}`, "an undamaged .ndax file");
  const version = view.getUint8(2);
  const size = slotSize(version);
  const records: number[] = [];
  for (let page = pageSize; page < bytes.length; page += pageSize) {
    const count = view.getUint16(page + 2, true);
    if (count === 0) continue;
    if (view.getUint32(page + slotsTo, true) !== crc32(bytes, page, page + slotsTo)) throw unreadable(file, `page ${page / pageSize + 1} does not match its checksum`, "an undamaged .ndax file", "Copy or export it again");
    const slots = Math.floor((slotsTo - slotsFrom) / size);
    for (let slot = 0; slot < slots; slot++) if (((bytes[page + 4 + (slot >> 3)]! >> (slot & 7)) & 1) === 1) records.push(page + slotsFrom + slot * size);
  }
  return { version, kind: view.getUint8(0), records, view };
}
