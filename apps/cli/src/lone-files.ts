import { definePlugin } from "@inversa/core";
import { registerHooks } from "node:module";

/**
 * Lets a lone file of the user (`--plugin ./my-model.ts`, `--app ./my-lab.ts`) import `@inversa/*` without installing anything: what its own folder cannot
 * resolve is resolved as if this package had imported it. Importing this module has that effect on the thread that imports it, and only that.
 *
 * Its default export is a plugin without contents, so that it can stand before the user's file in the list of modules that worker threads import.
 */
registerHooks({
  resolve(specifier, context, next) {
    try {
      return next(specifier, context);
    } catch (error) {
      if (!specifier.startsWith("@inversa/") || (error as NodeJS.ErrnoException).code !== "ERR_MODULE_NOT_FOUND") throw error;
      return next(specifier, { ...context, parentURL: import.meta.url });
    }
  },
});

export default definePlugin({ name: "@inversa/cli/lone-files", contract: 1 });
