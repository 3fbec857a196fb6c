import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { definePlugin } from "@inversa/core";

/**
 * Lets a lone file of the user (`--plugin ./my-model.ts`, `--app ./my-lab.ts`) import `@inversa/*` without installing anything: what its own folder cannot
 * resolve is resolved as if this package, or one of the plugins it comes with, had imported it. So a lone soil model meets the very protocols that the
 * plugins use. Importing this module has that effect on the thread that imports it, and only that.
 *
 * Its default export is a plugin without contents, so that it can stand before the user's file in the list of modules that worker threads import.
 */
registerHooks({
  resolve(specifier, context, next) {
    try {
      return next(specifier, context);
    } catch (error) {
      if (!specifier.startsWith("@inversa/") || !isNotFound(error)) throw error;
      for (const parentURL of importers()) {
        try {
          return next(specifier, { ...context, parentURL });
        } catch (other) {
          if (!isNotFound(other)) throw other;
        }
      }
      throw error;
    }
  },
});

const isNotFound = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === "ERR_MODULE_NOT_FOUND";

/** This module and the packages of ours that this package depends on. */
function importers(): readonly string[] {
  const { dependencies } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as { readonly dependencies: Readonly<Record<string, string>> };
  return [import.meta.url, ...Object.keys(dependencies).filter((name) => name.startsWith("@inversa/")).map((name) => import.meta.resolve(name))];
}

export default definePlugin({ name: "@inversa/cli/lone-files", contract: 1 });
