import { type ForwardModel, InputError, pluginsOf } from "@inversa/core";

/**
 * Imports the modules in turn until one offers the model.
 * @throws InputError `unknown-id` naming the modules that were searched; what an import throws.
 */
export async function findModel(id: string, modules: readonly string[]): Promise<ForwardModel> {
  for (const url of modules) {
    const module = (await import(/* @vite-ignore */ url)) as { readonly default?: unknown };
    const found = pluginsOf(module.default, url).flatMap((plugin) => plugin.models).find((model) => model.id === id);
    if (found) return found;
  }
  throw new InputError("unknown-id", {
    what: `no module that worker threads can import offers the model "${id}"`,
    where: modules.join(", "),
    expected: "an app variant, a plugin or a model as the default export of one of them",
    next: "Give the variant's file as `module: import.meta.url` in defineApp, or run with --threads 0",
  });
}
