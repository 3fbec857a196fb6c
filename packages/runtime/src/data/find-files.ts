import { InputError } from "@inversa/core";
import { readdir, stat } from "node:fs/promises";
import { isAbsolute, join, parse, relative, resolve, sep } from "node:path";
import { fileMissing } from "./file-missing.ts";
import { withoutGzip } from "./gzip.ts";
import { isPattern, namePattern } from "./name-pattern.ts";

/** `CD-100`, `CD-200`, `CD-1000`: as a person would order them. */
const order = new Intl.Collator("en", { numeric: true });

/** Hidden files, and what Excel leaves beside a workbook that is open (`~$lab.xlsx`). */
const isLeftOver = (name: string): boolean => name.startsWith(".") || name.startsWith("~$");

/**
 * The files that a name, a folder or a pattern with `*` and `?` stands for, in natural order.
 * @param extensions Which files of a folder count, packed with gzip or not; lower case with the dot.
 * @throws InputError `file-missing`.
 */
export async function findFiles(path: string, folder: string, extensions: readonly string[]): Promise<readonly string[]> {
  const absolute = resolve(folder, path);
  if (isPattern(path) && !(await stat(absolute).catch(() => undefined))) return matching(path, absolute);
  const found = await stat(absolute).catch(async (cause: unknown) => {
    throw await fileMissing(absolute, `"${path}"`, cause);
  });
  if (!found.isDirectory()) return [absolute];
  const names = (await readdir(absolute)).filter((name) => !isLeftOver(name) && extensions.includes(parse(withoutGzip(name)).ext.toLowerCase())).sort(order.compare);
  if (names.length > 0) return names.map((name) => join(absolute, name));
  throw new InputError("file-missing", { where: absolute, what: "the folder holds no file of a known kind", expected: `files that end in ${extensions.join(", ")}` });
}

async function matching(path: string, absolute: string): Promise<readonly string[]> {
  const { root } = parse(absolute);
  let folders = [root];
  const parts = relative(root, absolute).split(sep);
  for (const [i, part] of parts.entries()) {
    const last = i === parts.length - 1;
    if (!isPattern(part)) {
      folders = folders.map((folder) => join(folder, part));
      continue;
    }
    const pattern = namePattern(part);
    const lists = await Promise.all(folders.map((folder) => readdir(folder, { withFileTypes: true }).catch(() => [])));
    folders = lists.flatMap((list, f) => list.filter((entry) => pattern.test(entry.name) && !isLeftOver(entry.name) && (last ? !entry.isDirectory() : entry.isDirectory())).map((entry) => join(folders[f]!, entry.name)));
  }
  const present = (await Promise.all(folders.map(async (file) => ((await stat(file).catch(() => undefined)) ? [file] : [])))).flat();
  if (present.length > 0) return present.sort(order.compare);
  throw new InputError("file-missing", { where: isAbsolute(path) ? path : absolute, what: `no file matches "${path}"`, next: "Look at the pattern and the folder; * stands for any letters of a name, not for folders" });
}
