import type { SavedInverse } from "@inversa/core";

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
  /** Keeps a trained estimator as a safetensors file. */
  saveInverse(name: string, saved: SavedInverse): Promise<void>;
  /** Undefined when there is nothing under this name. */
  loadInverse(name: string): Promise<SavedInverse | undefined>;
}

/** Opens a store; the folder is made when something is first written. By convention `.inversa` beside the study file. */
export function openStore(folder: string): Store {
  throw new Error(`not written yet: ${folder}`);
}
