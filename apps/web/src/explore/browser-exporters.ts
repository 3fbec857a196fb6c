import { readSettings, type Estimate, type Exported, type Exporter, type ForwardModel, type Plugin } from "@inversa/core";

const loaders: readonly (() => Promise<{ readonly default: Plugin }>)[] = [() => import("@inversa/export-documents"), () => import("@inversa/export-soil"), () => import("@inversa/export-battery")];

/** The formats that can write estimates of a model, the same plugins as everywhere, those for other programs first. */
export async function exportersFor(model: string): Promise<readonly Exporter[]> {
  const exporters = (await Promise.all(loaders.map((load) => load()))).flatMap(({ default: plugin }) => plugin.exporters);
  return exporters.filter(({ models }) => models === "any" || models.includes(model)).toSorted((a, b) => Number(a.models === "any") - Number(b.models === "any"));
}

/** @throws InputError `export-unsupported` where this estimate has no form in the format. */
export async function exported(model: ForwardModel, estimate: Estimate, to: string): Promise<Exported> {
  const exporter = (await exportersFor(model.id)).find(({ id }) => id === to)!;
  const plugins = await Promise.all([import("@inversa/estimator-least-squares"), import("@inversa/estimator-bp")]);
  const estimators = Object.fromEntries(plugins.flatMap(({ default: plugin }) => plugin.estimators.map(({ id, name, source }) => [id, { name, source }])));
  return exporter.write({ estimate, model, estimators, settings: readSettings(exporter.settings, {}, `settings of ${exporter.id}`) });
}
