import type { Plugin } from "@inversa/core";

/** A module that was imported on the user's word, and the plugins that its default export offers. */
export interface LoadedPlugin {
  /** URL of the module, so that worker threads can import the same. */
  readonly module: string;
  readonly plugins: readonly Plugin[];
}

/**
 * Imports a plugin: a file (`./my-model.ts`, `.js`) relative to `cwd`, or a package installed for it.
 * @throws InputError `plugin-invalid` when it cannot be found or loaded, or its default export is not a plugin.
 */
export async function loadPlugin(specifier: string, cwd: string): Promise<LoadedPlugin> {
  throw new Error(`not written yet: ${specifier} ${cwd}`);
}
