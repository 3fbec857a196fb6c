import type { Inference } from "@inversa/core";
import { quoted, unreadable } from "./questions.ts";
import type { EncodingSetting } from "./settings.ts";

/** A file as text, and how sure that is. */
export interface Decoded {
  readonly text: string;
  readonly encoding: Exclude<EncodingSetting["encoding"], "auto">;
  readonly inferred: readonly Inference[];
}

const labels: Readonly<Record<string, string>> = { "utf-8": "UTF-8", "utf-16le": "UTF-16 LE", "utf-16be": "UTF-16 BE", "windows-1252": "Windows-1252 (Latin-1)", gb18030: "GBK", big5: "Big5", shift_jis: "Shift JIS" };
/** Encodings without a mark of their own that are tried where the bytes are not UTF-8. */
const legacy = ["gb18030", "big5", "shift_jis", "windows-1252"] as const;

/**
 * Turns bytes into text: by byte order mark, by the zero bytes of UTF-16, as UTF-8 where the bytes are valid, otherwise as the legacy encoding
 * in which most headings have a meaning. Statistical detectors need more text than a table of numbers has.
 * @param known How many of the text's words the kinds of test know.
 * @throws InputError `data-unreadable` where the bytes are not text.
 */
export function decode(bytes: Uint8Array, wanted: EncodingSetting["encoding"], known: (text: string) => number, file: string): Decoded {
  const mark = byteOrderMark(bytes);
  if (wanted !== "auto") return { text: strict(bytes, wanted, file), encoding: wanted, inferred: [] };
  if (mark) return { text: strict(bytes, mark, file), encoding: mark, inferred: mark === "utf-8" ? [] : [because(mark, "byte order mark")] };
  const wide = wideByZeros(bytes);
  if (wide) return { text: strict(bytes, wide, file), encoding: wide, inferred: [because(wide, "every other byte is zero")] };
  const nul = bytes.indexOf(0);
  if (nul >= 0) throw unreadable(file, `byte ${nul + 1} is zero, so it is not a text file`, "comma-separated text", "Export it as CSV");
  const utf8 = attempt(bytes, "utf-8");
  if (utf8 !== undefined) return { text: utf8, encoding: "utf-8", inferred: [] };
  return chooseLegacy(bytes, known, file);
}

function byteOrderMark(bytes: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" | undefined {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return "utf-8";
  if (a === 0xff && b === 0xfe) return "utf-16le";
  if (a === 0xfe && b === 0xff) return "utf-16be";
  return undefined;
}

/** UTF-16 without a mark: digits, delimiters and line ends have a zero high byte. */
function wideByZeros(bytes: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  const n = Math.min(bytes.length - (bytes.length % 2), 4096);
  let even = 0;
  let odd = 0;
  for (let i = 0; i < n; i += 2) {
    if (bytes[i] === 0) even++;
    if (bytes[i + 1] === 0) odd++;
  }
  if (odd > 0.4 * (n / 2) && even === 0) return "utf-16le";
  return even > 0.4 * (n / 2) && odd === 0 ? "utf-16be" : undefined;
}

function chooseLegacy(bytes: Uint8Array, known: (text: string) => number, file: string): Decoded {
  const tried = legacy.flatMap((encoding) => {
    const text = attempt(bytes, encoding);
    return text === undefined || /[\u0080-\u009f\ufffd]/.test(text) ? [] : [{ encoding, text, score: known(text) }];
  });
  const best = Math.max(0, ...tried.map((t) => t.score));
  const ahead = tried.filter((t) => t.score === best);
  const found = ahead.length === 1 || best === 0 ? ahead[0] : undefined;
  if (found && best > 0) return { text: found.text, encoding: found.encoding, inferred: [because(found.encoding, "not UTF-8, and its headings have a meaning in this encoding")] };
  const chinese = ahead.find((t) => t.encoding === "gb18030");
  const western = ahead.find((t) => t.encoding === "windows-1252");
  const chosen = chinese && looksGb2312(bytes) ? chinese : (western ?? ahead[0]);
  if (!chosen) throw unreadable(file, "its bytes are no text in any known encoding", "UTF-8", "Save it as UTF-8, or say which with the setting encoding");
  return { text: chosen.text, encoding: chosen.encoding, inferred: [because(chosen.encoding, `not UTF-8; it reads ${quoted(nonAscii(chosen.text))}`)] };
}

/** Bytes above 127 come in pairs of common Chinese characters or symbols; single ones are letters of a western alphabet. */
function looksGb2312(bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i]! < 0x80) continue;
    const [lead, trail] = [bytes[i]!, bytes[i + 1] ?? 0];
    const common = (lead >= 0xa1 && lead <= 0xa9) || (lead >= 0xb0 && lead <= 0xf7);
    if (!common || trail < 0xa1 || trail === 0xff) return false;
    i++;
  }
  return true;
}

const nonAscii = (text: string): string => text.match(/[^\n]*[\u0080-\uffff][^\n]*/)?.[0] ?? "";

function attempt(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function strict(bytes: Uint8Array, encoding: string, file: string): string {
  const text = attempt(bytes, encoding);
  if (text === undefined) throw unreadable(file, `its bytes are not valid ${labels[encoding]}`, "text in one encoding", "Say which with the setting encoding");
  return text;
}

const because = (encoding: string, why: string): Inference => ({ what: `text encoding ${labels[encoding]}`, because: why });
