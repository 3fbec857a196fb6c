import type { FileReading, Protocol } from "@inversa/core";
import type { App } from "./app.ts";

export interface ReadDataOptions {
  /** Folder against which paths are resolved; the working directory unless given. */
  readonly folder?: string;
  /** Id of the source; recognised file by file if left out. */
  readonly source?: string;
  /** Settings of the source. */
  readonly settings?: unknown;
  /** Conditions of every file; they win over everything inferred. */
  readonly conditions?: Readonly<Record<string, number>>;
  /** Kinds of test to look for; all of the app unless given. */
  readonly protocols?: readonly Protocol[];
}

/**
 * Reads measured files: names, folders, or patterns with `*` and `?`.
 * @throws InputError `file-missing`, `data-unreadable` when no source recognises a file, and what the source throws.
 */
export async function readData(app: App, paths: readonly string[], options: ReadDataOptions = {}): Promise<readonly FileReading[]> {
  throw new Error(`not written yet: ${app.name} ${paths.join()} ${options.source}`);
}
