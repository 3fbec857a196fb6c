import { createRequire } from "node:module";
import type { Estimate } from "@inversa/core";
import type { App } from "../app/app.ts";
import type { EstimatorChoice, ResolvedStudy } from "./resolve-study.ts";

/** Which code, study and machine an estimate comes from. */
export function provenanceOf(app: App, resolved: ResolvedStudy, choice: EstimatorChoice): Estimate["provenance"] {
  const names = [app.models.pluginOf(resolved.model.id), app.estimators.pluginOf(choice.id), ...(choice.then ? [app.estimators.pluginOf(choice.then)] : [])];
  const { version } = createRequire(import.meta.url)("../../package.json") as { readonly version: string };
  return {
    inversa: version,
    plugins: pluginsBehind(app, names),
    study: resolved.hash,
    ...(resolved.documents && Object.keys(resolved.documents).length > 0 ? { documents: resolved.documents } : {}),
    createdAt: new Date().toISOString(),
    environment: { node: process.version, platform: `${process.platform} ${process.arch}`, engine: resolved.engineId },
  };
}

/** The plugins of these names with their versions. */
export const pluginsBehind = (app: App, names: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(app.plugins.filter(({ name }) => names.includes(name)).map(({ name, version }) => [name, version]));
