import { InputError } from "@inversa/core";
import { quoted } from "./questions.ts";

/** A file in a zip archive, as the archive's directory has it. */
export interface ZipEntry {
  readonly name: string;
  /** 0: stored as it is, 8: deflated. */
  readonly method: number;
  readonly crc: number;
  /** Bytes that are stored. */
  readonly packed: number;
  /** Bytes once unpacked, as is claimed. */
  readonly size: number;
  /** Where what is stored begins, after a header of its own. */
  readonly header: number;
}

const fromDirectory = 0x02014b50;
const endOfDirectory = 0x06054b50;
const wide = 0xffffffff;

/**
 * What a zip archive says that it holds, without unpacking anything. Offsets and sizes of 64 bits stand in an extra field (1) wherever the 32-bit ones are all
 * ones: Neware writes such archives without marking them.
 * @returns Undefined where there is no whole directory: the file is cut short or is no archive.
 */
export function zipDirectory(bytes: Uint8Array): readonly ZipEntry[] | undefined {
  try {
    return entriesOf(bytes);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/**
 * Refuses an archive that would unpack to more than memory should hold, before anything is unpacked.
 * @param most Bytes in all, and how many times what is stored for an entry (tables of readings shrink to a hundredth at best, archives made to harm to a thousandth).
 * @throws InputError `archive-too-large`.
 */
export function requireModest(entries: readonly ZipEntry[], file: string, most: { readonly bytes: number; readonly times: number }, next: string): void {
  const total = entries.reduce((sum, { size }) => sum + size, 0);
  const swollen = entries.find(({ size, packed }) => size > most.times * Math.max(packed, 4096));
  if (total <= most.bytes && !swollen) return;
  const stored = entries.reduce((sum, { packed }) => sum + packed, 0);
  throw new InputError("archive-too-large", {
    where: file, what: total > most.bytes ? `it unpacks to ${megabytes(total)} MB from ${megabytes(stored)} MB` : `${quoted(swollen!.name)} in it unpacks to ${megabytes(swollen!.size)} MB from ${megabytes(swollen!.packed)} MB`,
    expected: `at most ${megabytes(most.bytes)} MB in all, and ${most.times} times what is stored`, next,
  });
}

const megabytes = (bytes: number): string => String(Number((bytes / 2 ** 20).toPrecision(2)));

function entriesOf(bytes: Uint8Array): readonly ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // The end record is 22 bytes and a comment of at most 65,535.
  const first = Math.max(0, bytes.length - 22 - 65_535);
  let end = bytes.length - 22;
  while (end >= first && view.getUint32(end, true) !== endOfDirectory) end--;
  if (end < first) throw new RangeError("no directory");
  const entries: ZipEntry[] = [];
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
