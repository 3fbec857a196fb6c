import type { FileReading, SourceFile } from "@inversa/core";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { App } from "../app/app.ts";
import { fileMissing } from "./file-missing.ts";
import { findFiles } from "./find-files.ts";
import { unpacked } from "./gzip.ts";
import { readFiles, type ReadFilesOptions } from "./read-files.ts";

export interface ReadDataOptions extends ReadFilesOptions {
  /** Folder against which paths are resolved; the working directory unless given. */
  readonly folder?: string;
}

/**
 * Reads measured files: names, folders, or patterns with `*` and `?`; what gzip packed is unpacked. The readings are in the order of the files.
 * @throws InputError `file-missing`, `data-unreadable` when no source recognises a file, and what the source throws.
 */
export async function readData(app: App, paths: readonly string[], options: ReadDataOptions = {}): Promise<readonly FileReading[]> {
  const { folder = process.cwd(), ...rest } = options;
  return readFiles(app, await openFiles(app, paths, folder, options.source), rest);
}

/**
 * The files that names, folders and patterns stand for, each once.
 * @param sourceId Whose extensions count in a folder; those of every source unless given.
 * @throws InputError `file-missing`, `unknown-id`.
 */
export async function openFiles(app: App, paths: readonly string[], folder: string, sourceId?: string): Promise<readonly SourceFile[]> {
  const sources = sourceId === undefined ? app.sources.all() : [app.sources.get(sourceId)];
  const extensions = [...new Set(sources.flatMap((source) => source.extensions))];
  const found = (await Promise.all(paths.map((path) => findFiles(path, folder, extensions)))).flat();
  return Promise.all([...new Set(found)].map(open));
}

async function open(path: string): Promise<SourceFile> {
  const bytes = await readFile(path).catch(async (cause: unknown) => {
    throw await fileMissing(path, "the data file", cause);
  });
  return unpacked({ name: basename(path), bytes });
}
