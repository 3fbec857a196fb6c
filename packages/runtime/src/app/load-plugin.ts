import { InputError, type Plugin, pluginsOf } from "@inversa/core";
import { existsSync, readFileSync, statSync } from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import { dirname, extname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

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
  const module = locate(specifier, cwd);
  let exported: { readonly default?: unknown };
  try {
    exported = (await import(/* @vite-ignore */ module)) as typeof exported;
  } catch (cause) {
    if (cause instanceof InputError) throw cause.within(specifier);
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new InputError("plugin-invalid", { where: specifier, what: `it could not be loaded: ${why}`, next: "Run the file with node to see where it fails" }, { cause });
  }
  return { module, plugins: pluginsOf(exported.default, specifier) };
}

const scriptExtensions = new Set([".ts", ".mts", ".js", ".mjs"]);

function locate(specifier: string, cwd: string): string {
  const asFile = specifier.startsWith("file:") ? fileURLToPath(specifier) : resolve(cwd, specifier);
  const meansFile = specifier.startsWith("file:") || /^\.{0,2}[/\\]/.test(specifier) || scriptExtensions.has(extname(specifier));
  if (existsSync(asFile) && statSync(asFile).isFile()) return pathToFileURL(asFile).href;
  if (meansFile) throw new InputError("plugin-invalid", { where: specifier, what: "there is no such file", expected: `a .ts or .js file; looked for ${asFile}` });
  const found = locatePackage(specifier, cwd);
  if (found) return found;
  throw new InputError("plugin-invalid", {
    where: specifier,
    what: "there is no such package",
    expected: `a package installed for ${cwd}, or a file`,
    next: `Install it with "npm install ${specifier}", or give a file with its path, such as ./${specifier}.ts`,
  });
}

function locatePackage(specifier: string, cwd: string): string | undefined {
  if (isBuiltin(specifier)) return undefined;
  try {
    return pathToFileURL(createRequire(join(cwd, "inversa.js")).resolve(specifier)).href;
  } catch {
    return locateImportOnly(specifier, cwd);
  }
}

/** A package whose exports know only `import`, which `require.resolve` cannot see. */
function locateImportOnly(specifier: string, cwd: string): string | undefined {
  for (let at = cwd; ; at = dirname(at)) {
    const folder = join(at, "node_modules", specifier);
    const manifest = join(folder, "package.json");
    if (existsSync(manifest)) {
      const { exports } = JSON.parse(readFileSync(manifest, "utf8")) as { exports?: unknown };
      const target = entryOf(exports);
      return target === undefined ? undefined : pathToFileURL(join(folder, target)).href;
    }
    if (dirname(at) === at) return undefined;
  }
}

/** Keys of `exports` that Node follows for an import of the package itself. */
const importCondition = /^(\.|import|node|default)$/;

function entryOf(exports: unknown): string | undefined {
  if (typeof exports === "string") return exports;
  if (typeof exports !== "object" || exports === null) return undefined;
  for (const [key, value] of Object.entries(exports)) {
    if (!importCondition.test(key)) continue;
    const found = entryOf(value);
    if (found !== undefined) return found;
  }
  return undefined;
}
