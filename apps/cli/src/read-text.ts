import { readFile } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { InputError } from "@inversa/core";
import type { Console } from "./console.ts";

/**
 * Text of a file, or of standard input for `-`. UTF-8, or UTF-16 with a byte order mark (what a Windows shell writes).
 * @returns The text and the name to use in messages.
 * @throws InputError `file-missing`.
 */
export async function readText(console: Console, path: string, flag: string): Promise<{ readonly text: string; readonly name: string }> {
  if (path === "-") return { text: decode(await readAll(console.around.stdin)), name: "standard input" };
  const full = resolve(console.cwd, path);
  try {
    return { text: decode(await readFile(full)), name: basename(full) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const what = code === "ENOENT" ? `${full} does not exist` : code === "EISDIR" ? `${full} is a folder` : `${full} cannot be opened (${code})`;
    throw new InputError("file-missing", { where: flag, what, expected: "a file that can be read" }, { cause: error });
  }
}

async function readAll(stream: AsyncIterable<Uint8Array | string>): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}

function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding = first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
  return new TextDecoder(encoding).decode(bytes);
}
