import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Version of a plugin, for the provenance of results: that of its package; `0.0.0-local` with a short hash of the file for a plugin without a package of its name.
 * @param module URL of the module that lists or is the plugin.
 */
export function pluginVersion(plugin: string, module: string | undefined): string {
  if (module === undefined || !module.startsWith("file:")) return "0.0.0-local";
  const file = fileURLToPath(module);
  return versionFromFolders(plugin, dirname(file)) ?? versionFromDependencies(plugin, file) ?? `0.0.0-local+${hashOfFile(file)}`;
}

interface Manifest {
  readonly name?: string;
  readonly version?: string;
}

const readManifest = (path: string): Manifest => JSON.parse(readFileSync(path, "utf8")) as Manifest;

/** The module lies in the plugin's own package. */
function versionFromFolders(plugin: string, folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const path = join(at, "package.json");
    if (existsSync(path)) {
      const { name, version } = readManifest(path);
      if (name === plugin) return version;
    }
    if (dirname(at) === at) return undefined;
  }
}

/** The module (an app variant) imports the plugin from a package. */
function versionFromDependencies(plugin: string, file: string): string | undefined {
  try {
    return readManifest(createRequire(file).resolve(`${plugin}/package.json`)).version;
  } catch {
    return undefined;
  }
}

function hashOfFile(file: string): string {
  return existsSync(file) ? createHash("sha256").update(readFileSync(file)).digest("hex").slice(0, 8) : "unknown";
}
