import {
  type AppDefaults, type AppDefinition, contractVersion, type DataSource, type Engine, type Estimator, type Exporter, type ForwardModel, InputError, type ModelOrigin, type Plugin, type Protocol,
} from "@inversa/core";
import type { LoadedPlugin } from "./load-plugin.ts";
import { pluginVersion } from "./plugin-version.ts";
import { type Registry, registry, type RegistryEntry } from "./registry.ts";
import { Scope, token } from "./scope.ts";

/** An app variant, checked and ready: everything its plugins bring, by id. */
export interface App {
  readonly name: string;
  readonly about: string;
  readonly models: Registry<ForwardModel>;
  /** The protocols that the models simulate. */
  readonly protocols: Registry<Protocol>;
  readonly estimators: Registry<Estimator>;
  readonly sources: Registry<DataSource>;
  readonly engines: Registry<Engine>;
  readonly exporters: Registry<Exporter>;
  readonly defaults: AppDefaults;
  readonly plugins: readonly { readonly name: string; readonly version: string }[];
  /** Where other threads find the models. */
  readonly origin: ModelOrigin;
  /** Root scope of this variant; take a child for a request or a run. */
  readonly scope: Scope;
  dispose(): Promise<void>;
}

/** Under which every scope of an app gives the app. */
export const appToken = token<App>("app");

/**
 * Checks an app variant once, at start, and fills its registries.
 * @param extra Plugins that the user named on top of the variant's own.
 * @throws InputError `plugin-invalid` (contract version) or `app-invalid` (ids or protocols that collide, a default that does not exist).
 */
export function createApp(definition: AppDefinition, extra: readonly LoadedPlugin[] = []): App {
  const { name, about, module, defaults } = definition;
  const sourced = distinct([...definition.plugins.map((plugin) => ({ plugin, module })), ...extra.flatMap((loaded) => loaded.plugins.map((plugin) => ({ plugin, module: loaded.module })))]);
  const plugins = sourced.map(({ plugin }) => plugin);
  for (const plugin of plugins) checkContract(plugin);
  checkNames(name, plugins);

  const collect = <T extends { readonly id: string }>(kind: string, of: (plugin: Plugin) => readonly T[]): Registry<T> => {
    const entries = plugins.flatMap((plugin) => of(plugin).map((value) => ({ value, plugin: plugin.name })));
    checkIds(name, kind, entries);
    return registry(kind, name, entries);
  };
  const models = collect("model", (plugin) => plugin.models);
  const estimators = collect("estimator", (plugin) => plugin.estimators);
  const sources = collect("source", (plugin) => plugin.sources);
  const engines = collect("engine", (plugin) => plugin.engines);
  // A plugin built before exporters existed brings none.
  const exporters = collect("exporter", (plugin) => plugin.exporters ?? []);
  const protocols = registry("protocol", name, collectProtocols(name, plugins));
  checkDefault(name, "model", defaults.model, models);
  checkDefault(name, "estimator", defaults.estimator, estimators);
  checkDefault(name, "engine", defaults.engine, engines);

  const scope = Scope.root();
  const versions = new Map(sourced.map((entry) => [entry.plugin.name, pluginVersion(entry.plugin.name, entry.module)]));
  const versionsIn = <T extends { readonly id: string }>(things: Registry<T>): Readonly<Record<string, string>> =>
    Object.fromEntries(things.all().map(({ id }) => [id, `${things.pluginOf(id)} ${versions.get(things.pluginOf(id))}`]));
  const app: App = {
    name, about, models, protocols, estimators, sources, engines, exporters, defaults,
    plugins: [...versions].map(([plugin, version]) => ({ name: plugin, version })),
    // A variant that does not say where its file is cannot be loaded by other threads; then everything stays in this one.
    origin: {
      modules: module === undefined ? [] : [...new Set([module, ...extra.map((loaded) => loaded.module)])],
      models: models.all(),
      versions: { models: versionsIn(models), estimators: versionsIn(estimators) },
    },
    scope,
    dispose: () => scope.dispose(),
  };
  scope.bind(appToken, () => app);
  return app;
}

/** The same plugin value listed twice (by the variant and by the user) is one plugin. */
function distinct<T extends { readonly plugin: Plugin }>(entries: readonly T[]): readonly T[] {
  return entries.filter((entry, i) => entries.findIndex((other) => other.plugin === entry.plugin) === i);
}

function checkContract(plugin: Plugin): void {
  if (plugin.contract === contractVersion) return;
  const older = plugin.contract < contractVersion;
  throw new InputError("plugin-invalid", {
    where: `plugin ${plugin.name}`,
    what: `it was written for contract version ${plugin.contract}`,
    expected: `version ${contractVersion}`,
    next: older ? "Update the plugin" : "Update Inversa",
  });
}

function checkNames(variant: string, plugins: readonly Plugin[]): void {
  const names = plugins.map((plugin) => plugin.name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice) throw new InputError("app-invalid", { where: `app ${variant}`, what: `two different plugins are called "${twice}"`, expected: "one name a plugin", next: "Leave one out or rename it" });
}

function checkIds(variant: string, kind: string, entries: readonly RegistryEntry<{ readonly id: string }>[]): void {
  const seen = new Map<string, string>();
  for (const { value, plugin } of entries) {
    const other = seen.get(value.id);
    if (other !== undefined) {
      const between = other === plugin ? `twice by the plugin "${plugin}"` : `by two plugins, "${other}" and "${plugin}"`;
      throw new InputError("app-invalid", { where: `app ${variant}`, what: `the ${kind} "${value.id}" is brought ${between}`, expected: `one ${kind} an id`, next: "Leave one out or give it another id" });
    }
    seen.set(value.id, plugin);
  }
}

/** Data and models meet by protocol, so an id must stand for one declaration. */
function collectProtocols(variant: string, plugins: readonly Plugin[]): readonly RegistryEntry<Protocol>[] {
  const found = new Map<string, RegistryEntry<Protocol>>();
  for (const plugin of plugins) {
    for (const { protocol } of plugin.models.flatMap((model) => model.simulations)) {
      const known = found.get(protocol.id);
      if (known === undefined) found.set(protocol.id, { value: protocol, plugin: plugin.name });
      else if (known.value !== protocol) {
        throw new InputError("app-invalid", {
          where: `app ${variant}`,
          what: `the plugins "${known.plugin}" and "${plugin.name}" mean different protocols by "${protocol.id}"`,
          expected: "one declaration a protocol, imported by both",
          next: "Import the protocol from its domain package in one version, or give it another id",
        });
      }
    }
  }
  return [...found.values()];
}

function checkDefault(variant: string, kind: keyof AppDefaults, id: string | undefined, existing: Registry<{ readonly id: string }>): void {
  if (id === undefined || existing.has(id)) return;
  const ids = existing.all().map((value) => value.id);
  throw new InputError("app-invalid", { where: `app ${variant}`, what: `its default ${kind} "${id}" does not exist`, expected: ids.length > 0 ? `one of ${ids.join(", ")}` : `a plugin that brings a ${kind}` });
}
