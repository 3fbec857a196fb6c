import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { InputError } from "@inversa/core";

/** Writes a file that the user asked for, folders included. @throws InputError `file-missing` where the place cannot be written to. */
export async function writeResult(path: string, content: string | Uint8Array): Promise<void> {
  await toDisk(path, async () => {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  });
}

/** Does work that writes to a place of the user's choice. @throws InputError `file-missing` in words where that is not possible. */
export async function toDisk<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (!code) throw error;
    throw new InputError("file-missing", { where: path, what: `it cannot be written: ${reasons[code] ?? code}`, expected: "a place where files may be written" }, { cause: error });
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: "you may not write there", EPERM: "you may not write there", EROFS: "the disk may only be read", ENOSPC: "the disk is full",
  EISDIR: "it is a folder", EEXIST: "a part of its path is a file, not a folder", ENOTDIR: "a part of its path is a file, not a folder",
};
