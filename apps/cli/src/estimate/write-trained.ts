import { stat } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { encodeInverse, type TrainedEstimator } from "@inversa/runtime";
import type { Console } from "../console.ts";
import { writeResult } from "../write-file.ts";

/**
 * Writes trained estimators as files that `inversa estimate` opens and a server takes: one under the name that was given, several (or one, where that is a folder) in a folder by their ids.
 * @returns Their paths; undefined without `--out`.
 */
export async function writeTrained(console: Console, trained: readonly Pick<TrainedEstimator, "id" | "saved">[], out: string | undefined): Promise<readonly string[] | undefined> {
  if (out === undefined) return undefined;
  const place = resolve(console.cwd, out);
  const isFolder = trained.length > 1 || (await stat(place).then((found) => found.isDirectory(), () => false));
  const names = trained.map(({ id }) => id.replaceAll(/[^A-Za-z0-9-]/g, "-"));
  const files = names.map((name, i) => (isFolder ? join(place, `${name}${names.indexOf(name) === i ? "" : `-${i + 1}`}.safetensors`) : place.endsWith(".safetensors") ? place : `${place}.safetensors`));
  for (const [i, file] of files.entries()) await writeResult(file, encodeInverse(trained[i]!.saved));
  for (const file of files) console.note(`trained: ${relative(console.cwd, file) || file}; next: ${console.hint(`estimate ${relative(console.cwd, file) || file} --data ...`)}`);
  return files;
}
