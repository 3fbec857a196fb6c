import { closest, InputError } from "@inversa/core";
import { readdir } from "node:fs/promises";
import { basename, dirname, relative } from "node:path";

/** The mistake behind a file that could not be opened, with the closest name in its folder; anything but "not there" or "not allowed" is passed on. */
export async function fileMissing(path: string, what: string, cause: unknown): Promise<unknown> {
  const { code } = cause as NodeJS.ErrnoException;
  if (code === "EISDIR") return new InputError("file-missing", { where: path, what: `${what} is a folder`, expected: "a file" }, { cause });
  if (code === "EACCES" || code === "EPERM") return new InputError("file-missing", { where: path, what: `${what} may not be read`, next: "Look at the file's permissions" }, { cause });
  if (code !== "ENOENT" && code !== "ENOTDIR") return cause;
  const folder = dirname(path);
  const names = await readdir(folder).catch(() => undefined);
  const near = names && closest(basename(path), names);
  return new InputError(
    "file-missing",
    { where: path, what: `${what} does not exist`, ...(names ? (near ? { next: `Did you mean "${near}"?` } : {}) : { next: `The folder ${relative(process.cwd(), folder) || folder} does not exist either` }) },
    { cause },
  );
}
