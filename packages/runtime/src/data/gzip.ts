import { InputError, type SourceFile } from "@inversa/core";

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
  const tooLarge = (): InputError => new InputError("archive-too-large", { where: name, what: `it unpacks to more than ${Math.round(limit / 2 ** 20)} MB`, expected: "less than that", next: "Export the test in parts" });
  try {
    return { name: withoutGzip(name), bytes: await inflated(bytes, limit, tooLarge) };
  } catch (error) {
    // Damage is a TypeError to every browser; Node puts what zlib says behind it.
    if (!(error instanceof TypeError)) throw error;
    const why = error.cause instanceof Error ? error.cause.message : error.message;
    throw new InputError("data-unreadable", { where: name, what: `it cannot be unpacked (${why})`, expected: "an undamaged file of gzip", next: "Copy it or download it again" });
  }
}

/** By the stream that browsers and Node share. @throws TypeError where the file is damaged, and what `tooLarge` makes before the memory is full. */
async function inflated(bytes: Uint8Array, limit: number, tooLarge: () => Error): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new DecompressionStream("gzip"))) {
    size += piece.length;
    if (size > limit) throw tooLarge();
    pieces.push(piece);
  }
  const content = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    content.set(piece, at);
    at += piece.length;
  }
  return content;
}
