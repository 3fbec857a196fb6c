import type { Inference } from "@inversa/core";
import { decode, type EncodingSetting } from "@inversa/tables";
import { findHead, type Head } from "./head.ts";
import type { TextFormat } from "./format.ts";

/** A text file whose headings are understood; the readings are still bytes. */
export interface Opened {
  readonly bytes: Uint8Array;
  readonly encoding: string;
  /** The beginning of the file as text. */
  readonly lines: readonly string[];
  readonly head: Head | undefined;
  readonly inferred: readonly Inference[];
}

const glance = 1 << 16;

/**
 * Reads the beginning of a text file. UTF-16 is turned into UTF-8, so that what follows can look for single bytes.
 * @param formats A later list counts where no format of those before knows the headings.
 * @throws InputError `data-unreadable` where the bytes are not text.
 */
export function openText(bytes: Uint8Array, encoding: EncodingSetting["encoding"], formats: readonly (readonly TextFormat[])[], file: string): Opened {
  const first = decode(beginningOf(bytes), encoding, (text) => headIn(linesOf(text), formats)?.score ?? 0, file);
  const wide = first.encoding.startsWith("utf-16");
  const plain = wide ? new TextEncoder().encode(new TextDecoder(first.encoding).decode(bytes)) : bytes;
  const lines = linesOf(wide ? new TextDecoder().decode(beginningOf(plain)) : first.text);
  return { bytes: plain, encoding: wide ? "utf-8" : first.encoding, lines, head: headIn(lines, formats), inferred: first.inferred };
}

function headIn(lines: readonly string[], choices: readonly (readonly TextFormat[])[]): Head | undefined {
  for (const formats of choices) {
    const head = findHead(lines, formats);
    if (head) return head;
  }
  return undefined;
}

const linesOf = (text: string): readonly string[] => text.replace(/^\ufeff/, "").split(/\r?\n/);

/** Whole lines from the beginning of a file, in UTF-16 too. */
export function beginningOf(bytes: Uint8Array, most = glance): Uint8Array {
  if (bytes.length <= most) return bytes;
  const end = bytes.lastIndexOf(10, most);
  return bytes.subarray(0, end < 0 ? most : end + (bytes[end + 1] === 0 ? 2 : 1));
}
