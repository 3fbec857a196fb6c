import { InputError, type SavedInverse } from "@inversa/core";
import { randomUUID } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { decodeInverse, encodeInverse } from "./kept-inverse.ts";

/** A folder in which results that took long are kept. Names are relative, with `/` between folders. */
export interface Store {
  readonly folder: string;
  /** Absolute path of a name. */
  path(name: string): string;
  has(name: string): Promise<boolean>;
  /** Undefined when there is nothing under this name. */
  read(name: string): Promise<Uint8Array | undefined>;
  /** Readers see the old content or the new one, never half of it, whatever interrupts the writing. */
  writeAtomic(name: string, content: string | Uint8Array): Promise<void>;
  /** File names directly in a folder of the store, sorted; empty when it does not exist. */
  list(folder: string): Promise<readonly string[]>;
  /** Removes a file or a folder with all in it; nothing happens when it does not exist. */
  remove(name: string): Promise<void>;
  /** Keeps a trained estimator as a safetensors file. The description must be JSON. */
  saveInverse(name: string, saved: SavedInverse): Promise<void>;
  /** Undefined when there is nothing under this name, or nothing that can be read. */
  loadInverse(name: string): Promise<SavedInverse | undefined>;
}

/** Opens a store; the folder is made when something is first written. By convention `.inversa` beside the study file. */
export function openStore(folder: string): Store {
  const root = resolve(folder);
  const path = (name: string): string => join(root, ...name.split("/"));
  const inverse = (name: string): string => `${name}.safetensors`;

  const store: Store = {
    folder: root,
    path,
    has: (name) => stat(path(name)).then(() => true, () => false),
    read: (name) => readFile(path(name)).catch(undefinedIfMissing),
    writeAtomic: async (name, content) => {
      const target = path(name);
      const draft = `${target}.${randomUUID()}.part`;
      try {
        await whileFolderVanishes(() => writeThenRename(target, draft, content));
      } catch (cause) {
        await rm(draft, { force: true }).catch(() => {});
        throw notWritable(target, cause);
      }
    },
    list: (name) => readdir(path(name)).then((names) => names.filter((file) => !file.endsWith(".part")).sort(), (error: unknown) => undefinedIfMissing(error) ?? []),
    // Another process may add to the folder while it is emptied.
    remove: (name) => rm(path(name), { recursive: true, force: true, maxRetries: 10, retryDelay: 20 }),
    saveInverse: (name, saved) => store.writeAtomic(inverse(name), encodeInverse(saved)),
    loadInverse: async (name) => {
      const bytes = await store.read(inverse(name));
      return bytes && decodeInverse(bytes);
    },
  };
  return store;
}

async function writeThenRename(target: string, draft: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  const handle = await open(draft, "w");
  try {
    await handle.writeFile(content);
    // Without this a power cut can leave the new name with no content behind it.
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, target);
}

/** Two processes may work on one store, and the one that is done first removes the folder of pieces into which the other still writes. */
async function whileFolderVanishes(write: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await write();
    } catch (error) {
      if (codeOf(error) !== "ENOENT" || tries === 10) throw error;
    }
  }
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? "";

function undefinedIfMissing(error: unknown): undefined {
  if (["ENOENT", "ENOTDIR"].includes(codeOf(error))) return undefined;
  if (!["EACCES", "EPERM"].includes(codeOf(error))) throw error;
  const { path } = error as NodeJS.ErrnoException;
  throw new InputError("file-missing", { where: path ?? "the store", what: `it may not be read (${codeOf(error)})`, expected: "a folder that Inversa may read and write", next: "Look at its permissions, or name another folder for results" }, { cause: error });
}

function notWritable(target: string, cause: unknown): unknown {
  if (!["EACCES", "EPERM", "EROFS", "ENOSPC", "EDQUOT", "ENOTDIR"].includes(codeOf(cause))) return cause;
  return new InputError("file-missing", { where: target, what: `it cannot be written (${codeOf(cause)})`, expected: "a folder with free space in which Inversa may write", next: "Name another folder for results" }, { cause });
}
