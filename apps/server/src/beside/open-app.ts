import { type AppDefinition, pluginsOf } from "@inversa/core";
import { type App, createApp, type LoadedPlugin } from "@inversa/runtime";

/** Opens the served app variant once more in a process beside the server. @param modules Where the variant and the plugins added to it are: an app's `origin.modules`. */
export async function openApp(modules: readonly string[]): Promise<App> {
  let definition: AppDefinition | undefined;
  const extra: LoadedPlugin[] = [];
  for (const module of modules) {
    const exported = ((await import(module)) as { readonly default?: unknown }).default;
    if (typeof exported === "object" && exported !== null && "kind" in exported && exported.kind === "app" && !definition) definition = exported as AppDefinition;
    // A module without a default export only prepares the way for others.
    else if (exported !== undefined) extra.push({ module, plugins: pluginsOf(exported, module) });
  }
  if (!definition) throw new Error(`no app variant among ${modules.join(", ")}`);
  return createApp(definition, extra);
}
