import { createRequire } from "node:module";
import type { Estimate } from "@inversa/core";
import type { App } from "./app.ts";
import type { EstimatorChoice, ResolvedStudy } from "./resolve-study.ts";

/** Which code, study and machine an estimate comes from. */
export function provenanceOf(app: App, resolved: ResolvedStudy, choice: EstimatorChoice): Estimate["provenance"] {
  const names = new Set([app.models.pluginOf(resolved.model.id), app.estimators.pluginOf(choice.id), ...(choice.then ? [app.estimators.pluginOf(choice.then)] : [])]);
  const { version } = createRequire(import.meta.url)("../package.json") as { readonly version: string };
  return {
    inversa: version,
    plugins: Object.fromEntries(app.plugins.filter((plugin) => names.has(plugin.name)).map((plugin) => [plugin.name, plugin.version])),
    study: resolved.hash,
    ...(resolved.documents && Object.keys(resolved.documents).length > 0 ? { documents: resolved.documents } : {}),
    createdAt: new Date().toISOString(),
    environment: { node: process.version, platform: `${process.platform} ${process.arch}`, engine: resolved.engineId },
  };
}
