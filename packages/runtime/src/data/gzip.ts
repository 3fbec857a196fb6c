import { InputError, type SourceFile } from "@inversa/core";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";

/** A file that unpacks to more than this is refused before it fills the memory, bytes. */
const largest = 2 ** 30;
const ending = /\.gz(ip)?$/i;

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** Whether a name is that of a file packed with gzip, and what it is called without. */
export const withoutGzip = (name: string): string => name.replace(ending, "");

/**
 * A file as its importer should see it: what gzip packed is unpacked, and called as it was before.
 * @param limit Bytes that it may unpack to.
 * @throws InputError `data-unreadable` where it is damaged, `archive-too-large`.
 */
export async function unpacked({ name, bytes }: SourceFile, limit = largest): Promise<SourceFile> {
  if (!isGzip(bytes)) {
    if (ending.test(name)) throw new InputError("data-unreadable", { where: name, what: "it is called a file of gzip and is none", expected: "a file that gzip packed", next: `If it is not packed, call it ${withoutGzip(name)}` });
    return { name, bytes };
  }
  try {
    const content = await promisify(gunzip)(bytes, { maxOutputLength: limit });
    return { name: withoutGzip(name), bytes: new Uint8Array(content.buffer, content.byteOffset, content.length) };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ERR_BUFFER_TOO_LARGE") throw new InputError("archive-too-large", { where: name, what: `it unpacks to more than ${Math.round(limit / 2 ** 20)} MB`, expected: "less than that", next: "Export the test in parts" });
    if (!code?.startsWith("Z_")) throw error;
    throw new InputError("data-unreadable", { where: name, what: `it cannot be unpacked (${message})`, expected: "an undamaged file of gzip", next: "Copy it or download it again" });
  }
}
