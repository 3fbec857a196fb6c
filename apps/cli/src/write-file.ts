import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { InputError } from "@inversa/core";

/** Writes a file that the user asked for, folders included. @throws InputError `file-missing` where the place cannot be written to. */
export async function writeResult(path: string, content: string | Uint8Array): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  } catch (error) {
    throw new InputError("file-missing", { where: path, what: `it cannot be written (${(error as NodeJS.ErrnoException).code})`, expected: "a place where files may be written" }, { cause: error });
  }
}
