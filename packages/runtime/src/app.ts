import type { AppDefaults, AppDefinition, DataSource, Engine, Estimator, ForwardModel, ModelOrigin, Protocol } from "@inversa/core";
import type { LoadedPlugin } from "./load-plugin.ts";
import type { Registry } from "./registry.ts";
import { type Scope, token } from "./scope.ts";

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
  throw new Error(`not written yet: ${definition.name} ${extra.length}`);
}
