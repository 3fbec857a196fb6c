import type { Engine } from "./engine.ts";
import { InputError } from "./errors.ts";
import type { Estimator } from "./estimator.ts";
import type { Exporter } from "./exporter.ts";
import type { ForwardModel } from "./model.ts";
import type { DataSource } from "./source.ts";

/** Version of the contracts in this package; raised when a plugin written for an older one would break. */
export const contractVersion = 1;

/** A plugin is a value; importing it has no effect. */
export interface Plugin {
  readonly kind: "plugin";
  /** Package name, or a name of your own for a lone file. */
  readonly name: string;
  readonly contract: number;
  readonly models: readonly ForwardModel[];
  readonly estimators: readonly Estimator[];
  readonly sources: readonly DataSource[];
  readonly engines: readonly Engine[];
  readonly exporters: readonly Exporter[];
}

export type PluginDeclaration = Pick<Plugin, "name" | "contract"> & Partial<Pick<Plugin, "models" | "estimators" | "sources" | "engines" | "exporters">>;

export const definePlugin = ({ name, contract, models = [], estimators = [], sources = [], engines = [], exporters = [] }: PluginDeclaration): Plugin =>
  ({ kind: "plugin", name, contract, models, estimators, sources, engines, exporters });

/** What an app variant takes unless the user says otherwise; ids. */
export interface AppDefaults {
  readonly model?: string;
  readonly estimator?: string;
  readonly engine?: string;
}

/** An app variant: the plugins it is made of, listed by import. */
export interface AppDefinition {
  readonly kind: "app";
  readonly name: string;
  readonly about: string;
  /** `import.meta.url` of the variant's file, so that worker threads can load the same variant. */
  readonly module?: string;
  readonly plugins: readonly Plugin[];
  readonly defaults: AppDefaults;
}

/** Describes an app variant. Nothing is checked or built here; `createApp` of the runtime does that once, at start. */
export const defineApp = (app: Omit<AppDefinition, "kind">): AppDefinition => ({ kind: "app", ...app });

/**
 * What a module's default export offers: an app variant, a plugin, or a lone forward model, seen as plugins.
 * @throws InputError `plugin-invalid`.
 */
export function pluginsOf(exported: unknown, where: string): readonly Plugin[] {
  if (typeof exported === "object" && exported !== null) {
    if ("kind" in exported && exported.kind === "app") return (exported as AppDefinition).plugins;
    if ("kind" in exported && exported.kind === "plugin") return [exported as Plugin];
    if ("simulations" in exported && "parameters" in exported) return [definePlugin({ name: where, contract: contractVersion, models: [exported as ForwardModel] })];
  }
  throw new InputError("plugin-invalid", { where, what: "its default export is not a plugin", expected: "the value of definePlugin, defineApp or defineForwardModel as `export default`" });
}
