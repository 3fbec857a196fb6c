import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { InputError, closest, type AppDefinition } from "@inversa/core";
import { createApp, loadPlugin, type App, type LoadedPlugin } from "@inversa/runtime";
import type { Console } from "./console.ts";
import { variantModule, variantNames } from "./installation.ts";

const defaultVariant = "soil-lab";

/** An app variant made ready, and the models that came with `--plugin`. */
export interface OpenApp {
  readonly app: App;
  /** Ids of models that the user's own plugins brought. */
  readonly added: readonly string[];
}

/**
 * Opens the app variant that the user chose (`--app`), with the user's plugins (`--plugin`) added, and closes it when the work is over.
 * @throws InputError `unknown-id`, `file-missing`, `app-invalid`, `plugin-invalid`.
 */
export async function withApp<T>(console: Console, work: (open: OpenApp) => Promise<T>): Promise<T> {
  const { definition, extra } = await load(console);
  const { databaseUrl } = console.flags;
  // Engines and threads know the database by the environment, as where it is not given on the command line.
  if (databaseUrl !== undefined) process.env["DATABASE_URL"] = console.around.environment["DATABASE_URL"] = databaseUrl;
  const app = createApp(definition, extra);
  try {
    return await work({ app, added: extra.flatMap(({ plugins }) => plugins.flatMap((p) => p.models.map((m) => m.id))) });
  } finally {
    await app.dispose();
  }
}

async function load(console: Console): Promise<{ readonly definition: AppDefinition; readonly extra: readonly LoadedPlugin[] }> {
  const specifiers = console.flags.plugin ?? [];
  const { url, lone } = locateVariant(console.flags.app ?? defaultVariant, console.cwd);
  // Workers import the modules in this order; what lets a lone file find @inversa/* has to come before it.
  const resolver = lone || specifiers.length > 0 ? await resolveLoneFiles() : undefined;
  const definition = await loadVariant(url, console.flags.app ?? defaultVariant);
  const extra: LoadedPlugin[] = resolver ? [resolver] : [];
  for (const specifier of specifiers) extra.push(await loadPlugin(specifier, console.cwd));
  if (!lone || !resolver) return { definition, extra };
  return { definition: { ...definition, module: resolver.module }, extra: [{ module: url, plugins: [] }, ...extra.slice(1)] };
}

async function resolveLoneFiles(): Promise<LoadedPlugin> {
  const module = new URL(`./lone-files${import.meta.url.endsWith(".ts") ? ".ts" : ".js"}`, import.meta.url).href;
  await import(module);
  return { module, plugins: [] };
}

/** @returns Where the variant's module is, and whether it is a file that cannot find Inversa's packages by itself. */
function locateVariant(name: string, cwd: string): { readonly url: string; readonly lone: boolean } {
  if (/[\\/]|\.[cm]?[jt]s$/.test(name)) {
    const full = resolve(cwd, name);
    if (!existsSync(full)) throw new InputError("file-missing", { where: "--app", what: `${full} does not exist`, expected: "a module whose default export is an app variant" });
    return { url: pathToFileURL(full).href, lone: !findsInversa(full) };
  }
  const url = variantModule(name);
  if (url !== undefined) return { url, lone: false };
  const known = variantNames();
  const near = closest(name, known);
  throw new InputError("unknown-id", { where: "--app", what: `there is no app variant "${name}"`, expected: `${known.join(", ")}, or a file whose default export is defineApp({ ... })`, ...(near ? { next: `Did you mean "${near}"?` } : {}) });
}

function findsInversa(file: string): boolean {
  try {
    createRequire(file).resolve("@inversa/core/package.json");
    return true;
  } catch {
    return false;
  }
}

async function loadVariant(url: string, name: string): Promise<AppDefinition> {
  let exported: unknown;
  try {
    exported = ((await import(url)) as { readonly default?: unknown }).default;
  } catch (cause) {
    throw new InputError("app-invalid", { where: name, what: `it could not be loaded: ${(cause as Error).message}`, expected: "a module whose default export is defineApp({ ... })", next: "Run the file with node to see where it fails" }, { cause });
  }
  if (typeof exported === "object" && exported !== null && "kind" in exported && exported.kind === "app") {
    const definition = exported as AppDefinition;
    return definition.module === undefined ? { ...definition, module: url } : definition;
  }
  throw new InputError("app-invalid", { where: name, what: "its default export is not an app variant", expected: "export default defineApp({ name, about, plugins, defaults })" });
}
